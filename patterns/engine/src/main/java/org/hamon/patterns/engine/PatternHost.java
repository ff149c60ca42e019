// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import org.apache.flink.util.FlinkRuntimeException;
import org.hamon.patterns.compiler.CompiledPattern;
import org.hamon.patterns.engine.RootState.PatternState;
import org.hamon.patterns.language.ConditionFailure;
import org.hamon.patterns.language.Match;
import org.hamon.patterns.language.Pattern;
import org.hamon.patterns.language.StateChange;
import org.hamon.patterns.language.Symptom;

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

    /** Where the pattern of that id and version notes what it does. */
    PatternCosts costs(String pattern, int version);
  }

  private final LivePatterns patterns;
  private final Programs programs;
  private final CountRule counts;
  private final int bound;
  private final Replaced replaced;
  private final Findings findings;
  private long symptoms;

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
      Replaced replaced,
      Findings findings) {
    this.patterns = patterns;
    this.programs = new Programs(patterns, engine, buffer, findings::costs);
    this.counts = new CountRule(graphs);
    this.bound = bound;
    this.replaced = replaced;
    this.findings = findings;
  }

  /** Handles all that is due up to the time: waiting symptoms, ends of windows, ends of muting. */
  void advance(RootState root, long time) throws Exception {
    settle(root);
    int taken = 0;
    while (true) {
      long event =
          taken < root.waiting.size() ? root.waiting.get(taken).change().time() : RootState.NEVER;
      long expiry = root.nextEnd();
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
    settle(root);
    for (Symptom symptom : root.waiting) {
      while (root.nextEnd() <= symptom.change().time()) {
        expire(root, root.nextEnd(), false);
      }
      process(root, symptom);
    }
    root.waiting.clear();
  }

  /** When {@link #advance} has something to do next; {@link RootState#NEVER} if never. */
  long nextTime(RootState root) {
    settle(root);
    long event = root.waiting.isEmpty() ? RootState.NEVER : root.waiting.get(0).change().time();
    return Math.min(event, root.nextEnd());
  }

  /** Notes what is open at a root that comes from a savepoint. */
  void restored(RootState root) {
    settle(root);
    for (PatternState state : root.patterns) {
      program(state).costs.open += state.noted;
    }
  }

  /**
   * Looks up what runs at a root whose state was read, or when something changed. Of patterns that
   * are not known any more, or failed, nothing is kept.
   */
  private void settle(RootState root) {
    int generation = programs.generation();
    if (root.settled == generation) {
      return;
    }
    root.settled = generation;
    root.patterns.removeIf(
        state -> {
          state.program = programs.of(state.key);
          if (state.program != null) {
            root.endsNext(state, nextEnd(state));
            state.noted = state.open();
          }
          return state.program == null;
        });
    root.endsChanged();
  }

  private static long nextEnd(PatternState state) {
    long next = state.isMuted() ? state.mutedUntil : RootState.NEVER;
    if (state.partial != null) {
      next = Math.min(next, sequence(state).nextExpiry(state.partial));
    }
    if (state.window != null) {
      next = Math.min(next, state.window.earliest() + program(state).pattern.withinMillis());
    }
    return next;
  }

  private void expire(RootState root, long time, boolean tell) throws Exception {
    boolean isOver = false;
    for (PatternState state : root.patterns) {
      if (state.next() <= time) {
        expire(root, state, time, tell);
        isOver |= state.isEmpty();
      }
    }
    if (isOver) {
      root.patterns.removeIf(PatternState::isEmpty);
    }
  }

  private void expire(RootState root, PatternState state, long time, boolean tell)
      throws Exception {
    CompiledPattern pattern = program(state).pattern;
    if (state.mutedUntil <= time) {
      state.mutedUntil = Long.MIN_VALUE;
    }
    if (state.window != null) {
      state.window.slideTo(time - pattern.withinMillis());
    }
    if (state.partial != null && sequence(state).nextExpiry(state.partial) <= time) {
      List<Map<String, List<Symptom>>> found = sequence(state).expire(state.partial, time);
      if (tell) {
        tellAbsences(program(state), state, found);
      }
    }
    tidy(root, state, time);
  }

  /** Of absences whose windows end together, each is told that no earlier one took with it. */
  private void tellAbsences(
      Program program, PatternState state, List<Map<String, List<Symptom>>> found)
      throws Exception {
    CompiledPattern pattern = program.pattern;
    List<Map<String, List<Symptom>>> left = found;
    while (!left.isEmpty()) {
      Completion told = Completion.of(pattern.first(left).orElseThrow());
      sequence(state).dropStartedUpTo(requireNonNull(state.partial), told.last());
      tell(program, state, told, told.first().change().time() + pattern.withinMillis());
      left =
          left.stream()
              .filter(
                  stages -> Symptom.ORDER.compare(Completion.of(stages).first(), told.last()) > 0)
              .toList();
    }
  }

  /**
   * Shows a symptom to the patterns that it can begin and to those that are open, in the order of
   * their keys: both lists are.
   */
  private void process(RootState root, Symptom symptom) throws Exception {
    if (symptom.isReturnOfRoot()) {
      unmute(root);
    }
    settle(root);
    LivePatterns.Epoch epoch = patterns.at(symptom.change().time());
    Programs.Concern concern = programs.concernedBy(epoch, symptom);
    boolean timed = ++symptoms % PatternCosts.TIMED == 0;
    List<Program> beginning = concern.beginning;
    List<PatternState> states = root.patterns;
    int begun = 0;
    for (int i = 0; i < states.size() || begun < beginning.size(); ) {
      PatternState state = i < states.size() ? states.get(i) : null;
      Program begins = begun < beginning.size() ? beginning.get(begun) : null;
      if (begins != null && (state == null || begins.place <= program(state).place)) {
        begun++;
        if (state == null || state.program != begins) {
          state = new PatternState(begins.key);
          state.program = begins;
          states.add(i, state);
        }
      } else if (!requireNonNull(state).isOpen()) {
        i++; // only mute
        continue;
      }
      int place = program(state).place;
      if (concern.reactions(place) != 0 || !concern.runs(place)) {
        show(root, state, epoch, concern.reactions(place), symptom, timed);
      }
      if (state.isEmpty()) {
        states.remove(i);
      } else {
        i++;
      }
    }
  }

  private void show(
      RootState root,
      PatternState state,
      LivePatterns.Epoch epoch,
      long reactions,
      Symptom symptom,
      boolean timed)
      throws Exception {
    Program program = program(state);
    if (!epoch.runs(program.key)) {
      finish(program, state, epoch);
    }
    if (reactions != 0 && (state.isOpen() || (reactions & Program.BEGINS) != 0)) {
      long since = timed ? PatternCosts.now() : 0;
      try {
        offer(program, state, symptom, reactions);
      } catch (FlinkRuntimeException | ConditionFailure failure) {
        disable(program, state, symptom, failure);
      }
      if (timed) {
        program.costs.took(since);
      }
    }
    tidy(root, state, symptom.change().time());
  }

  /**
   * Matches that are open in a replaced version go on, unless they are to be dropped; those of a
   * withdrawn pattern do not.
   */
  private void finish(Program program, PatternState state, LivePatterns.Epoch epoch) {
    if (replaced == Replaced.DROPS
        || program.pattern.isCount()
        || !epoch.runsAny(program.pattern.pattern().id())) {
      state.partial = null;
      state.window = null;
    } else if (state.partial != null) {
      sequence(state).beginNoMore(state.partial);
    }
  }

  private void offer(Program program, PatternState state, Symptom symptom, long reactions)
      throws Exception {
    CompiledPattern pattern = program.pattern;
    if (pattern.isCount()) {
      Match match = counts.take(pattern, state, symptom);
      if (match != null) {
        tell(program, state, match);
      }
    } else {
      take(program, requireNonNull(program.sequence), state, symptom, reactions);
    }
  }

  private void take(
      Program program, Sequence sequence, PatternState state, Symptom symptom, long reactions)
      throws Exception {
    Partial<Symptom> partial = state.partial;
    if (partial == null) {
      partial = sequence.begin();
      state.partial = partial;
    }
    List<Map<String, List<Symptom>>> found = sequence.process(partial, symptom, reactions);
    if (!found.isEmpty()) {
      Completion first = Completion.of(program.pattern.first(found).orElseThrow());
      sequence.dropStartedUpTo(partial, first.last());
      tell(program, state, first, symptom.change().time());
      return;
    }
    int dropped = sequence.dropOldest(partial, bound);
    if (dropped > 0) {
      program.costs.dropped += dropped;
      if (!state.storm) {
        state.storm = true;
        StateChange change = symptom.change();
        Pattern pattern = program.pattern.pattern();
        findings.storm(
            new Storm(
                change.lane(),
                symptom.root(),
                pattern.id(),
                pattern.version(),
                change.time(),
                bound));
      }
    }
  }

  private void tell(Program program, PatternState state, Completion completion, long at) {
    CompiledPattern pattern = program.pattern;
    Symptom first = completion.first();
    List<String> members = pattern.members(completion.stages());
    tell(program, state, matchOf(pattern, first, members, first.change().time(), at));
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

  private void tell(Program program, PatternState state, Match match) {
    if (match.at() < state.mutedUntil) {
      return;
    }
    program.costs.matches++;
    findings.match(match);
    long end = match.start() + program.pattern.withinMillis();
    state.mutedUntil = end > match.at() ? end : Long.MIN_VALUE;
  }

  private static void unmute(RootState root) {
    for (PatternState state : root.patterns) {
      if (state.isMuted()) {
        state.mutedUntil = Long.MIN_VALUE;
        root.endsNext(state, nextEnd(state));
      }
    }
    root.patterns.removeIf(PatternState::isEmpty);
  }

  /** Keeps nothing of what is over, and notes what is left. */
  private static void tidy(RootState root, PatternState state, long time) {
    if (state.partial != null && state.partial.size() == 0) {
      state.partial = null;
    }
    if (state.window != null && state.window.counted.isEmpty()) {
      state.window = null;
    }
    state.storm &= state.partial != null;
    root.endsNext(state, nextEnd(state));
    int open = state.open();
    PatternCosts costs = program(state).costs;
    if (state.noted > 0) {
      costs.openMillis += state.noted * Math.max(0, time - state.since);
    }
    state.since = Math.max(state.since, time);
    costs.open += open - state.noted;
    state.noted = open;
  }

  private void disable(
      Program program, PatternState state, Symptom symptom, RuntimeException failure) {
    programs.disable(program);
    program.costs.faults++;
    state.partial = null;
    state.window = null;
    state.mutedUntil = Long.MIN_VALUE;
    Pattern pattern = program.pattern.pattern();
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    findings.fault(
        new PatternFault(
            pattern.id(),
            pattern.version(),
            symptom.change().time(),
            "Expected the conditions of the pattern to hold or not on a change of '"
                + symptom.change().asset()
                + "', but one failed: "
                + cause.getMessage()
                + " The pattern is not run any more. Correct it and publish it again"));
  }

  private static Program program(PatternState state) {
    return requireNonNull(state.program, state.key);
  }

  private static Sequence sequence(PatternState state) {
    return requireNonNull(program(state).sequence, state.key);
  }
}
