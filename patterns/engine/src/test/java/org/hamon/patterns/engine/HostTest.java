// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.hamon.patterns.engine.Given.at;
import static org.hamon.patterns.engine.Given.atLeast;
import static org.hamon.patterns.engine.Given.change;
import static org.hamon.patterns.engine.Given.not;
import static org.hamon.patterns.engine.Given.optional;
import static org.hamon.patterns.engine.Given.sequence;
import static org.hamon.patterns.engine.Given.stage;
import static org.hamon.patterns.engine.Given.strict;
import static org.hamon.patterns.engine.Given.topology;
import static org.hamon.patterns.engine.Given.version;
import static org.hamon.patterns.engine.Given.where;
import static org.hamon.topology.AssetState.NORMAL;
import static org.hamon.topology.AssetState.STOPPED;
import static org.hamon.topology.AssetState.UNKNOWN;

import java.util.List;
import java.util.function.Supplier;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.hamon.patterns.language.Count;
import org.hamon.patterns.language.Match;
import org.hamon.patterns.language.Pattern;
import org.hamon.patterns.language.PatternStatus;
import org.hamon.patterns.language.Place;
import org.hamon.patterns.language.Selector;
import org.hamon.patterns.language.StateChange;
import org.hamon.patterns.language.Symptom;
import org.hamon.topology.AssetState;
import org.hamon.topology.Topology;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HostTest {

  private static final long HALF_HOUR = 30 * 60_000L;
  private static final Place DOWN = Place.downstream(1, 2);
  private static final Topology NOTHING = topology();

  private static final Pattern TWO_FOLLOW =
      sequence(
          "two-follow",
          HALF_HOUR,
          stage("root stops", Place.ROOT, STOPPED),
          atLeast(2, stage("others follow", DOWN, STOPPED, UNKNOWN)));

  private static final Pattern NOBODY_RETURNS =
      sequence(
          "nobody-returns",
          HALF_HOUR,
          stage("root returns", Place.ROOT, NORMAL),
          not(stage("a dependent returns", DOWN, NORMAL)));

  @Test
  void exampleUsage() throws Exception {
    try (HostHarness host = heap(TWO_FOLLOW)) {
      host.feed(on("00:00", "r", STOPPED), on("00:04", "a", UNKNOWN), on("00:05", "b", UNKNOWN));
      host.clock("00:10");

      assertThat(host.matches())
          .containsExactly(
              new Match(
                  StateChange.ACTUAL,
                  "two-follow",
                  1,
                  false,
                  TWO_FOLLOW.failure(),
                  2,
                  null,
                  null,
                  "r",
                  List.of("r", "a", "b"),
                  at("00:00"),
                  at("00:05")));
    }
  }

  @Test
  void ordersWhatCameOutOfOrder() throws Exception {
    try (HostHarness host = heap(TWO_FOLLOW)) {
      host.feed(on("00:05", "b", UNKNOWN), on("00:00", "r", STOPPED), on("00:04", "a", UNKNOWN));
      host.clock("00:10");

      assertThat(host.matches()).hasSize(1);
    }
  }

  @Test
  void waitsForTheWatermark() throws Exception {
    try (HostHarness host = heap(TWO_FOLLOW)) {
      host.feed(on("00:00", "r", STOPPED), on("00:04", "a", UNKNOWN), on("00:05", "b", UNKNOWN));

      host.clock("00:04:59");
      assertThat(host.matches()).isEmpty();
      host.clock("00:05");
      assertThat(host.matches()).hasSize(1);
    }
  }

  @Test
  void handlesALateSymptomAtOnce() throws Exception {
    try (HostHarness host = heap(TWO_FOLLOW)) {
      host.feed(on("00:00", "r", STOPPED), on("00:04", "a", UNKNOWN)).clock("00:10");

      host.feed(on("00:05", "b", UNKNOWN));

      assertThat(host.matches()).extracting(Match::at).containsExactly(at("00:05"));
    }
  }

  @Test
  void oneAssetCountsOnce() throws Exception {
    try (HostHarness host = heap(TWO_FOLLOW)) {
      host.feed(on("00:00", "r", STOPPED), on("00:04", "a", UNKNOWN), on("00:05", "a", STOPPED));
      host.clock("01:00");

      assertThat(host.matches()).isEmpty();
    }
  }

  @Test
  void windowEndIsExclusive() throws Exception {
    try (HostHarness host = heap(TWO_FOLLOW)) {
      host.feed(on("00:00", "r", STOPPED), on("00:04", "a", UNKNOWN), on("00:30", "b", UNKNOWN));
      host.clock("01:00");

      assertThat(host.matches()).isEmpty();
    }
  }

  @Test
  void matchesFromTheFirstMillisecondOfTheEpoch() throws Exception {
    try (HostHarness host = heap(NOBODY_RETURNS)) {
      host.feed(Given.symptom(0, "r", NORMAL));
      host.clock("00:00");

      assertThat(host.matches()).extracting(Match::at).containsExactly(HALF_HOUR);
      assertThat(host.storedRoots()).isZero();
    }
  }

  @Test
  void absenceIsFoundAtTheEndOfItsWindowWhateverTheWatermark() throws Exception {
    try (HostHarness host = heap(NOBODY_RETURNS)) {
      host.feed(on("00:00", "r", NORMAL)).clock("00:29:59");
      assertThat(host.matches()).isEmpty();

      host.clock("05:00");

      assertThat(host.matches()).extracting(Match::at).containsExactly(at("00:30"));
      assertThat(host.matches()).extracting(Match::members).containsExactly(List.of("r"));
    }
  }

  @Test
  void absenceIsNotFoundOnceItsEventCame() throws Exception {
    try (HostHarness host = heap(NOBODY_RETURNS)) {
      host.feed(on("00:00", "r", NORMAL), on("00:10", "a", NORMAL)).clock("05:00");

      assertThat(host.matches()).isEmpty();
      assertThat(host.storedRoots()).isZero();
    }
  }

  @Test
  void anAbsenceThatBeganAfterTheLastEventOfTheOneBeforeIsFoundToo() throws Exception {
    try (HostHarness host = heap(NOBODY_RETURNS)) {
      host.feed(on("00:00", "r", NORMAL), on("00:20", "r", NORMAL)).clock("05:00");

      assertThat(host.matches()).extracting(Match::at).containsExactly(at("00:30"), at("00:50"));
    }
  }

  @Test
  void endOfHistoryDrainsWhatWaitsAndFiresNothingThatTheClockWouldHave() throws Exception {
    try (HostHarness host = heap(NOBODY_RETURNS, TWO_FOLLOW)) {
      host.feed(on("00:00", "r", NORMAL), on("00:01", "r", STOPPED)).clock("00:05");
      host.feed(on("00:06", "a", UNKNOWN), on("00:07", "b", UNKNOWN));

      host.end();

      assertThat(host.matches()).extracting(Match::pattern).containsExactly("two-follow");
    }
  }

  @Test
  void isMuteUntilTheWindowOfTheMatchEnds() throws Exception {
    try (HostHarness host = heap(TWO_FOLLOW)) {
      host.feed(on("00:00", "r", STOPPED), on("00:01", "a", UNKNOWN), on("00:02", "b", UNKNOWN));
      host.feed(on("00:10", "r", STOPPED), on("00:11", "a", UNKNOWN), on("00:12", "b", UNKNOWN));
      host.feed(on("00:31", "r", STOPPED), on("00:32", "a", UNKNOWN), on("00:33", "b", UNKNOWN));
      host.clock("03:00");

      assertThat(host.matches()).extracting(Match::at).containsExactly(at("00:02"), at("00:33"));
      assertThat(host.storedRoots()).isZero();
    }
  }

  @Test
  void isMuteUntilTheRootReturnsAfterTheMatch() throws Exception {
    try (HostHarness host = heap(TWO_FOLLOW)) {
      host.feed(on("00:00", "r", STOPPED), on("00:01", "a", UNKNOWN), on("00:02", "b", UNKNOWN));
      host.feed(on("00:05", "r", NORMAL));
      host.feed(on("00:10", "r", STOPPED), on("00:11", "a", UNKNOWN), on("00:12", "b", UNKNOWN));
      host.clock("03:00");

      assertThat(host.matches()).extracting(Match::at).containsExactly(at("00:02"), at("00:12"));
    }
  }

  @Test
  void theRootsReturnNeverDiscardsAnOpenMatch() throws Exception {
    try (HostHarness host = heap(TWO_FOLLOW)) {
      host.feed(on("00:00", "r", STOPPED), on("00:01", "a", UNKNOWN), on("00:02", "r", NORMAL));
      host.feed(on("00:03", "b", UNKNOWN)).clock("03:00");

      assertThat(host.matches()).extracting(Match::at).containsExactly(at("00:03"));
    }
  }

  @Test
  void theMatchThatBeganFirstIsToldAndTakesTheOthersWithIt() throws Exception {
    try (HostHarness host = heap(TWO_FOLLOW)) {
      host.feed(on("00:00", "r", STOPPED), on("00:01", "r", STOPPED), on("00:02", "a", UNKNOWN));
      host.feed(on("00:03", "b", UNKNOWN)).clock("00:04");
      assertThat(host.matches()).extracting(Match::start).containsExactly(at("00:00"));

      host.feed(on("00:05", "r", NORMAL), on("00:06", "c", UNKNOWN), on("00:07", "d", UNKNOWN));
      host.clock("03:00");

      assertThat(host.matches()).hasSize(1);
    }
  }

  @Test
  void aLaterStartThatCompletesFirstIsNotHeldBack() throws Exception {
    Pattern strictly =
        sequence(
            "strict-or-two",
            HALF_HOUR,
            stage("root stops", Place.ROOT, STOPPED),
            optional(stage("one stops", DOWN, STOPPED)),
            strict(stage("one is silent", DOWN, UNKNOWN)));
    try (HostHarness host = heap(strictly)) {
      host.feed(on("00:00", "r", STOPPED), on("00:01", "r", STOPPED), on("00:02", "a", UNKNOWN));
      host.clock("00:03");

      assertThat(host.matches()).extracting(Match::start).containsExactly(at("00:01"));
    }
  }

  @Test
  void lanesAndRootsAreApart() throws Exception {
    try (HostHarness host = heap(TWO_FOLLOW)) {
      host.feed(
          on("00:00", "r", STOPPED),
          Given.symptom(change("test", at("00:01"), "a", "ict", UNKNOWN)),
          Given.symptom(change("test", at("00:02"), "b", "ict", UNKNOWN)));
      host.clock("03:00");

      assertThat(host.matches()).isEmpty();
      assertThat(host.storedRoots()).isZero();
    }
  }

  @Test
  void keepsNothingOfARootWhereNothingIsOpen() throws Exception {
    try (HostHarness host = heap(TWO_FOLLOW)) {
      host.feed(on("00:00", "a", STOPPED), on("00:01", "b", STOPPED)).clock("00:02");
      assertThat(host.storedRoots()).isZero();
      assertThat(host.dueRoots()).isZero();

      host.feed(on("00:03", "r", STOPPED)).clock("00:04");
      assertThat(host.storedRoots()).isEqualTo(1);
      assertThat(host.dueRoots()).isEqualTo(1);

      host.clock("00:33");
      assertThat(host.storedRoots()).isZero();
      assertThat(host.dueRoots()).isZero();
    }
  }

  @Test
  void shadowPatternsMatchAndDeprecatedOnesDoNot() throws Exception {
    Pattern shadow =
        version(2, PatternStatus.SHADOW, sequence("s", HALF_HOUR, stage("x", Place.ROOT, STOPPED)));
    Pattern old =
        version(
            2, PatternStatus.DEPRECATED, sequence("d", HALF_HOUR, stage("x", Place.ROOT, STOPPED)));
    try (HostHarness host = heap(shadow, old)) {
      host.feed(on("00:00", "r", STOPPED)).clock("00:01");

      assertThat(host.matches()).extracting(Match::pattern).containsExactly("s");
      assertThat(host.matches()).allMatch(Match::shadow);
    }
  }

  @Test
  void aConditionThatFailsDisablesItsPatternAlone() throws Exception {
    Pattern broken =
        sequence(
            "broken",
            HALF_HOUR,
            where("change.people / 0 > 1", stage("x", Place.ROOT, STOPPED)),
            stage("y", DOWN, STOPPED));
    try (HostHarness host = heap(broken, TWO_FOLLOW)) {
      host.feed(on("00:00", "r", STOPPED), on("00:01", "a", UNKNOWN), on("00:02", "b", UNKNOWN));
      host.feed(on("00:03", "r", STOPPED)).clock("03:00");

      assertThat(host.matches()).extracting(Match::pattern).containsExactly("two-follow");
      assertThat(host.side(PatternEngine.FAULTS))
          .singleElement()
          .satisfies(
              fault -> {
                assertThat(fault.pattern()).isEqualTo("broken");
                assertThat(fault.at()).isEqualTo(at("00:00"));
                assertThat(fault.message()).contains("change.people / 0 > 1");
              });
      assertThat(host.storedRoots()).isZero();
    }
  }

  @Test
  void aStormDropsTheOldestPartialMatchesAndSaysSoOnce() throws Exception {
    try (HostHarness host = heap(TWO_FOLLOW)) {
      for (int i = 0; i < 100; i++) {
        host.feed(Given.symptom(at("00:00") + 1000 * i, "r", STOPPED));
      }
      host.feed(on("00:05", "a", UNKNOWN), on("00:06", "b", UNKNOWN)).clock("00:10");

      assertThat(host.matches())
          .extracting(Match::start)
          .containsExactly(at("00:00") + 1000 * (100 - 64));
      assertThat(host.side(PatternEngine.STORMS))
          .extracting(Storm::pattern, Storm::at, Storm::bound)
          .containsExactly(tuple("two-follow", at("00:00") + 64_000, 64));
    }
  }

  @ParameterizedTest
  @EnumSource
  void goesOnInTheMiddleOfAMatchAfterARestart(Backend backend) throws Exception {
    PatternEngine.Settings settings = HostHarness.settings(NOTHING, TWO_FOLLOW, NOBODY_RETURNS);
    OperatorSubtaskState snapshot;
    try (HostHarness host = HostHarness.opened(settings, backend.create(), null)) {
      host.feed(on("00:00", "r", NORMAL), on("00:01", "r", STOPPED), on("00:02", "a", UNKNOWN));
      host.clock("00:02");
      host.feed(on("00:04", "b", UNKNOWN));
      snapshot = host.checkpoint(1);
    }

    try (HostHarness host = HostHarness.opened(settings, backend.create(), snapshot)) {
      host.clock("00:03");
      assertThat(host.matches()).isEmpty();
      host.clock("03:00");

      assertThat(host.matches())
          .extracting(Match::pattern, Match::at)
          .containsExactly(tuple("two-follow", at("00:04")), tuple("nobody-returns", at("00:30")));
      assertThat(host.storedRoots()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void openMatchesMoveWithTheirKeysWhenRescaled(Backend backend) throws Exception {
    PatternEngine.Settings settings = HostHarness.settings(NOTHING, TWO_FOLLOW);
    OperatorSubtaskState snapshot;
    try (HostHarness host = HostHarness.opened(settings, backend.create(), null)) {
      for (int i = 0; i < 20; i++) {
        host.feed(
            rooted("r" + i, "00:00", "r" + i, STOPPED), rooted("r" + i, "00:01", "a", UNKNOWN));
      }
      host.clock("00:02");
      snapshot = host.checkpoint(1);
    }

    int matches = 0;
    for (int subtask = 0; subtask < 2; subtask++) {
      OperatorSubtaskState part =
          AbstractStreamOperatorTestHarness.repartitionOperatorState(
              snapshot, HostHarness.MAX_PARALLELISM, 1, 2, subtask);
      try (HostHarness host = HostHarness.opened(settings, backend.create(), part, 2, subtask)) {
        for (int i = 0; i < 20; i++) {
          Symptom last = rooted("r" + i, "00:03", "b", UNKNOWN);
          if (host.owns(last)) {
            host.feed(last);
          }
        }
        host.clock("00:04");
        matches += host.matches().size();
      }
    }
    assertThat(matches).isEqualTo(20);
  }

  @Test
  void aNewTextKeepsOpenMatchesAndMuting() throws Exception {
    OperatorSubtaskState snapshot;
    try (HostHarness host = heap(TWO_FOLLOW)) {
      host.feed(on("00:00", "r", STOPPED), on("00:01", "a", UNKNOWN)).clock("00:02");
      snapshot = host.checkpoint(1);
    }

    PatternEngine.Settings renewed =
        HostHarness.settings(NOTHING, version(2, PatternStatus.STABLE, TWO_FOLLOW));
    try (HostHarness host = HostHarness.opened(renewed, new HashMapStateBackend(), snapshot)) {
      host.feed(on("00:03", "b", UNKNOWN)).clock("00:04");

      assertThat(host.matches()).extracting(Match::version).containsExactly(2);
    }
  }

  @Test
  void whatWasOpenInAPatternThatIsNoLongerThereIsForgotten() throws Exception {
    OperatorSubtaskState snapshot;
    try (HostHarness host = heap(TWO_FOLLOW)) {
      host.feed(on("00:00", "r", STOPPED), on("00:01", "a", UNKNOWN)).clock("00:02");
      snapshot = host.checkpoint(1);
    }

    PatternEngine.Settings without = HostHarness.settings(NOTHING, NOBODY_RETURNS);
    try (HostHarness host = HostHarness.opened(without, new HashMapStateBackend(), snapshot)) {
      host.feed(on("00:03", "b", UNKNOWN)).clock("00:04");

      assertThat(host.matches()).isEmpty();
      assertThat(host.storedRoots()).isZero();
    }
  }

  @Test
  void aPublishedPatternTakesEffectFromItsTime() throws Exception {
    try (HostHarness host = heap()) {
      host.publish("00:10", definition(1, "stopped"));
      host.feed(on("00:05", "r", STOPPED), on("00:06", "a", STOPPED));
      host.feed(on("00:15", "r", STOPPED), on("00:16", "a", STOPPED)).clock("00:30");

      assertThat(host.matches())
          .extracting(Match::pattern, Match::at)
          .containsExactly(tuple("published", at("00:16")));
    }
  }

  @Test
  void aReplacedVersionFinishesItsOpenMatchesAndBeginsNoMore() throws Exception {
    try (HostHarness host = heap()) {
      host.publish("00:00", definition(1, "stopped"));
      host.publish("00:10", definition(2, "unknown"));
      host.feed(on("00:05", "r", STOPPED), on("00:15", "r", STOPPED), on("00:16", "a", STOPPED));
      host.feed(on("00:17", "b", STOPPED), on("00:18", "a", UNKNOWN)).clock("03:00");

      assertThat(host.matches())
          .extracting(Match::version, Match::start, Match::at)
          .containsExactly(tuple(1, at("00:05"), at("00:16")), tuple(2, at("00:15"), at("00:18")));
      assertThat(host.storedRoots()).isZero();
    }
  }

  @Test
  void aReplacedVersionDropsItsOpenMatchesWhereThatIsConfigured() throws Exception {
    PatternEngine.Settings settings = HostHarness.settings(NOTHING).with(Replaced.DROPS);
    try (HostHarness host = HostHarness.opened(settings, new HashMapStateBackend(), null)) {
      host.publish("00:00", definition(1, "stopped"));
      host.publish("00:10", definition(2, "unknown"));
      host.feed(on("00:05", "r", STOPPED), on("00:15", "r", STOPPED), on("00:16", "a", STOPPED));
      host.feed(on("00:17", "b", STOPPED), on("00:18", "a", UNKNOWN)).clock("03:00");

      assertThat(host.matches())
          .extracting(Match::version, Match::start, Match::at)
          .containsExactly(tuple(2, at("00:15"), at("00:18")));
    }
  }

  @Test
  void eachPatternSaysWhatItDoes() throws Exception {
    OperatorSubtaskState snapshot;
    PatternEngine.Settings settings = HostHarness.settings(NOTHING, TWO_FOLLOW);
    try (HostHarness host = heap(TWO_FOLLOW)) {
      host.feed(on("00:00", "r", STOPPED), on("00:01", "r", STOPPED)).clock("00:02");
      assertThat(host.costs("two-follow", 1))
          .extracting(c -> c.open, c -> c.matches)
          .containsExactly(2L, 0L);
      snapshot = host.checkpoint(1);
    }
    try (HostHarness host = HostHarness.opened(settings, new HashMapStateBackend(), snapshot)) {
      assertThat(host.costs("two-follow", 1).open).isEqualTo(2);
      host.feed(on("00:03", "a", STOPPED), on("00:04", "b", STOPPED)).clock("00:05");
      assertThat(host.costs("two-follow", 1))
          .extracting(c -> c.open, c -> c.matches)
          .containsExactly(0L, 1L);
    }
  }

  @Test
  void aWithdrawnPatternDropsItsOpenMatches() throws Exception {
    try (HostHarness host = heap(TWO_FOLLOW)) {
      host.processElement2(
          new StreamRecord<>(
              ControlChange.of(
                  new PatternChange(PatternChange.Op.REMOVE, at("00:03"), TWO_FOLLOW.id(), null))));
      host.feed(on("00:00", "r", STOPPED), on("00:02", "a", UNKNOWN), on("00:04", "b", UNKNOWN));
      host.clock("00:10");

      assertThat(host.matches()).isEmpty();
      assertThat(host.storedRoots()).isZero();
    }
  }

  @Test
  void publishedPatternsSurviveARestart() throws Exception {
    OperatorSubtaskState snapshot;
    try (HostHarness host = heap()) {
      host.publish("00:00", definition(1, "stopped"));
      host.feed(on("00:05", "r", STOPPED)).clock("00:06");
      snapshot = host.checkpoint(1);
    }

    try (HostHarness host =
        HostHarness.opened(HostHarness.settings(NOTHING), new HashMapStateBackend(), snapshot)) {
      host.feed(on("00:07", "a", STOPPED)).clock("00:08");

      assertThat(host.matches()).extracting(Match::at).containsExactly(at("00:07"));
    }
  }

  @Test
  void whatIsNoPatternIsAFaultAndChangesNothing() throws Exception {
    try (HostHarness host = heap(TWO_FOLLOW)) {
      host.publish("00:00", "{\"id\": \"published\"}");

      assertThat(host.side(PatternEngine.FAULTS))
          .singleElement()
          .satisfies(
              fault ->
                  assertThat(fault.message())
                      .startsWith("Expected the definition of pattern 'published', but"));
    }
  }

  @Test
  void countsDistinctAssetsAndReArmsWhenTheCountFell() throws Exception {
    Pattern three =
        Given.count(
            "three",
            HALF_HOUR,
            new Count(DOWN, Selector.ANY, List.of(STOPPED), List.of(), 3, 1, true));
    try (HostHarness host = heap(three)) {
      host.feed(on("00:00", "a", STOPPED), on("00:01", "a", STOPPED), on("00:02", "b", STOPPED));
      host.feed(on("00:03", "c", STOPPED), on("00:04", "d", STOPPED));
      host.feed(on("00:05", "a", NORMAL), on("00:06", "b", NORMAL));
      host.feed(on("00:40", "e", STOPPED), on("00:41", "f", STOPPED), on("00:42", "g", STOPPED));
      host.clock("05:00");

      assertThat(host.matches())
          .extracting(Match::at, Match::members)
          .containsExactly(
              tuple(at("00:03"), List.of("a", "b", "c")),
              tuple(at("00:42"), List.of("e", "f", "g")));
      assertThat(host.storedRoots()).isZero();
    }
  }

  @Test
  void windowOfACountBeginsAfterItsLength() throws Exception {
    Pattern two =
        Given.count(
            "two",
            HALF_HOUR,
            new Count(DOWN, Selector.ANY, List.of(STOPPED), List.of(), 2, 1, true));
    try (HostHarness host = heap(two)) {
      host.feed(on("00:00", "a", STOPPED), on("00:30", "b", STOPPED)).clock("05:00");
      assertThat(host.matches()).isEmpty();

      host.feed(on("06:00", "a", STOPPED), on("06:29:59", "b", STOPPED)).clock("07:00");
      assertThat(host.matches()).hasSize(1);
    }
  }

  @Test
  void leavesOutWhatAnotherCountedAssetReaches() throws Exception {
    Topology chain = topology("a:ict/site > b:ict/site", "c:ict/site > x:ict/site > y:ict/site");
    Pattern apart =
        Given.count(
            "apart",
            HALF_HOUR,
            new Count(DOWN, Selector.ANY, List.of(STOPPED), List.of(), 2, 1, false));
    try (HostHarness host =
        HostHarness.opened(HostHarness.settings(chain, apart), new HashMapStateBackend(), null)) {
      host.feed(on("00:00", "b", STOPPED), on("00:01", "a", STOPPED)).clock("00:02");
      assertThat(host.matches()).isEmpty();

      host.feed(on("00:03", "c", STOPPED)).clock("00:04");

      assertThat(host.matches()).extracting(Match::members).containsExactly(List.of("a", "c"));
    }
  }

  @Test
  void countsSectors() throws Exception {
    Pattern sectors =
        Given.count(
            "sectors",
            HALF_HOUR,
            new Count(DOWN, Selector.ANY, List.of(STOPPED), List.of(), 2, 2, true));
    try (HostHarness host = heap(sectors)) {
      host.feed(on("00:00", "a", STOPPED), on("00:01", "b", STOPPED));
      host.feed(Given.symptom(change("00:02", "w", "water", STOPPED))).clock("00:04");

      assertThat(host.matches()).extracting(Match::at).containsExactly(at("00:02"));
    }
  }

  private static String definition(int version, String state) {
    return """
        {"id": "published", "version": %d, "title": "t", "status": "stable", "severity": 1,
         "failure": "cascading", "root": {"sector": "electricity"},
         "sequence": [{"root stops": {"at": "root", "state": "stopped"}},
                      {"one follows": {"downstream": "1..2", "state": "%s"}}],
         "within": "30m", "tests": []}
        """
        .formatted(version, state);
  }

  private static Symptom on(String clock, String asset, AssetState state) {
    return Given.symptom(at(clock), asset, state);
  }

  private static Symptom rooted(String root, String clock, String asset, AssetState state) {
    boolean atRoot = asset.equals(root);
    return new Symptom(
        root,
        "electricity",
        null,
        null,
        10,
        change(clock, asset, "ict", state),
        atRoot ? 0 : 1,
        List.of(),
        false);
  }

  private static HostHarness heap(Pattern... patterns) throws Exception {
    return HostHarness.opened(
        HostHarness.settings(NOTHING, patterns), new HashMapStateBackend(), null);
  }

  enum Backend {
    HEAP(HashMapStateBackend::new),
    ROCKSDB(EmbeddedRocksDBStateBackend::new);

    private final Supplier<StateBackend> supplier;

    Backend(Supplier<StateBackend> supplier) {
      this.supplier = supplier;
    }

    StateBackend create() {
      return supplier.get();
    }
  }
}
