// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.warn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamon.correlation.warn.BriefingBuilder.OPENED;
import static org.hamon.correlation.warn.BriefingBuilder.at;
import static org.hamon.correlation.warn.BriefingBuilder.briefing;
import static org.hamon.correlation.warn.BriefingBuilder.confirmed;
import static org.hamon.correlation.warn.BriefingBuilder.forecast;
import static org.hamon.correlation.warn.BriefingBuilder.with;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.types.PojoTestUtils;
import org.hamon.correlation.Output;
import org.hamon.correlation.situation.Briefing;
import org.hamon.correlation.situation.Impact;
import org.hamon.patterns.language.Tlp;
import org.hamon.topology.AssetState;
import org.hamon.topology.Sharing;
import org.junit.jupiter.api.Test;

class IssueWarningsTest {

  private static final Impact LATER = forecast("bts-17", 0.85, "22:25", 48_000);

  @Test
  void exampleUsage() throws Exception {
    try (Desk desk = Desk.open()) {
      // given a substation that stopped, and a site that will run out of battery
      BriefingBuilder first = briefing().rootStopped().impact(LATER);
      // when it fails as forecast, comes back, and the situation closes
      desk.hears(first).watermark("18:10");
      desk.hears(
          briefing()
              .clock("22:20")
              .rootStopped()
              .evidence("bts-17", AssetState.STOPPED, "22:20", null, Tlp.AMBER)
              .impact(confirmed("bts-17", "22:20", 48_000)));
      desk.hears(briefing().clock("23:30").life(Briefing.PhaseOfLife.CLOSED));
      // then the sector was told each time
      List<JsonNode> told = desk.warnings();
      assertThat(told)
          .extracting(w -> w.get("type").textValue())
          .containsExactly("alert", "update", "all-clear");
      assertThat(told)
          .extracting(w -> w.get("nature").textValue())
          .containsExactly("FP", "VP", "VP");
      assertThat(told)
          .extracting(w -> w.get("phase").textValue())
          .containsExactly("prevent", "contain", "learn");
      assertThat(told).extracting(w -> w.get("revision").intValue()).containsExactly(1, 2, 3);
      assertThat(told.get(2).get("references").get(0).textValue())
          .isEqualTo(told.get(0).get("id").textValue() + "/2");
    }
  }

  @Test
  void tellsEachReaderTheSameLine() throws Exception {
    try (Desk desk = Desk.open()) {
      List<Output> outputs = desk.hears(briefing().rootStopped().impact(LATER)).outputs();
      assertThat(outputs)
          .extracting(Output::stream)
          .containsExactly("warnings", "warnings-ict", "warnings-current", "decisions");
      assertThat(outputs.subList(0, 3))
          .extracting(Output::json)
          .containsOnly(outputs.get(0).json());
      assertThat(outputs).allMatch(o -> o.key().equals(ict().warningId("s-91ab")));
      assertThat(outputs).allMatch(o -> o.time() == OPENED);
    }
  }

  @Test
  void saysNothingAgainWhenNothingChanged() throws Exception {
    try (Desk desk = Desk.open()) {
      desk.hears(briefing().rootStopped().impact(LATER).nextEvaluation("20:00")).outputs();
      desk.hears(briefing().rootStopped().impact(LATER).clock("19:00").nextEvaluation("20:00"));
      assertThat(desk.watermark("23:00").outputs()).isEmpty();
    }
  }

  @Test
  void saysOnceWhyACoveredSectorIsNotTold_andThatItsSituationEnded() throws Exception {
    try (Desk desk = Desk.open()) {
      desk.hears(briefing().rootStopped(), briefing().rootStopped().clock("19:00"));
      assertThat(desk.lines(Output.DECISIONS))
          .extracting(d -> d.get("choice").textValue() + " " + d.get("rule").textValue())
          .containsExactly("not-sent covered");
      desk.hears(briefing().clock("20:00").life(Briefing.PhaseOfLife.CLOSED));
      assertThat(desk.lines(Output.DECISIONS))
          .extracting(d -> d.get("choice").textValue() + " " + d.get("rule").textValue())
          .endsWith("not-sent ended-untold");
    }
  }

  @Test
  void mergesGraveUpdatesOfOneMinute() throws Exception {
    try (Desk desk = Desk.open()) {
      desk.hears(briefing().rootStopped().impact(LATER)).outputs();
      // when an asset is found that was not known of, and another one within the minute
      desk.hears(
          briefing()
              .clock("18:07:20")
              .rootStopped()
              .impact(LATER, forecast("bts-18", 0.7, "22:25", 10)),
          briefing()
              .clock("18:07:40")
              .rootStopped()
              .impact(
                  LATER,
                  forecast("bts-18", 0.7, "22:25", 10),
                  forecast("bts-19", 0.6, "22:25", 10)));
      // then both leave when the minute is over
      assertThat(desk.lines(Output.DECISIONS))
          .extracting(d -> d.get("choice").textValue() + " " + d.get("rule").textValue())
          .containsExactly("merged update-interval");
      List<JsonNode> told = desk.watermark("18:08").warnings();
      assertThat(told).hasSize(1);
      assertThat(told.get(0).get("issuedAt").textValue()).isEqualTo("2018-09-05T18:08:00Z");
      assertThat(told.get(0).get("impacts")).hasSize(3);
    }
  }

  @Test
  void mergesRoutineUpdatesOfTenMinutes() throws Exception {
    try (Desk desk = Desk.open()) {
      desk.hears(briefing().rootStopped().impact(LATER)).outputs();
      // when the likelihood drifts
      desk.hears(likely("18:07:20", 0.7), likely("18:16:40", 0.6));
      // then the newest leaves when ten minutes are over
      assertThat(desk.lines(Output.DECISIONS))
          .extracting(d -> d.get("choice").textValue() + " " + d.get("rule").textValue())
          .containsExactly("merged routine-interval");
      assertThat(desk.watermark("18:16:59").outputs()).isEmpty();
      List<JsonNode> told = desk.watermark("18:17").warnings();
      assertThat(told).hasSize(1);
      assertThat(told.get(0).get("issuedAt").textValue()).isEqualTo("2018-09-05T18:17:00Z");
      assertThat(told.get(0).get("impacts").get(0).get("likelihood").doubleValue()).isEqualTo(0.6);
    }
  }

  @Test
  void routineNewsLeaveWithTheNextGraveOnes() throws Exception {
    try (Desk desk = Desk.open()) {
      desk.hears(briefing().rootStopped().impact(LATER), likely("18:09", 0.7)).outputs();
      List<JsonNode> told =
          desk.hears(likely("18:10", 0.6).impact(confirmed("bts-18", "18:10", 10))).warnings();
      assertThat(told).hasSize(1);
      assertThat(told.get(0).get("impacts").get(1).get("likelihood").doubleValue()).isEqualTo(0.6);
      // and nothing of it is said again
      assertThat(desk.watermark("18:30").outputs()).isEmpty();
    }
  }

  @Test
  void whatDriftsBackIsNotTold() throws Exception {
    try (Desk desk = Desk.open()) {
      desk.hears(briefing().rootStopped().impact(LATER)).outputs();
      desk.hears(likely("18:09", 0.7), likely("18:11", 0.84)).outputs();
      assertThat(desk.watermark("18:40").outputs()).isEmpty();
    }
  }

  @Test
  void theLongerNothingGraveIsToldTheLongerRoutineNewsWait() throws Exception {
    try (Desk desk = Desk.open()) {
      Impact distant = forecast("bts-17", 0.85, "23:59", 48_000);
      desk.hears(briefing().rootStopped().impact(distant).nextEvaluation("22:00")).outputs();
      // when the likelihood goes up and down each minute for four hours
      List<Long> told = new ArrayList<>();
      for (int minute = 1; minute < 240; minute++) {
        long at = OPENED + minute * 60_000L;
        desk.hears(
            briefing()
                .at(at)
                .rootStopped()
                .nextEvaluation("23:59")
                .impact(forecast("bts-17", 0.25 + 0.15 * (minute % 3), "23:59", 48_000)));
        for (JsonNode warning : desk.watermark(at).warnings()) {
          told.add(Instant.parse(warning.get("issuedAt").textValue()).toEpochMilli() - OPENED);
        }
      }
      // then it is told at ten minutes, and at last every twenty
      assertThat(told.get(0)).isEqualTo(600_000);
      assertThat(told.get(told.size() - 1) - told.get(told.size() - 2))
          .isGreaterThanOrEqualTo(18 * 60_000);
      assertThat(told).hasSizeBetween(10, 18);
    }
  }

  @Test
  void raisedPriorityDoesNotWait() throws Exception {
    try (Desk desk = Desk.open()) {
      desk.hears(briefing().rootStopped().impact(LATER)).outputs();
      List<JsonNode> told =
          desk.hears(
                  briefing()
                      .clock("18:07:20")
                      .rootStopped()
                      .impact(forecast("bts-17", 0.9, "18:10", 480_000)))
              .warnings();
      assertThat(told).hasSize(1);
      assertThat(told.get(0).get("priority").textValue()).isEqualTo("P1");
    }
  }

  @Test
  void refreshesBeforeItLapses() throws Exception {
    try (Desk desk = Desk.open()) {
      desk.hears(briefing().rootStopped().impact(LATER).nextEvaluation("19:00")).outputs();
      desk.hears(briefing().clock("18:30").rootStopped().impact(LATER).nextEvaluation("20:00"));
      assertThat(desk.watermark("18:59:59").outputs()).isEmpty();
      List<Output> outputs = desk.watermark("19:00").outputs();
      assertThat(Desk.lines(outputs, Output.WARNINGS).get(0).get("expires").textValue())
          .isEqualTo("2018-09-05T20:00:00Z");
      assertThat(Desk.lines(outputs, Output.DECISIONS).get(0).get("rule").textValue())
          .isEqualTo("refresh");
    }
  }

  @Test
  void sparseWatermarksGiveTheSameOutputAsDenseOnes() throws Exception {
    List<BriefingBuilder> day = new ArrayList<>();
    for (int minute = 0; minute < 40; minute++) {
      for (int situation = 0; situation < 3; situation++) {
        double likelihood = 0.3 + 0.01 * ((minute * 7 + situation * 13) % 60);
        day.add(
            briefing()
                .situation("s-" + situation)
                .at(OPENED + minute * 25_000L)
                .rootStopped()
                .impact(
                    forecast("bts-17", likelihood, "22:25", 48_000),
                    with(
                        confirmed("bts-18", "18:07", 10),
                        Impact.Status.CONFIRMED,
                        minute / 3 % 2 == 0 ? AssetState.NORMAL : AssetState.STOPPED)));
      }
    }
    try (Desk dense = Desk.open();
        Desk sparse = Desk.open()) {
      for (BriefingBuilder briefing : day) {
        dense.hears(briefing);
        dense.watermark(briefing.build().at());
      }
      sparse.hears(day.toArray(BriefingBuilder[]::new));
      dense.watermark("20:00");
      sparse.watermark("20:00");
      List<Output> expected = dense.outputs();
      assertThat(expected).hasSizeGreaterThan(40);
      assertThat(sparse.outputs()).isEqualTo(expected);
    }
  }

  @Test
  void endOfHistoryLetsNothingFallDue() throws Exception {
    try (Desk desk = Desk.open()) {
      desk.hears(
              briefing().rootStopped().impact(LATER),
              briefing()
                  .clock("18:07:20")
                  .rootStopped()
                  .impact(forecast("bts-17", 0.6, "22:25", 48_000)))
          .outputs();
      assertThat(desk.watermark(Long.MAX_VALUE).outputs()).isEmpty();
    }
  }

  @Test
  void mergedSituationIsClearedWithItsSuccessor() throws Exception {
    try (Desk desk = Desk.open()) {
      desk.hears(briefing().rootStopped().impact(LATER)).outputs();
      List<JsonNode> told =
          desk.hears(briefing().clock("18:07:05").mergedInto("s-next")).warnings();
      assertThat(told).hasSize(1);
      assertThat(told.get(0).get("type").textValue()).isEqualTo("all-clear");
      assertThat(told.get(0).get("successor").textValue()).isEqualTo("s-next");
      assertThat(told.get(0).get("headline").textValue()).contains("s-next");
    }
  }

  @Test
  void falseSituationIsCancelled() throws Exception {
    try (Desk desk = Desk.open()) {
      desk.hears(briefing().rootStopped().impact(LATER)).outputs();
      List<JsonNode> told =
          desk.hears(briefing().clock("18:07:05").life(Briefing.PhaseOfLife.RETRACTED)).warnings();
      assertThat(told).extracting(w -> w.get("type").textValue()).containsExactly("cancel");
    }
  }

  @Test
  void nothingIsLeftAfterTheEnd() throws Exception {
    try (Desk desk = Desk.open()) {
      desk.hears(
              briefing().rootStopped().impact(LATER),
              briefing()
                  .clock("18:07:20")
                  .rootStopped()
                  .impact(forecast("bts-17", 0.6, "22:25", 48_000)),
              briefing()
                  .situation("s-2")
                  .clock("18:07:30")
                  .rootStopped()
                  .impact(forecast("bts-9", 0.05, "22:25", 1)),
              briefing().clock("18:09").life(Briefing.PhaseOfLife.CLOSED),
              briefing().situation("s-2").clock("18:09").life(Briefing.PhaseOfLife.CLOSED))
          .watermark("19:20"); // until 19:09 it could have been opened again
      assertThat(desk.stateEntries()).isZero();
      assertThat(desk.timers()).isZero();
      assertThat(desk.lines(Output.DECISIONS))
          .extracting(d -> d.get("rule").textValue())
          .contains("situation-closed", "ended-untold");
    }
  }

  @Test
  void untoldChoiceIsWrittenOnceUntilItChanges() throws Exception {
    try (Desk desk = Desk.open()) {
      Impact unlikely = forecast("bts-17", 0.05, "22:25", 10);
      desk.hears(
          briefing().rootStopped().impact(unlikely),
          briefing().clock("18:08").rootStopped().impact(unlikely),
          briefing().clock("18:09").rootStopped());
      assertThat(desk.lines(Output.DECISIONS))
          .extracting(d -> d.get("rule").textValue())
          .containsExactly("forecast-below-cut", "not-concerned");
    }
  }

  @Test
  void floodIsCutAtTenAndTheRestFollowsByScoreWhenThereIsRoom() throws Exception {
    try (Desk desk = Desk.open()) {
      // given fourteen situations within seconds, the later ones the weightier, all below P1
      for (int n = 10; n < 24; n++) {
        desk.hears(situation(n, OPENED + n * 1000L));
      }
      // then ten are told
      assertThat(desk.warnings()).hasSize(10);
      // when one of the others ends and the ten minutes are over
      desk.hears(briefing().situation("s-21").clock("18:10").life(Briefing.PhaseOfLife.CLOSED));
      desk.watermark("18:18");
      // then the rest is told by score, none sooner than there is room
      List<Output> outputs = desk.outputs();
      assertThat(Desk.lines(outputs, Output.WARNINGS))
          .extracting(w -> w.get("situation").textValue())
          .containsExactly("s-23", "s-22", "s-20");
      assertThat(Desk.lines(outputs, Output.DECISIONS))
          .extracting(w -> w.get("rule").textValue())
          .containsExactly("ended-untold", "flood-digest", "flood-digest", "flood-digest");
    }
  }

  @Test
  void mostUrgentPassesTheFloodGuard() throws Exception {
    try (Desk desk = Desk.open()) {
      for (int n = 10; n < 21; n++) {
        desk.hears(situation(n, OPENED + n * 1000L));
      }
      desk.outputs();
      desk.hears(
          briefing()
              .situation("s-20")
              .clock("18:08")
              .rootStopped()
              .impact(confirmed("bts-1", "18:08", 900_000)));
      assertThat(desk.warnings())
          .extracting(w -> w.get("priority").textValue())
          .containsExactly("P1");
    }
  }

  @Test
  void floodOfOneCommunityDoesNotTouchAnother() throws Exception {
    Sharing one = new Sharing("ict", "t-ceptoar", true, "TLP:AMBER", true);
    Sharing other = new Sharing("ict", "ict-isac", true, "TLP:AMBER", true);
    try (Desk desk = Desk.open(one, other)) {
      desk.hears(briefing().rootStopped().impact(LATER));
      List<Output> outputs = desk.outputs();
      assertThat(outputs)
          .extracting(Output::stream)
          .contains("warnings-ict-t-ceptoar", "warnings-ict-ict-isac");
      assertThat(Desk.lines(outputs, Output.WARNINGS))
          .extracting(w -> w.get("id").textValue())
          .doesNotHaveDuplicates()
          .hasSize(2);
    }
  }

  @Test
  void anAgreementThatIsGoneStopsWhatWasAboutToLeave_andTheEndToo() throws Exception {
    Sharing agreed = new Sharing("ict", null, true, "TLP:AMBER", true);
    Sharing others = new Sharing("water", null, true, "TLP:AMBER", true);
    try (Desk desk = Desk.open()) {
      desk.hears(briefing().agreed(agreed, others).rootStopped().impact(LATER).build());
      assertThat(desk.warnings()).hasSize(1);
      Impact more = forecast("bts-18", 0.7, "22:25", 10);
      desk.hears(
          briefing()
              .agreed(agreed, others)
              .clock("18:07:20")
              .rootStopped()
              .impact(LATER, more)
              .build());
      // when the agreement ends while an update waits for its minute
      desk.hears(
          briefing().agreed(others).clock("18:07:40").rootStopped().impact(LATER, more).build());
      desk.watermark("18:30");
      desk.hears(
          briefing().agreed(others).clock("18:40").life(Briefing.PhaseOfLife.CLOSED).build());

      List<Output> outputs = desk.outputs();
      assertThat(Desk.lines(outputs, Output.WARNINGS)).isEmpty();
      assertThat(Desk.lines(outputs, Output.DECISIONS))
          .extracting(d -> d.get("choice").textValue() + " " + d.get("rule").textValue())
          .containsExactly(
              "merged update-interval", "not-sent sharing-not-live", "not-sent sharing-not-live");
      desk.watermark("19:50");
      assertThat(desk.stateEntries()).isZero();
    }
  }

  @Test
  void anAgreementThatIsNewTellsASectorThatWasToldNothing() throws Exception {
    Sharing others = new Sharing("water", null, true, "TLP:AMBER", true);
    Sharing agreed = new Sharing("ict", null, true, "TLP:AMBER", true);
    try (Desk desk = Desk.open()) {
      desk.hears(briefing().agreed(others).rootStopped().impact(LATER).build());
      assertThat(desk.warnings()).isEmpty();
      desk.hears(
          briefing().agreed(agreed, others).clock("18:08").rootStopped().impact(LATER).build());
      assertThat(desk.warnings()).hasSize(1);
    }
  }

  @Test
  void restoredFromASnapshotItGoesOnAsIfUndisturbed() throws Exception {
    BriefingBuilder[] before = {
      briefing().rootStopped().impact(LATER),
      briefing().clock("18:07:20").rootStopped().impact(forecast("bts-17", 0.6, "22:25", 48_000)),
    };
    BriefingBuilder[] after = {
      briefing().clock("18:30").rootStopped().impact(confirmed("bts-17", "18:30", 48_000)),
      briefing().clock("19:30").life(Briefing.PhaseOfLife.CLOSED),
    };
    List<Output> undisturbed;
    OperatorSubtaskState snapshot;
    try (Desk desk = Desk.open()) {
      desk.hears(before).outputs();
      snapshot = desk.snapshot();
      undisturbed = desk.watermark("18:20").hears(after).watermark("19:45").outputs();
    }
    try (Desk desk = Desk.restored(snapshot)) {
      assertThat(desk.watermark("18:20").hears(after).watermark("19:45").outputs())
          .isEqualTo(undisturbed)
          .extracting(Output::stream)
          .filteredOn("warnings"::equals)
          .hasSize(3);
    }
  }

  @Test
  void stateNeedsNoKryo() {
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(WarningState.class);
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(FloodState.class);
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(Past.class);
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(Briefing.class);
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(Output.class);
  }

  private static BriefingBuilder likely(String clock, double likelihood) {
    return briefing()
        .clock(clock)
        .rootStopped()
        .impact(forecast("bts-17", likelihood, "22:25", 48_000));
  }

  private static BriefingBuilder situation(int n, long at) {
    return briefing()
        .situation("s-" + n)
        .at(at)
        .rootStopped()
        .impact(forecast("bts-" + n, 0.03 * n, "22:25", 1_000));
  }

  private static Recipient ict() {
    return Recipient.of("ict", List.of()).get(0);
  }

  @Test
  void fixtureClockIsUtc() {
    assertThat(at("18:07")).isEqualTo(1_536_170_820_000L);
  }
}
