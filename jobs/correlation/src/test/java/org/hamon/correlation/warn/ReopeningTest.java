// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.warn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.hamon.correlation.warn.BriefingBuilder.briefing;
import static org.hamon.correlation.warn.BriefingBuilder.confirmed;
import static org.hamon.correlation.warn.BriefingBuilder.forecast;
import static org.hamon.correlation.warn.BriefingBuilder.with;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.hamon.correlation.Output;
import org.hamon.correlation.situation.Briefing.PhaseOfLife;
import org.hamon.correlation.situation.Impact;
import org.hamon.correlation.situation.Impact.Status;
import org.hamon.topology.AssetState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A situation that ended is opened again: its warning goes on under the same id. */
class ReopeningTest {

  @Test
  void exampleUsage() throws Exception {
    try (Desk desk = Desk.open()) {
      // given a warning that ended
      desk.hears(failing("18:07"), ended("18:30"));
      assertThat(desk.warnings()).hasSize(2);
      // when its situation is opened again within the hour
      desk.watermark("19:10").hears(failing("19:20"));
      // then the sector is alerted with the next revision
      JsonNode again = desk.warnings().get(0);
      assertThat(again.get("type").textValue()).isEqualTo("alert");
      assertThat(again.get("revision").intValue()).isEqualTo(3);
      assertThat(again.get("references").get(0).textValue())
          .isEqualTo(again.get("id").textValue() + "/2");
      assertThat(again.get("headline").textValue()).startsWith("Again: 1 ict asset failing since");
      assertThat(again.get("headlineJa").textValue()).startsWith("再発 情報通信");
      // and told of its end as ever
      assertThat(told(desk.hears(ended("19:40")).warnings()))
          .containsExactly(tuple("all-clear", 4));
    }
  }

  @Test
  void itsRuleIsThatItWasReopened() throws Exception {
    try (Desk desk = Desk.open()) {
      desk.hears(failing("18:07"), ended("18:30"), failing("18:40"));
      assertThat(rules(desk.outputs())).containsExactly("member", "situation-closed", "reopened");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = PhaseOfLife.class,
      names = {"CLOSED", "RETRACTED"})
  void theHourIsCountedFromTheEnd_andNothingIsLeftAfterIt(PhaseOfLife life) throws Exception {
    try (Desk desk = Desk.open()) {
      desk.hears(failing("18:07"), ended("18:30").life(life)).watermark("19:30");
      assertThat(told(desk.hears(failing("19:30")).warnings())).contains(tuple("alert", 3));
    }
    try (Desk desk = Desk.open()) {
      desk.hears(failing("18:07"), ended("18:30").life(life)).watermark("19:29");
      assertThat(desk.stateEntries()).isPositive();
      desk.watermark("19:40");
      assertThat(desk.stateEntries()).isZero();
      assertThat(desk.timers()).isZero();
    }
  }

  @Test
  void whatAnotherSituationTookOverIsLetGoOfAtOnce() throws Exception {
    try (Desk desk = Desk.open()) {
      desk.hears(failing("18:07"), ended("18:30").life(PhaseOfLife.MERGED)).watermark("18:31");
      assertThat(desk.stateEntries()).isZero();
    }
  }

  @Test
  void whatComesAndGoesIsRememberedForAsLongAsItMustBeQuiet() throws Exception {
    try (Desk desk = Desk.open()) {
      desk.hears(failing("18:07"), ended("18:30").recurring("18:07", 3, "22:30"));
      assertThat(told(desk.watermark("22:00").hears(failing("22:10")).warnings()))
          .contains(tuple("alert", 3));
    }
  }

  @Test
  void whoWasNotConcernedTheSecondTimeIsToldTheThirdTimeInOrder() throws Exception {
    Impact well = with(confirmed("bts-17", "18:06", 500), Status.AVERTED, AssetState.NORMAL);
    try (Desk desk = Desk.open()) {
      desk.hears(failing("18:07"), ended("18:30"));
      desk.hears(briefing().clock("18:40").rootStopped().impact(well), ended("18:50"))
          .watermark("19:20");
      desk.hears(failing("19:30"));
      assertThat(told(desk.warnings())).last().isEqualTo(tuple("alert", 3));
    }
  }

  @Test
  void itsRevisionOutlastsARestart() throws Exception {
    try (Desk desk = Desk.open()) {
      desk.hears(failing("18:07"), ended("18:30")).watermark("18:31");
      try (Desk restored = Desk.restored(desk.snapshot())) {
        assertThat(told(restored.hears(failing("18:40")).warnings()))
            .containsExactly(tuple("alert", 3));
      }
    }
  }

  @Test
  void theFloodGuardCountsItAndMayHoldItBack() throws Exception {
    try (Desk desk = Desk.open()) {
      desk.hears(threatened("18:07"), ended("18:08"));
      for (int n = 0; n < 9; n++) {
        desk.hears(threatened("18:10").situation("s-" + n));
      }
      desk.outputs();
      desk.hears(threatened("18:11"));
      assertThat(desk.warnings()).isEmpty();
      assertThat(told(desk.watermark("18:18").warnings())).containsExactly(tuple("alert", 3));
    }
  }

  private static BriefingBuilder threatened(String clock) {
    return briefing().clock(clock).rootStopped().impact(forecast("bts-17", 0.3, "22:25", 500));
  }

  private static BriefingBuilder failing(String clock) {
    return briefing().clock(clock).rootStopped().impact(confirmed("bts-17", "18:06", 500));
  }

  private static BriefingBuilder ended(String clock) {
    return briefing().clock(clock).life(PhaseOfLife.CLOSED);
  }

  private static List<Tuple> told(List<JsonNode> warnings) {
    return warnings.stream()
        .map(w -> tuple(w.get("type").textValue(), w.get("revision").intValue()))
        .toList();
  }

  private static List<String> rules(List<Output> outputs) {
    return Desk.lines(outputs, Output.DECISIONS).stream()
        .filter(line -> line.path("choice").asText().equals("sent"))
        .map(line -> line.path("rule").asText())
        .toList();
  }
}
