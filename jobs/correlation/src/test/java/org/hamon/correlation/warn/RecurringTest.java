// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.warn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamon.correlation.warn.BriefingBuilder.at;
import static org.hamon.correlation.warn.BriefingBuilder.briefing;
import static org.hamon.correlation.warn.BriefingBuilder.confirmed;
import static org.hamon.correlation.warn.BriefingBuilder.forecast;
import static org.hamon.correlation.warn.BriefingBuilder.with;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.hamon.correlation.Output;
import org.hamon.correlation.situation.Briefing.PhaseOfLife;
import org.hamon.correlation.situation.Impact;
import org.hamon.correlation.situation.Impact.Status;
import org.hamon.patterns.language.Tlp;
import org.hamon.topology.AssetState;
import org.junit.jupiter.api.Test;

/** A substation that comes and goes takes a site with it each time. */
class RecurringTest {

  private static final long MINUTE = 60_000;
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

  @Test
  void exampleUsage() throws Exception {
    try (Desk desk = Desk.open()) {
      desk.hears(out("10:00"), out("10:20").recurring("10:00", 3, "10:40"));
      // a root that comes and goes is news
      JsonNode told = desk.warnings().get(1);
      assertThat(told.get("type").textValue()).isEqualTo("update");
      assertThat(told.get("recurring").toString())
          .isEqualTo(
              "{\"since\":\"2018-09-05T10:00:00Z\",\"times\":3,"
                  + "\"quietUntil\":\"2018-09-05T10:40:00Z\"}");
      assertThat(told.get("headline").textValue())
          .contains("which comes and goes (3 times since 10:00 UTC)");
      // while it is gone nobody is stood down, and the text says what to expect
      desk.hears(well("10:30").recurring("10:00", 3, "10:50"));
      JsonNode quiet = desk.watermark("10:40").warnings().get(0);
      assertThat(quiet.has("standDown")).isFalse();
      assertThat(quiet.get("phase").textValue()).isEqualTo("recover");
      assertThat(quiet.get("headline").textValue())
          .isEqualTo(
              "Quiet for now, ict: disturbance at sub-atsuma (electricity) comes and goes, 3 times"
                  + " since 10:00 UTC; all clear at 10:50 UTC if it stays quiet; JP-01");
      assertThat(quiet.get("headlineJa").textValue())
          .isEqualTo(
              "小康 情報通信: sub-atsuma(電力) の障害は断続的(10:00 UTC 以降 3 回)。再発がなければ 10:50 UTC に解除。JP-01");
      assertThat(quiet.get("instruction").textValue()).contains("keep stand-ins running");
      assertThat(quiet.get("instructionJa").textValue()).startsWith("推奨: 再発に備え");
    }
  }

  @Test
  void onceItIsKnownToComeAndGoEachTimeIsRoutine() throws Exception {
    try (Desk desk = Desk.open()) {
      desk.hears(out("00:00"));
      int times = 1;
      for (long now = at("00:20"); now <= at("12:00"); now += 20 * MINUTE) {
        times++;
        long until = now + 20 * MINUTE;
        desk.hears(out(clock(now)).recurring("00:00", times, clock(until)));
        desk.hears(
            well(clock(now + 10 * MINUTE)).recurring("00:00", times, clock(until + 10 * MINUTE)));
      }
      desk.watermark("12:30").hears(well("12:30").life(PhaseOfLife.CLOSED));
      List<JsonNode> warnings = desk.warnings();
      assertThat(types(warnings)).containsOnlyOnce("alert").containsOnlyOnce("all-clear");
      // 36 times to and fro: 72 changes, and never more often than every ten minutes
      assertThat(warnings).hasSizeLessThan(45);
      assertThat(warnings).noneMatch(w -> w.has("standDown"));
      assertThat(warnings.get(warnings.size() - 2).get("recurring").get("times").intValue())
          .isGreaterThan(30);
    }
  }

  @Test
  void itsPriorityIsThatOfWhenItIsThere() throws Exception {
    try (Desk desk = Desk.open()) {
      desk.hears(
          out("10:00").recurring("10:00", 3, "10:40"),
          well("10:20").recurring("10:00", 3, "10:50"));
      assertThat(desk.watermark("10:40").warnings())
          .extracting(w -> w.get("priority").textValue())
          .containsExactly("P1", "P1");
    }
  }

  @Test
  void whatItHitsForTheFirstTimeIsGrave() throws Exception {
    try (Desk desk = Desk.open()) {
      desk.hears(
          out("10:00").recurring("10:00", 3, "10:40"),
          out("10:02").impact(confirmed("bts-18", "10:02", 500)).recurring("10:00", 3, "10:40"));
      assertThat(rules(desk.outputs())).containsExactly("member", "new-impact");
    }
  }

  @Test
  void atMostTenAlertsADay_thenUpdates() throws Exception {
    try (Desk desk = Desk.open()) {
      for (int n = 0; n < 12; n++) {
        long now = at("00:00") + n * 100L * MINUTE;
        desk.hears(
            out(clock(now)).recurring("00:00", n + 3, "23:59"),
            well(clock(now + 10 * MINUTE))
                .recurring("00:00", n + 3, "23:59")
                .life(PhaseOfLife.CLOSED));
      }
      List<JsonNode> warnings = desk.warnings();
      assertThat(types(warnings).stream().filter("alert"::equals)).hasSize(10);
      assertThat(types(warnings).subList(20, 24))
          .containsExactly("update", "all-clear", "update", "all-clear");
      assertThat(warnings)
          .extracting(w -> w.get("revision").intValue())
          .isSorted()
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void whenItsTimeIsUpItMayBeStoodDownAsEver() throws Exception {
    try (Desk desk = Desk.open()) {
      desk.hears(
          out("10:00").recurring("10:00", 3, "10:40"),
          well("10:40").recurring("10:00", 3, "10:40"));
      assertThat(desk.warnings()).last().matches(w -> w.has("standDown"));
    }
  }

  private static BriefingBuilder out(String clock) {
    return briefing().clock(clock).rootStopped().impact(site(AssetState.STOPPED, clock));
  }

  private static BriefingBuilder well(String clock) {
    return briefing()
        .clock(clock)
        .evidence("sub-atsuma", AssetState.NORMAL, clock, null, Tlp.AMBER)
        .impact(site(AssetState.NORMAL, clock));
  }

  private static Impact site(AssetState state, String clock) {
    return with(forecast("bts-17", 1, clock, 500), Status.CONFIRMED, state);
  }

  private static String clock(long at) {
    return CLOCK.format(Instant.ofEpochMilli(at));
  }

  private static List<String> types(List<JsonNode> warnings) {
    List<String> types = new ArrayList<>();
    warnings.forEach(warning -> types.add(warning.path("type").asText()));
    return types;
  }

  private static List<String> rules(List<Output> outputs) {
    return Desk.lines(outputs, Output.DECISIONS).stream()
        .filter(line -> line.path("choice").asText().equals("sent"))
        .map(line -> line.path("rule").asText())
        .toList();
  }
}
