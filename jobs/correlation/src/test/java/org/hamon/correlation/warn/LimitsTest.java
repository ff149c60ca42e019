// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.warn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamon.correlation.warn.BriefingBuilder.OPENED;
import static org.hamon.correlation.warn.BriefingBuilder.briefing;
import static org.hamon.correlation.warn.BriefingBuilder.confirmed;
import static org.hamon.correlation.warn.BriefingBuilder.forecast;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.hamon.correlation.situation.Briefing;

/** Whatever happens, a desk is not told more than it can bear, and each thing to its end. */
class LimitsTest {

  private static final long TEN_MINUTES = 600_000;

  @Property(tries = 30)
  void atMostTenAlertsBelowP1InTenMinutes(@ForAll long seed) throws Exception {
    List<Long> alerts = new ArrayList<>();
    for (JsonNode warning : told(seed)) {
      if (is(warning, "alert")) {
        long at = at(warning);
        long recent = alerts.stream().filter(earlier -> at - earlier <= TEN_MINUTES).count();
        if (!warning.get("priority").textValue().equals("P1")) {
          assertThat(recent).isLessThan(10);
        }
        alerts.add(at);
      }
    }
    assertThat(alerts).hasSizeGreaterThan(10);
  }

  @Property(tries = 30)
  void revisionsAreAMinuteApartUnlessItGetsWorseOrEnds(@ForAll long seed) throws Exception {
    Map<String, JsonNode> newest = new HashMap<>();
    for (JsonNode warning : told(seed)) {
      JsonNode before = newest.put(warning.get("id").textValue(), warning);
      if (before == null) {
        assertThat(warning.get("revision").intValue()).isEqualTo(1);
        assertThat(is(warning, "alert")).isTrue();
        continue;
      }
      assertThat(is(before, "all-clear")).isFalse();
      assertThat(warning.get("revision").intValue())
          .isEqualTo(before.get("revision").intValue() + 1);
      if (is(warning, "update") && at(warning) - at(before) < 60_000) {
        assertThat(warning.get("priority").textValue())
            .isLessThan(before.get("priority").textValue());
      }
    }
    // every situation closed at last, so everybody who was alerted has heard of the end
    assertThat(newest.values()).allMatch(warning -> is(warning, "all-clear"));
  }

  @Property(tries = 30)
  void nothingTimedRemainsOnceAllIsOver(@ForAll long seed) throws Exception {
    try (Desk desk = Desk.open()) {
      desk.hears(story(seed)).watermark(OPENED + 4 * 3_600_000);
      assertThat(desk.stateEntries()).isZero();
      assertThat(desk.timers()).isZero();
    }
  }

  private static List<JsonNode> told(long seed) throws Exception {
    try (Desk desk = Desk.open()) {
      Random random = new Random(seed);
      for (BriefingBuilder briefing : story(seed)) {
        desk.hears(briefing);
        if (random.nextBoolean()) {
          desk.watermark(briefing.build().at());
        }
      }
      return desk.watermark(OPENED + 4 * 3_600_000).warnings();
    }
  }

  /** Thirty situations that begin within minutes, change at random and all end. */
  private static BriefingBuilder[] story(long seed) {
    Random random = new Random(seed);
    List<BriefingBuilder> story = new ArrayList<>();
    long at = OPENED;
    for (int step = 0; step < 300; step++) {
      at += random.nextInt(10_000);
      int situation = random.nextInt(30);
      boolean fails = random.nextInt(20) == 0;
      String eta = 19 + random.nextInt(4) + ":" + (10 + random.nextInt(50));
      story.add(
          briefing()
              .situation("s-" + situation)
              .at(at)
              .rootStopped()
              .impact(
                  fails
                      ? confirmed("bts-1", "18:07", 50_000)
                      : forecast("bts-1", random.nextDouble(), eta, 1 + random.nextInt(50_000))));
    }
    for (int situation = 0; situation < 30; situation++) {
      story.add(
          briefing().situation("s-" + situation).at(at + 1000).life(Briefing.PhaseOfLife.CLOSED));
    }
    return story.toArray(BriefingBuilder[]::new);
  }

  private static boolean is(JsonNode warning, String type) {
    return warning.get("type").textValue().equals(type);
  }

  private static long at(JsonNode warning) {
    return Instant.parse(warning.get("issuedAt").textValue()).toEpochMilli();
  }
}
