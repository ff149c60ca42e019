// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.warn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.hamon.correlation.warn.BriefingBuilder.at;
import static org.hamon.correlation.warn.BriefingBuilder.briefing;
import static org.hamon.correlation.warn.BriefingBuilder.confirmed;
import static org.hamon.correlation.warn.BriefingBuilder.forecast;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.hamon.correlation.Ids;
import org.hamon.correlation.Output;
import org.hamon.correlation.notice.Advisory;
import org.hamon.correlation.notice.Control;
import org.hamon.correlation.notice.Control.Kind;
import org.hamon.correlation.notice.Control.Target;
import org.hamon.correlation.notice.Ruling;
import org.hamon.correlation.situation.Briefing.PhaseOfLife;
import org.hamon.patterns.language.Cause;
import org.hamon.patterns.language.Tlp;
import org.hamon.topology.AssetState;
import org.hamon.topology.Sharing;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What warnings make of silences, acknowledgements, priorities and advisories. */
class OrdersTest {

  private static final String WARNING = Ids.ofWarning("s-91ab", "ict", "");

  @Test
  void silenceHoldsTheFirstWarningBack_andItIsToldWhenTheSilenceEnds() throws Exception {
    Control silence = silence(Target.SECTOR, "ict", "18:00", "19:00");
    try (Desk desk = Desk.open()) {
      desk.hears(told("18:07").controls(silence), told("18:30").controls(silence));

      List<Output> silent = desk.outputs();
      assertThat(Desk.lines(silent, Output.WARNINGS)).isEmpty();
      assertThat(rules(silent)).containsExactly("suppressed silence");

      desk.hears(told("19:00"));
      assertThat(types(desk.warnings())).containsExactly("alert");
    }
  }

  @Test
  void silenceHoldsUpdatesBack_butNeverTheEnd() throws Exception {
    Control silence = silence(Target.SITUATION, "s-91ab", "18:10", "19:00");
    try (Desk desk = Desk.open()) {
      desk.hears(
          told("18:07"),
          told("18:20").impact(confirmed("bts-2", "18:20", 9_000)).controls(silence));
      desk.watermark("18:40");
      assertThat(types(desk.warnings())).containsExactly("alert");

      desk.hears(told("18:50").life(PhaseOfLife.CLOSED).controls(silence));
      assertThat(types(desk.warnings())).containsExactly("all-clear");
    }
  }

  @Test
  void retractedSituationIsCancelledWhateverIsSilent() throws Exception {
    Control silence = silence(Target.SITUATION, "s-91ab", "18:10", "19:00");
    try (Desk desk = Desk.open()) {
      desk.hears(told("18:07"), told("18:50").life(PhaseOfLife.RETRACTED).controls(silence));

      assertThat(types(desk.warnings())).containsExactly("alert", "cancel");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ASSET, sub-atsuma, true",
    "ASSET, bts-1, true",
    "ASSET, bts-2, false",
    "SECTOR, ict, true",
    "SECTOR, water, false",
    "REGION, JP-01, true",
    "REGION, JP-13, false",
    "PATTERN, p-one, true",
    "PATTERN, p-one@3, true",
    "PATTERN, p-on, false",
    "SITUATION, s-91ab, true",
    "SITUATION, s-other, false",
    "WARNING, w-other, false",
  })
  void silenceMeansWarningsAsAWhole(Target target, String selected, boolean silent)
      throws Exception {
    try (Desk desk = Desk.open()) {
      desk.hears(
          told("18:07").patterns("p-one@3").controls(silence(target, selected, "18:00", "19:00")));

      assertThat(desk.warnings().isEmpty()).isEqualTo(silent);
    }
  }

  @Test
  void silenceOfAWarningMeansThatOneAlone() throws Exception {
    Control silence = silence(Target.WARNING, WARNING, "18:00", "19:00");
    try (Desk desk = Desk.open()) {
      desk.hears(
          told("18:07").controls(silence), told("18:07").situation("s-other").controls(silence));

      assertThat(desk.warnings())
          .extracting(warning -> warning.path("situation").asText())
          .containsExactly("s-other");
    }
  }

  @Test
  void acknowledgedWarningSaysWhen_andRoutineUpdatesStop() throws Exception {
    Control ack = acknowledge("18:20");
    try (Desk desk = Desk.open()) {
      desk.hears(
          told("18:07"),
          told("18:20").controls(ack),
          told("18:30").patterns("p@1").controls(ack),
          told("18:40").patterns("p@1", "q@1").controls(ack));
      desk.watermark("19:30");

      List<Output> outputs = desk.outputs();
      List<JsonNode> warnings = Desk.lines(outputs, Output.WARNINGS);
      assertThat(types(warnings)).containsExactly("alert", "update");
      assertThat(warnings.get(0).has("acknowledged")).isFalse();
      assertThat(warnings.get(1).path("acknowledged").asText()).isEqualTo("2018-09-05T18:20:00Z");
      assertThat(rules(outputs))
          .containsExactly("sent member", "sent acknowledged", "suppressed acknowledged");
    }
  }

  @Test
  void newPhaseRaisedPriorityAndTheEndGoOutAllTheSame() throws Exception {
    Control ack = acknowledge("18:08");
    try (Desk desk = Desk.open()) {
      BriefingBuilder quiet =
          briefing().clock("18:07").rootStopped().impact(forecast("bts-1", 0.9, "22:00", 10));
      desk.hears(
          quiet,
          briefing()
              .clock("18:08")
              .rootStopped()
              .impact(forecast("bts-1", 0.9, "22:00", 10))
              .controls(ack));
      assertThat(types(desk.warnings())).containsExactly("alert", "update");

      desk.hears(
          briefing()
              .clock("18:20")
              .rootStopped()
              .impact(confirmed("bts-1", "18:20", 900_000))
              .controls(ack),
          briefing().clock("18:30").rootStopped().life(PhaseOfLife.CLOSED).controls(ack));

      assertThat(desk.warnings())
          .extracting(
              warning -> warning.path("type").asText(), warning -> warning.has("acknowledged"))
          .containsExactly(tuple("update", true), tuple("all-clear", true));
    }
  }

  @Test
  void acknowledgedWarningIsRenewedBeforeItLapses_andNoSooner() throws Exception {
    Control ack = acknowledge("18:10");
    try (Desk desk = Desk.open()) {
      desk.hears(told("18:07"), told("18:10").controls(ack));
      desk.outputs();
      for (int hour = 19; hour < 22; hour++) {
        desk.hears(told(hour + ":00").controls(ack));
      }
      desk.watermark("22:09:59");
      assertThat(desk.warnings()).isEmpty();

      desk.hears(told("22:10").controls(ack));
      assertThat(types(desk.warnings())).containsExactly("update");
    }
  }

  @Test
  void operatorsPriorityWins_andIsGivenBack() throws Exception {
    try (Desk desk = Desk.open()) {
      desk.hears(
          told("18:07"),
          told("18:10").controls(priority("p-1", "18:10", "P4")),
          told("18:20").controls(priority("p-1", "18:10", "P4"), priority("p-2", "18:20", null)));

      assertThat(desk.warnings())
          .extracting(warning -> warning.path("priority").asText())
          .containsExactly("P1", "P4", "P1");
    }
  }

  @Test
  void warningCarriesAdvisories_andANewOneIsWorthAnUpdate() throws Exception {
    try (Desk desk = Desk.open()) {
      desk.hears(
          told("18:07"),
          told("18:20").advisories(advisory("q1", Tlp.GREEN, Cause.CYBER)),
          told("18:30").advisories(advisory("q1", Tlp.GREEN, Cause.CYBER)));

      List<Output> outputs = desk.outputs();
      List<JsonNode> warnings = Desk.lines(outputs, Output.WARNINGS);
      assertThat(warnings).hasSize(2);
      assertThat(warnings.get(1).path("advisories").toString())
          .isEqualTo(
              "[{\"id\":\"q1\",\"kind\":\"hazard\",\"at\":\"2018-09-05T17:00:00Z\","
                  + "\"text\":\"words\"}]");
      assertThat(rules(outputs)).containsExactly("sent member", "sent advisories");
      assertThat(warnings.get(1).path("cause").asText()).isEqualTo("natural");
    }
  }

  @Test
  void causeThatEvidenceDoesNotTellIsAnAdvisorys_andMarkedSo() throws Exception {
    try (Desk desk = Desk.open()) {
      desk.hears(
          told("18:07").cause(Cause.UNKNOWN).advisories(advisory("q1", Tlp.GREEN, Cause.CYBER)));

      JsonNode warning = desk.warnings().get(0);
      assertThat(warning.path("cause").asText()).isEqualTo("cyber");
      assertThat(warning.path("causeFrom").asText()).isEqualTo("advisory");
      assertThat(warning.path("code").asText()).contains("-C-");
    }
  }

  @Test
  void strictAdvisoryLeavesWithoutItsText_redAndPoliceMattersNotAtAll() throws Exception {
    Advisory terror =
        new Advisory(
            "terror-1",
            Advisory.Kind.TERROR,
            at("17:00"),
            List.of(),
            List.of(),
            Cause.HUMAN,
            -1,
            Tlp.CLEAR,
            "words",
            at("23:00"));
    try (Desk desk = Desk.open()) {
      desk.hears(
          told("18:07")
              .cause(Cause.UNKNOWN)
              .advisories(
                  terror,
                  advisory("red-1", Tlp.RED, Cause.HUMAN),
                  advisory("strict-1", Tlp.AMBER_STRICT, Cause.SYSTEM)));

      JsonNode warning = desk.warnings().get(0);
      assertThat(warning.path("advisories").toString())
          .isEqualTo("[{\"id\":\"strict-1\",\"kind\":\"hazard\",\"at\":\"2018-09-05T17:00:00Z\"}]");
      assertThat(warning.path("tlp").asText()).isEqualTo("TLP:AMBER");
      assertThat(warning.path("cause").asText()).isEqualTo("system");
    }
  }

  @Test
  void advisoryAboveTheCeilingIsLeftOutRatherThanHoldingTheWarningBack() throws Exception {
    Sharing green = new Sharing("ict", "c", true, "TLP:GREEN", false);
    try (Desk desk = Desk.open(green)) {
      desk.hears(
          openTold("18:07")
              .cause(Cause.UNKNOWN)
              .advisories(
                  advisory("amber-1", Tlp.AMBER, Cause.HUMAN),
                  advisory("strict-1", Tlp.AMBER_STRICT, Cause.SYSTEM),
                  advisory("clear-1", Tlp.CLEAR, Cause.UNKNOWN)));

      JsonNode warning = desk.warnings().get(0);
      assertThat(warning.path("advisories"))
          .extracting(node -> node.path("id").asText())
          .containsExactly("clear-1");
      assertThat(warning.path("cause").asText()).isEqualTo("unknown");
      assertThat(warning.path("tlp").asText()).isEqualTo("TLP:GREEN");
    }
  }

  @Test
  void labelOfTheWarningIsTheHighestOfAll() throws Exception {
    try (Desk desk = Desk.open()) {
      desk.hears(
          openTold("18:07"),
          openTold("18:20").advisories(advisory("amber-1", Tlp.AMBER, Cause.UNKNOWN)));

      assertThat(desk.warnings())
          .extracting(warning -> warning.path("tlp").asText())
          .containsExactly("TLP:GREEN", "TLP:AMBER");
    }
  }

  private static BriefingBuilder told(String clock) {
    return briefing()
        .clock(clock)
        .rootStopped()
        .impact(confirmed("bts-1", "18:07", 9_000))
        .evidence("bts-1", AssetState.STOPPED, "18:07", null, Tlp.AMBER);
  }

  private static BriefingBuilder openTold(String clock) {
    return briefing()
        .clock(clock)
        .evidence("sub-atsuma", AssetState.STOPPED, "18:07", null, Tlp.GREEN)
        .evidence("bts-1", AssetState.STOPPED, "18:07", null, Tlp.CLEAR)
        .impact(confirmed("bts-1", "18:07", 9_000));
  }

  private static Control silence(Target target, String selected, String from, String until) {
    return control("m-1", Kind.SILENCE, target, selected, from, at(until), null);
  }

  private static Control acknowledge(String from) {
    return control(
        "a-1", Kind.ACKNOWLEDGE, Target.SITUATION, "s-91ab", from, Control.OPEN_END, null);
  }

  private static Control priority(String id, String from, @Nullable String priority) {
    Ruling set = new Ruling(List.of(Ruling.PRIORITY), null, null, null, null, null, priority);
    return control(id, Kind.OVERRIDE, Target.WARNING, WARNING, from, Control.OPEN_END, set);
  }

  private static Control control(
      String id,
      Kind kind,
      Target target,
      String selected,
      String from,
      long until,
      @Nullable Ruling set) {
    return new Control(id, kind, target, selected, at(from), at(from), until, set, null, null);
  }

  private static Advisory advisory(String id, Tlp tlp, Cause cause) {
    return new Advisory(
        id,
        Advisory.Kind.HAZARD,
        at("17:00"),
        List.of(),
        List.of(),
        cause,
        -1,
        tlp,
        "words",
        at("23:00"));
  }

  private static List<String> types(List<JsonNode> warnings) {
    return warnings.stream().map(warning -> warning.path("type").asText()).toList();
  }

  private static List<String> rules(List<Output> outputs) {
    return Desk.lines(outputs, Output.DECISIONS).stream()
        .map(line -> line.path("choice").asText() + " " + line.path("rule").asText())
        .toList();
  }
}
