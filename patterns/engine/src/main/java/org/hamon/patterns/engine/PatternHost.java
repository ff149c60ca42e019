// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.util.FlinkRuntimeException;
import org.hamon.patterns.compiler.CompiledPattern;
import org.hamon.patterns.engine.RootState.PatternState;
import org.hamon.patterns.language.ConditionFailure;
import org.hamon.patterns.language.Match;
import org.hamon.patterns.language.Pattern;
import org.hamon.patterns.language.StateChange;
import org.hamon.patterns.language.Symptom;
import org.hamon.topology.AssetState;

/**
 * Runs every pattern over the symptoms of one root after another, in event-time order; knows no
 * Flink runtime. An event touches only the patterns that it can begin or that are open at its root,
 * and of these only the ones whose scope it is in.
 *
 * <p>Muting is a filter behind the engine: patterns go on matching while they are mute.
 */
final class PatternHost {

  /** Where what is found goes. */
  interface Findings {
    void match(Match match);

    void fault(PatternFault fault);

    void storm(Storm storm);

    void dropped(int partialMatches);
  }

  private final LivePatterns patterns;
  private final Engine engine;
  private final MatchBuffer<Symptom> buffer;
  private final CountRule counts;
  private final int bound;
  private final Findings findings;
  private final Map<String, Sequence> sequences = new HashMap<>();

  /** Keys of the patterns that failed on this task. */
  private final Set<String> disabled = new HashSet<>();

  /**
   * @param engine that sequences begin on
   * @param bound how many partial matches of one pattern may be open at one root
   */
  PatternHost(
      LivePatterns patterns,
      Graphs graphs,
      Engine engine,
      MatchBuffer<Symptom> buffer,
      int bound,
      Findings findings) {
    this.patterns = patterns;
    this.engine = engine;
    this.buffer = buffer;
    this.counts = new CountRule(graphs);
    this.bound = bound;
    this.findings = findings;
  }

  /** Handles all that is due up to the time: waiting symptoms, ends of windows, ends of muting. */
  void advance(RootState root, long time) throws Exception {
    forget(root);
    int taken = 0;
    while (true) {
      long event =
          taken < root.waiting.size() ? root.waiting.get(taken).change().time() : RootState.NEVER;
      long expiry = nextExpiry(root);
      if (Math.min(event, expiry) > time || (event == RootState.NEVER && expiry == event)) {
        break;
      }
      if (expiry <= event) {
        expire(root, expiry, true);
      } else {
        process(root, root.waiting.get(taken));
        taken++;
      }
    }
    root.waiting.subList(0, taken).clear();
  }

  /** Handles a symptom that came after its time: at once, behind all that was due. */
  void late(RootState root, Symptom symptom, long time) throws Exception {
    advance(root, time);
    process(root, symptom);
    advance(root, time);
  }

  /**
   * History has ended: handles the waiting symptoms, and nothing that only the clock would have
   * brought about.
   */
  void drain(RootState root) throws Exception {
    forget(root);
    for (Symptom symptom : root.waiting) {
      while (nextExpiry(root) <= symptom.change().time()) {
        expire(root, nextExpiry(root), false);
      }
      process(root, symptom);
    }
    root.waiting.clear();
  }

  /** When {@link #advance} has something to do next; {@link RootState#NEVER} if never. */
  long nextTime(RootState root) {
    forget(root);
    long event = root.waiting.isEmpty() ? RootState.NEVER : root.waiting.get(0).change().time();
    return Math.min(event, nextExpiry(root));
  }

  /** Of patterns that are not known any more, or failed, nothing is kept. */
  private void forget(RootState root) {
    root.patterns.keySet().removeIf(key -> patterns.known(key) == null || disabled.contains(key));
  }

  private long nextExpiry(RootState root) {
    long next = RootState.NEVER;
    for (Map.Entry<String, PatternState> entry : root.patterns.entrySet()) {
      PatternState state = entry.getValue();
      CompiledPattern pattern = requireNonNull(patterns.known(entry.getKey()), entry.getKey());
      if (state.isMuted()) {
        next = Math.min(next, state.mutedUntil);
      }
      if (state.partial != null) {
        next = Math.min(next, sequence(entry.getKey(), pattern).nextExpiry(state.partial));
      }
      if (state.window != null) {
        next = Math.min(next, state.window.earliest() + pattern.withinMillis());
      }
    }
    return next;
  }

  private void expire(RootState root, long time, boolean tell) throws Exception {
    for (String key : List.copyOf(root.patterns.keySet())) {
      PatternState state = requireNonNull(root.patterns.get(key));
      CompiledPattern pattern = requireNonNull(patterns.known(key), key);
      if (state.mutedUntil <= time) {
        state.mutedUntil = Long.MIN_VALUE;
      }
      if (state.window != null) {
        state.window.slideTo(time - pattern.withinMillis());
      }
      if (state.partial != null) {
        Sequence sequence = sequence(key, pattern);
        if (sequence.nextExpiry(state.partial) <= time) {
          List<Map<String, List<Symptom>>> found = sequence.expire(state.partial, time);
          if (tell) {
            tellAbsences(pattern, sequence, state, found);
          }
        }
      }
      tidy(root, key, state);
    }
  }

  /** Of absences whose windows end together, each is told that no earlier one took with it. */
  private void tellAbsences(
      CompiledPattern pattern,
      Sequence sequence,
      PatternState state,
      List<Map<String, List<Symptom>>> found)
      throws Exception {
    List<Map<String, List<Symptom>>> left = found;
    while (!left.isEmpty()) {
      Completion told = Completion.of(pattern.first(left).orElseThrow());
      sequence.dropStartedUpTo(requireNonNull(state.partial), told.last());
      tell(pattern, state, told, told.first().change().time() + pattern.withinMillis());
      left =
          left.stream()
              .filter(
                  stages -> RootState.ORDER.compare(Completion.of(stages).first(), told.last()) > 0)
              .toList();
    }
  }

  private void process(RootState root, Symptom symptom) throws Exception {
    LivePatterns.Epoch epoch = patterns.at(symptom.change().time());
    if (rootReturns(symptom)) {
      unmute(root);
    }
    for (LivePatterns.Running running : epoch.ofRoot(symptom.rootSector(), symptom.rootKind())) {
      offer(root, running.key(), running.pattern(), true, symptom);
    }
    for (String key : List.copyOf(root.patterns.keySet())) {
      CompiledPattern pattern = patterns.known(key);
      if (pattern != null && !key.equals(epoch.keyOf(pattern.pattern().id()))) {
        finishOldVersion(root, key, pattern, epoch, symptom);
      }
    }
  }

  /** Matches that are open in a replaced version go on; those of a withdrawn pattern do not. */
  private void finishOldVersion(
      RootState root,
      String key,
      CompiledPattern pattern,
      LivePatterns.Epoch epoch,
      Symptom symptom)
      throws Exception {
    PatternState state = requireNonNull(root.patterns.get(key));
    if (epoch.keyOf(pattern.pattern().id()) == null || pattern.isCount()) {
      state.partial = null;
      state.window = null;
      tidy(root, key, state);
    } else if (state.partial != null) {
      sequence(key, pattern).beginNoMore(state.partial);
      offer(root, key, pattern, false, symptom);
    }
  }

  private void offer(
      RootState root, String key, CompiledPattern pattern, boolean mayBegin, Symptom symptom)
      throws Exception {
    if (disabled.contains(key)) {
      return;
    }
    PatternState state = root.patterns.get(key);
    try {
      boolean open = state != null && (state.partial != null || state.window != null);
      if (!open && !(mayBegin && pattern.canStart(symptom))) {
        return;
      }
      if (!pattern.inScope(symptom)) {
        return;
      }
      if (state == null) {
        state = new PatternState();
        root.patterns.put(key, state);
      }
      if (pattern.isCount()) {
        Match match = counts.take(pattern, state, symptom);
        if (match != null) {
          tell(pattern, state, match);
        }
      } else {
        take(pattern, sequence(key, pattern), state, symptom);
      }
      tidy(root, key, state);
    } catch (FlinkRuntimeException | ConditionFailure failure) {
      disable(root, key, pattern, symptom, failure);
    }
  }

  private void take(CompiledPattern pattern, Sequence sequence, PatternState state, Symptom symptom)
      throws Exception {
    Partial<Symptom> partial = state.partial;
    if (partial == null) {
      partial = sequence.begin();
      state.partial = partial;
    }
    List<Map<String, List<Symptom>>> found = sequence.process(partial, symptom);
    if (!found.isEmpty()) {
      Completion first = Completion.of(pattern.first(found).orElseThrow());
      sequence.dropStartedUpTo(partial, first.last());
      tell(pattern, state, first, symptom.change().time());
      return;
    }
    int dropped = sequence.dropOldest(partial, bound);
    if (dropped > 0) {
      findings.dropped(dropped);
      if (!state.storm) {
        state.storm = true;
        StateChange change = symptom.change();
        findings.storm(
            new Storm(
                change.lane(),
                symptom.root(),
                pattern.pattern().id(),
                pattern.pattern().version(),
                change.time(),
                bound));
      }
    }
  }

  private void tell(CompiledPattern pattern, PatternState state, Completion completion, long at) {
    Symptom first = completion.first();
    tell(
        pattern,
        state,
        matchOf(pattern, first, pattern.members(completion.stages()), first.change().time(), at));
  }

  /**
   * @param any one of the events of the match, for its lane and root
   */
  static Match matchOf(
      CompiledPattern compiled, Symptom any, List<String> members, long start, long at) {
    Pattern pattern = compiled.pattern();
    return new Match(
        any.change().lane(),
        pattern.id(),
        pattern.version(),
        pattern.isShadow(),
        pattern.failure(),
        pattern.severity(),
        pattern.emit().phase(),
        pattern.emit().instruction(),
        any.root(),
        members,
        start,
        at);
  }

  private void tell(CompiledPattern pattern, PatternState state, Match match) {
    if (match.at() < state.mutedUntil) {
      return;
    }
    findings.match(match);
    long end = match.start() + pattern.withinMillis();
    state.mutedUntil = end > match.at() ? end : Long.MIN_VALUE;
  }

  private static boolean rootReturns(Symptom symptom) {
    StateChange change = symptom.change();
    return symptom.hops() == 0
        && !change.isCondition()
        && change.state() == AssetState.NORMAL
        && change.asset().equals(symptom.root());
  }

  private static void unmute(RootState root) {
    root.patterns.values().forEach(state -> state.mutedUntil = Long.MIN_VALUE);
    root.patterns.values().removeIf(PatternState::isEmpty);
  }

  /** Keeps nothing of what is over. */
  private void tidy(RootState root, String key, PatternState state) {
    if (state.partial != null && state.partial.size() == 0) {
      state.partial = null;
    }
    if (state.window != null && state.window.counted.isEmpty()) {
      state.window = null;
    }
    state.storm &= state.partial != null;
    if (state.isEmpty()) {
      root.patterns.remove(key);
    }
  }

  private void disable(
      RootState root,
      String key,
      CompiledPattern pattern,
      Symptom symptom,
      RuntimeException failure) {
    disabled.add(key);
    root.patterns.remove(key);
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    findings.fault(
        new PatternFault(
            pattern.pattern().id(),
            pattern.pattern().version(),
            symptom.change().time(),
            "Expected the conditions of the pattern to hold or not on a change of '"
                + symptom.change().asset()
                + "', but one failed: "
                + cause.getMessage()
                + " The pattern is not run any more. Correct it and publish it again"));
  }

  private Sequence sequence(String key, CompiledPattern pattern) {
    return sequences.computeIfAbsent(key, k -> new Sequence(pattern, engine, buffer));
  }

  /** For the metrics: how many patterns are disabled on this task. */
  int disabledPatterns() {
    return disabled.size();
  }
}
