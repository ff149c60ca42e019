// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.warn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamon.correlation.warn.BriefingBuilder.briefing;
import static org.hamon.correlation.warn.BriefingBuilder.forecast;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hamon.correlation.Output;
import org.hamon.correlation.situation.Impact;
import org.hamon.correlation.situation.RootCandidate;
import org.hamon.patterns.language.Tlp;
import org.hamon.topology.AssetState;
import org.junit.jupiter.api.Test;

class RevisionTest {

  private static final BriefingBuilder EXAMPLE =
      briefing()
          .clock("18:25:04")
          .roots(
              new RootCandidate("sub-atsuma", "electricity", "JP-01", 0.91),
              new RootCandidate("line-7", "electricity", "JP-01", 0.06))
          .severity(3)
          .patterns("substation-loss-silences-telecom@3")
          .rootStopped()
          .evidence("bts-3", AssetState.UNKNOWN, "18:20", null, Tlp.AMBER)
          .impact(forecast("bts-17", 0.85, "22:25:00", 48_000))
          .nextEvaluation("20:25");

  @Test
  void exampleUsage() throws Exception {
    // what a reader of these pages sees is what the job writes
    List<JsonNode> shown = new ArrayList<>(examplesIn("warnings.md"));
    shown.addAll(examplesIn("decision-lines.md"));
    try (Desk desk = Desk.open()) {
      List<Output> outputs = desk.hears(EXAMPLE).outputs();
      assertThat(shown)
          .containsExactly(
              Desk.lines(outputs, Output.WARNINGS).get(0),
              Desk.lines(outputs, Output.DECISIONS).get(0));
    }
  }

  @Test
  void keysStandInTheOrderOfTheContract() throws Exception {
    try (Desk desk = Desk.open()) {
      List<String> keys = new ArrayList<>();
      desk.hears(EXAMPLE).warnings().get(0).fieldNames().forEachRemaining(keys::add);
      assertThat(String.join(" ", keys))
          .isEqualTo(
              "id revision type lane situation sector regions issuedAt onset expires priority"
                  + " score importance urgency severity certainty phase failure nature cause tlp"
                  + " code root impacts people patterns evidence headline instruction references"
                  + " headlineJa instructionJa impactsTotal cutsVersion");
    }
  }

  @Test
  void expiresAtTheNextEvaluationAndFourHoursAheadAtTheLatest() throws Exception {
    assertThat(expires("20:00")).isEqualTo("2018-09-05T20:00:00Z");
    assertThat(expires("23:59")).isEqualTo("2018-09-05T22:07:00Z");
  }

  @Test
  void listsTheLikeliestAndCountsAll() throws Exception {
    BriefingBuilder many = briefing().rootStopped();
    for (int n = 0; n < 250; n++) {
      many.impact(forecast("bts-" + n, 0.3 + n / 1000.0, "22:25", 10));
    }
    try (Desk desk = Desk.open()) {
      JsonNode told = desk.hears(many).warnings().get(0);
      assertThat(told.get("impacts")).hasSize(200);
      assertThat(told.at("/impacts/0/asset").textValue()).isEqualTo("bts-249");
      assertThat(told.get("impactsTotal").intValue()).isEqualTo(250);
      assertThat(told.get("people").intValue()).isEqualTo(2500);
      // and what was not listed is not taken for new
      assertThat(desk.hears(many.clock("18:30")).outputs()).isEmpty();
    }
  }

  @Test
  void listsTheTwentyNewestOfTheEvidence() throws Exception {
    BriefingBuilder briefing = briefing().impact(forecast("bts-1", 0.9, "22:25", 10));
    for (int n = 10; n < 50; n++) {
      briefing.evidence("bts-" + n, AssetState.UNKNOWN, "18:" + n, null, Tlp.AMBER);
    }
    try (Desk desk = Desk.open()) {
      JsonNode evidence = desk.hears(briefing).warnings().get(0).get("evidence");
      assertThat(evidence).hasSize(20);
      assertThat(evidence.get(0).get("asset").textValue()).isEqualTo("bts-49");
    }
  }

  @Test
  void patternsAdviceStandsWhileThereIsSomethingToDo() throws Exception {
    BriefingBuilder briefing = briefing().rootStopped().emit("contain", "Send generators.");
    try (Desk desk = Desk.open()) {
      JsonNode told =
          desk.hears(briefing.impact(forecast("bts-1", 0.9, "22:25", 10))).warnings().get(0);
      assertThat(told.get("instruction").textValue()).isEqualTo("Send generators.");
      assertThat(told.get("instructionJa").textValue()).startsWith("推奨:");
      JsonNode back =
          desk.hears(
                  briefing()
                      .clock("19:00")
                      .rootStopped()
                      .emit("contain", "Send generators.")
                      .impact(
                          BriefingBuilder.with(
                              forecast("bts-1", 0.9, "22:25", 10),
                              Impact.Status.AVERTED,
                              AssetState.NORMAL)))
              .warnings()
              .get(0);
      assertThat(back.get("phase").textValue()).isEqualTo("recover");
      assertThat(back.get("instruction").textValue()).startsWith("Recommended:");
    }
  }

  @Test
  void numbersHaveFourDecimalsAtMost() {
    assertThat(Revision.rounded(0.123456)).isEqualTo(0.1235);
    assertThat(Revision.rounded(1.0 / 3)).isEqualTo(0.3333);
    assertThat(Revision.rounded(1)).isEqualTo(1.0);
  }

  private static String expires(String nextEvaluation) throws Exception {
    try (Desk desk = Desk.open()) {
      return desk.hears(
              briefing()
                  .rootStopped()
                  .impact(forecast("bts-1", 0.9, "22:25", 10))
                  .nextEvaluation(nextEvaluation))
          .warnings()
          .get(0)
          .get("expires")
          .textValue();
    }
  }

  private static List<JsonNode> examplesIn(String name) throws IOException {
    String page = Files.readString(Path.of("../../docs", name));
    List<JsonNode> shown = new ArrayList<>();
    for (String block : page.split("```json\n", -1)) {
      if (block.startsWith("{")) {
        shown.add(Desk.parsed(block.substring(0, block.indexOf("```"))));
      }
    }
    return shown;
  }
}
