// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.warn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.hamon.correlation.warn.BriefingBuilder.at;
import static org.hamon.correlation.warn.BriefingBuilder.briefing;
import static org.hamon.correlation.warn.BriefingBuilder.confirmed;
import static org.hamon.correlation.warn.BriefingBuilder.forecast;
import static org.hamon.correlation.warn.BriefingBuilder.with;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.hamon.correlation.Output;
import org.hamon.correlation.notice.Control;
import org.hamon.correlation.notice.Control.Kind;
import org.hamon.correlation.notice.Control.Target;
import org.hamon.correlation.notice.Ruling;
import org.hamon.correlation.situation.Briefing.PhaseOfLife;
import org.hamon.correlation.situation.Impact;
import org.hamon.correlation.situation.Impact.Status;
import org.hamon.correlation.situation.RootCandidate;
import org.hamon.patterns.language.Tlp;
import org.hamon.topology.AssetState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A sector is told when nothing it was told of stands any more, though the situation is open. */
class StandDownTest {

  private static final Impact SITE = forecast("bts-17", 0.85, "22:25", 48_000);
  private static final Impact AVERTED = with(SITE, Status.AVERTED, AssetState.NORMAL);

  @Test
  void exampleUsage() throws Exception {
    try (Desk desk = Desk.open()) {
      // given a sector that was warned
      desk.hears(open("18:07", SITE));
      // when the provider of its site comes back in time, and the situation goes on elsewhere
      desk.hears(open("19:00", AVERTED), open("19:30", AVERTED).patterns("p@1"));
      // then it is told so, once
      JsonNode told = desk.warnings().get(1);
      assertThat(told.get("type").textValue()).isEqualTo("update");
      assertThat(told.get("standDown").booleanValue()).isTrue();
      assertThat(told.get("priority").textValue()).isEqualTo("P4");
      assertThat(told.get("phase").textValue()).isEqualTo("recover");
      assertThat(told.get("urgency").textValue()).isEqualTo("Past");
      assertThat(told.get("issuedAt").textValue()).isEqualTo("2018-09-05T19:00:00Z");
      assertThat(told.get("expires").textValue()).isEqualTo("2018-09-05T23:00:00Z");
      assertThat(told.get("headline").textValue())
          .isEqualTo(
              "Stand down, ict: no asset is failing or expected to fail; disturbance at sub-atsuma"
                  + " (electricity) is not over; JP-01");
      assertThat(told.get("headlineJa").textValue())
          .isEqualTo("当面の影響なし 情報通信: 停止中・停止見込みの設備なし。sub-atsuma(電力) の障害は継続中。JP-01");
      assertThat(told.get("instruction").textValue()).startsWith("Recommended: end what");
      assertThat(told.get("instructionJa").textValue()).startsWith("推奨: ");
      assertThat(desk.watermark("22:59").outputs()).isEmpty();
    }
  }

  @Test
  void itIsRenewedBeforeItLapsesAndNothingElseIsSaidUntilTheEnd() throws Exception {
    try (Desk desk = Desk.open()) {
      desk.hears(open("18:07", SITE), open("18:30", AVERTED)).outputs();
      desk.hears(
          open("18:40", AVERTED)
              .roots(new RootCandidate("plant", "electricity", "JP-01", 0.9))
              .patterns("p@1")
              .nextEvaluation("22:40"));
      desk.watermark("22:29:59");
      assertThat(desk.outputs()).isEmpty();
      List<Output> renewed = desk.watermark("22:30").outputs();
      assertThat(Desk.lines(renewed, Output.WARNINGS))
          .extracting(w -> w.get("standDown").booleanValue())
          .containsExactly(true);
      assertThat(rules(renewed)).containsExactly("refresh");
      assertThat(types(desk.hears(open("22:40").life(PhaseOfLife.CLOSED)).warnings()))
          .containsExactly("all-clear");
    }
  }

  @Test
  void whatStandsAgainIsToldAtOnceAsEver() throws Exception {
    try (Desk desk = Desk.open()) {
      desk.hears(open("18:07", SITE), open("18:30", AVERTED), open("18:30:05", SITE));
      List<Output> outputs = desk.outputs();
      assertThat(Desk.lines(outputs, Output.WARNINGS))
          .extracting(w -> w.get("issuedAt").textValue().substring(11), w -> w.has("standDown"))
          .containsExactly(
              tuple("18:07:00Z", false), tuple("18:30:00Z", true), tuple("18:30:05Z", false));
      assertThat(rules(outputs))
          .containsExactly("forecast-above-cut", "stand-down", "stands-again");
    }
  }

  @Test
  void itWaitsForTheMinuteToPass_andIsNotSaidIfItIsNotTrueThen() throws Exception {
    try (Desk desk = Desk.open()) {
      desk.hears(open("18:07:00", SITE), open("18:07:10", AVERTED)).outputs();
      assertThat(desk.watermark("18:08").warnings())
          .extracting(w -> w.has("standDown"))
          .containsExactly(true);
    }
    try (Desk desk = Desk.open()) {
      desk.hears(open("18:07:00", SITE), open("18:07:10", AVERTED), open("18:07:20", SITE))
          .outputs();
      assertThat(desk.watermark("18:30").outputs()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "AVERTED, NORMAL, true",
    "EXPIRED, NORMAL, true",
    "EXPIRED, UNKNOWN, true",
    "CONFIRMED, NORMAL, true",
    "CONFIRMED, RECOVERING, false",
    "CONFIRMED, DEGRADED, false",
    "CONFIRMED, STOPPED, false",
    "CONFIRMED, UNKNOWN, false",
    "AVERTED, STOPPED, false",
    "FORECAST, NORMAL, false",
    "FORECAST, UNKNOWN, false",
  })
  void onlyWhatIsOverOrNormalAgainDoesNotStand(Status status, AssetState state, boolean over)
      throws Exception {
    Impact before = confirmed("bts-17", "18:06", 48_000);
    try (Desk desk = Desk.open()) {
      desk.hears(open("18:07", before)).outputs();
      desk.hears(open("18:30", with(before, status, state)));
      List<JsonNode> told = desk.watermark("19:30").warnings();
      assertThat(told.stream().anyMatch(w -> w.has("standDown"))).isEqualTo(over);
    }
  }

  @Test
  void forecastBelowTheCutDoesNotStand_andIsNotPassedOver() throws Exception {
    try (Desk desk = Desk.open()) {
      desk.hears(
          open("18:07", SITE),
          open("18:30", with(SITE, Status.EXPIRED, AssetState.UNKNOWN), slight("bts-18")));
      JsonNode told = desk.warnings().get(1);
      assertThat(told.get("headline").textValue())
          .startsWith(
              "Stand down, ict: no asset is failing, 1 may fail but is unlikely to, 1 is silent;")
          .doesNotContain("people");
      assertThat(told.get("headlineJa").textValue())
          .startsWith("当面の影響なし 情報通信: 停止中の設備なし、停止のおそれの小さいもの 1 件、応答なし 1 件。");
      assertThat(told.get("phase").textValue()).isEqualTo("recover");
    }
  }

  @Test
  void nobodyIsStoodDownWhoIsLikelyToBeHitWithinTheHourByAnythingKnown() throws Exception {
    try (Desk desk = Desk.open()) {
      desk.hears(open("18:07", SITE), open("18:30", AVERTED).threat(0.1));
      assertThat(desk.watermark("18:59").warnings()).noneMatch(w -> w.has("standDown"));
      desk.hears(open("19:00", AVERTED).threat(0.09));
      assertThat(desk.warnings()).extracting(w -> w.has("standDown")).containsExactly(true);
    }
  }

  @Test
  void whatThreatensLaterIsToldByWhatItComesFrom_notByWhatWasStoodDown() throws Exception {
    try (Desk desk = Desk.open()) {
      desk.hears(open("18:07", SITE), open("18:30", AVERTED)).outputs();
      desk.hears(open("18:40", AVERTED).threat(0.9));
      assertThat(desk.watermark("19:30").outputs()).isEmpty();
    }
  }

  @Test
  void whoWasCalledBackWithinTheHourIsStoodDownOnlyAfterAnHourWithoutAnything() throws Exception {
    try (Desk desk = Desk.open()) {
      desk.hears(open("18:07", SITE), open("18:20", AVERTED), open("18:40", SITE)).outputs();
      // nothing stands any more, but the last stand-down held for twenty minutes only
      desk.hears(open("18:50", AVERTED));
      assertThat(desk.watermark("19:39:59").warnings()).noneMatch(w -> w.has("standDown"));
      assertThat(desk.watermark("19:40").warnings())
          .extracting(w -> w.has("standDown"))
          .containsExactly(true);
    }
  }

  @Test
  void aStandDownThatHeldForAnHourIsNoReasonToWait() throws Exception {
    try (Desk desk = Desk.open()) {
      desk.hears(open("18:07", SITE), open("18:20", AVERTED), open("19:21", SITE)).outputs();
      desk.hears(open("19:30", AVERTED));
      assertThat(desk.warnings()).extracting(w -> w.has("standDown")).containsExactly(true);
    }
  }

  @Test
  void sectorOfTheRootReckonsWithItAsLongAsItIsNotBack() throws Exception {
    try (Desk desk = Desk.open()) {
      desk.hears(
          briefing().sector("electricity").rootStopped(),
          briefing().sector("electricity").clock("18:30").rootStopped());
      assertThat(desk.warnings()).noneMatch(w -> w.has("standDown"));
      desk.hears(
          briefing()
              .sector("electricity")
              .clock("19:00")
              .evidence("sub-atsuma", AssetState.NORMAL, "19:00", null, Tlp.AMBER));
      assertThat(desk.warnings())
          .extracting(w -> w.get("headline").textValue())
          .containsExactly(
              "Stand down, electricity: no asset is failing or expected to fail; sub-atsuma is back,"
                  + " but it is not over for others; JP-01");
    }
  }

  @Test
  void whoKnowsAlreadyIsToldToo() throws Exception {
    Control known = control(Kind.ACKNOWLEDGE, "18:10", Control.OPEN_END, null);
    try (Desk desk = Desk.open()) {
      desk.hears(
          open("18:07", SITE),
          open("18:10", SITE).controls(known),
          open("18:30", AVERTED).controls(known),
          open("18:40", SITE).controls(known));
      assertThat(rules(desk.outputs()))
          .containsExactly("forecast-above-cut", "acknowledged", "stand-down", "stands-again");
    }
  }

  @Test
  void silenceHoldsItBackSinceWhatStandsAgainWouldBeHeldBackToo() throws Exception {
    Control silence = control(Kind.SILENCE, "18:10", at("19:00"), null);
    try (Desk desk = Desk.open()) {
      desk.hears(open("18:07", SITE), open("18:30", AVERTED).controls(silence));
      assertThat(types(desk.watermark("18:59").warnings())).containsExactly("alert");
      desk.hears(open("19:00", AVERTED));
      assertThat(rules(desk.outputs())).containsExactly("stand-down");
    }
  }

  @Test
  void operatorsPriorityIsKept() throws Exception {
    Ruling set = new Ruling(List.of(Ruling.PRIORITY), null, null, null, null, null, "P1");
    Control priority = control(Kind.OVERRIDE, "18:10", Control.OPEN_END, set);
    try (Desk desk = Desk.open()) {
      desk.hears(
          open("18:07", SITE), open("18:30", AVERTED), open("18:40", AVERTED).controls(priority));
      assertThat(desk.warnings())
          .extracting(w -> w.get("priority").textValue(), w -> w.has("standDown"))
          .containsExactly(tuple("P2", false), tuple("P4", true), tuple("P1", true));
    }
  }

  private static BriefingBuilder open(String clock, Impact... impacts) {
    return briefing().clock(clock).rootStopped().impact(impacts);
  }

  private static Impact slight(String asset) {
    return forecast(asset, 0.05, "22:25", 10);
  }

  private static Control control(Kind kind, String from, long until, @Nullable Ruling set) {
    String id = kind + from;
    return new Control(
        id, kind, Target.SITUATION, "s-91ab", at(from), at(from), until, set, null, null);
  }

  private static List<String> types(List<JsonNode> warnings) {
    return warnings.stream().map(warning -> warning.path("type").asText()).toList();
  }

  private static List<String> rules(List<Output> outputs) {
    return Desk.lines(outputs, Output.DECISIONS).stream()
        .filter(line -> line.path("choice").asText().equals("sent"))
        .map(line -> line.path("rule").asText())
        .toList();
  }
}
