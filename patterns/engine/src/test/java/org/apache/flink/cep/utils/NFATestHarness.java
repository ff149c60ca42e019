// SPDX-License-Identifier: Apache-2.0
package org.apache.flink.cep.utils;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.cep.Event;
import org.apache.flink.cep.nfa.NFA;
import org.apache.flink.cep.nfa.NFAState;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.nfa.sharedbuffer.SharedBuffer;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.time.TimerService;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.hamon.patterns.engine.FlinkCepRun;
import org.jspecify.annotations.Nullable;

/**
 * Stands before flink-cep's class of this name on the class path of its own test suites, which
 * drive their NFAs through it: so they run on the host's engines and state.
 */
public final class NFATestHarness {

  private final FlinkCepRun<Event> run;

  private NFATestHarness(FlinkCepRun<Event> run) {
    this.run = run;
  }

  public static NFATestHarnessBuilderPattern forPattern(Pattern<Event, ?> pattern) {
    return new NFATestHarnessBuilderPattern(pattern);
  }

  public static NFATestHarnessBuilderNFA forNFA(NFA<Event> nfa) {
    return new NFATestHarnessBuilderNFA(nfa);
  }

  /** The events of all matches, each match as one list. */
  public List<List<Event>> feedRecords(List<StreamRecord<Event>> records) throws Exception {
    List<List<Event>> matches = new ArrayList<>();
    for (StreamRecord<Event> record : records) {
      matches.addAll(feedRecord(record));
    }
    return matches;
  }

  public List<List<Event>> feedRecord(StreamRecord<Event> record) throws Exception {
    List<List<Event>> matches = new ArrayList<>();
    for (Map<String, List<Event>> match : consumeRecord(record)) {
      List<Event> events = new ArrayList<>(); // the suites sort it
      match.values().forEach(events::addAll);
      matches.add(events);
    }
    return matches;
  }

  public Collection<Map<String, List<Event>>> consumeRecords(
      Collection<StreamRecord<Event>> records) throws Exception {
    List<Map<String, List<Event>>> matches = new ArrayList<>();
    for (StreamRecord<Event> record : records) {
      matches.addAll(consumeRecord(record));
    }
    return matches;
  }

  public Collection<Map<String, List<Event>>> consumeRecord(StreamRecord<Event> record)
      throws Exception {
    return run.take(record.getValue(), record.getTimestamp());
  }

  /** What both builders have. */
  public abstract static class NFATestHarnessBuilderBase {

    AfterMatchSkipStrategy skip;
    TimerService timers = new TestTimerService();
    boolean isOwnTimer;

    NFATestHarnessBuilderBase(AfterMatchSkipStrategy skip) {
      this.skip = skip;
    }

    /** The host has its own buffer. */
    public NFATestHarnessBuilderBase withSharedBuffer(SharedBuffer<Event> ignored) {
      return this;
    }

    public NFATestHarnessBuilderBase withAfterMatchSkipStrategy(AfterMatchSkipStrategy strategy) {
      skip = strategy;
      return this;
    }

    public NFATestHarnessBuilderBase withTimerService(TimerService service) {
      timers = service;
      isOwnTimer = true;
      return this;
    }

    /** The same settings as another builder's. */
    NFATestHarnessBuilderBase on(NFATestHarnessBuilderBase other) {
      skip = other.skip;
      timers = other.timers;
      isOwnTimer = other.isOwnTimer;
      return this;
    }

    public abstract NFATestHarness build();
  }

  public static final class NFATestHarnessBuilderPattern extends NFATestHarnessBuilderBase {

    private final Pattern<Event, ?> pattern;
    private boolean timeoutHandling;

    NFATestHarnessBuilderPattern(Pattern<Event, ?> pattern) {
      super(pattern.getAfterMatchSkipStrategy());
      this.pattern = pattern;
    }

    public NFATestHarnessBuilderBase withTimeoutHandling() {
      timeoutHandling = true;
      return this;
    }

    @Override
    public NFATestHarness build() {
      return new NFATestHarness(
          FlinkCepRun.of(
              pattern, timeoutHandling, skip, timers, isOwnTimer, Event.createTypeSerializer()));
    }
  }

  public static final class NFATestHarnessBuilderNFA extends NFATestHarnessBuilderBase {

    private final NFA<Event> nfa;
    private @Nullable NFAState state;

    NFATestHarnessBuilderNFA(NFA<Event> nfa) {
      super(AfterMatchSkipStrategy.noSkip());
      this.nfa = nfa;
    }

    public NFATestHarnessBuilderBase withNFAState(NFAState given) {
      state = given;
      return this;
    }

    @Override
    public NFATestHarness build() {
      Optional<Pattern<Event, ?>> pattern = NFAUtils.patternOf(nfa);
      if (pattern.isPresent() && state == null) {
        return forPattern(pattern.get()).on(this).build();
      }
      return new NFATestHarness(
          FlinkCepRun.of(nfa, state, skip, timers, Event.createTypeSerializer()));
    }
  }
}
