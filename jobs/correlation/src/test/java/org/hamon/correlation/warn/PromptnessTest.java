// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.warn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamon.correlation.warn.BriefingBuilder.OPENED;
import static org.hamon.correlation.warn.BriefingBuilder.briefing;
import static org.hamon.correlation.warn.BriefingBuilder.confirmed;
import static org.hamon.correlation.warn.BriefingBuilder.forecast;
import static org.hamon.correlation.warn.BriefingBuilder.with;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.hamon.correlation.Output;
import org.hamon.correlation.situation.Briefing;
import org.hamon.correlation.situation.Impact;
import org.hamon.correlation.situation.Impact.Status;
import org.hamon.topology.AssetState;

/**
 * Whatever becomes of four assets: what is grave is read within a minute, all else within the time
 * that routine news may wait, and a stand-down exactly where nothing stands.
 */
class PromptnessTest {

  private static final long MINUTE = 60_000;
  private static final Set<String> ROUTINE =
      Set.of(
          "impact-status", "state", "likelihood", "eta", "patterns", "priority-lowered", "refresh");

  @Property(tries = 30)
  void whatIsGraveIsReadAMinuteLater(@ForAll long seed) throws Exception {
    List<Briefing> story = story(seed);
    try (Desk desk = Desk.open()) {
      JsonNode shown = null;
      long stood = Long.MIN_VALUE;
      boolean wasCalm = false;
      for (int i = 0; i < story.size(); i++) {
        Briefing now = story.get(i);
        desk.hears(now);
        stood = stands(now) ? now.at() : stood;
        long next = i + 1 < story.size() ? story.get(i + 1).at() : Long.MAX_VALUE;
        if (next > now.at() + MINUTE) {
          shown = newest(desk.watermark(now.at() + MINUTE).warnings(), shown);
          // who was calm and called back is not told to be calm again for an hour after it was told
          boolean isHeld =
              wasCalm
                  && !stands(now)
                  && now.at() < stood + Hold.HOUR + Pace.LONGEST_ROUTINE_INTERVAL;
          assertThat(shown.has("standDown") || isHeld).as("%s", now).isEqualTo(!stands(now));
          for (Impact impact : stands(now) ? now.impacts() : List.<Impact>of()) {
            assertThat(isKnown(impact, shown)).as("%s in %s", impact, shown).isTrue();
          }
        } else {
          shown = newest(desk.warnings(), shown);
        }
        wasCalm |= !stands(now);
      }
    }
  }

  @Property(tries = 30)
  void atLastWhatIsShownIsWhatIs(@ForAll long seed) throws Exception {
    List<Briefing> story = story(seed);
    Briefing last = story.get(story.size() - 1);
    JsonNode shown = newest(told(story, last.at() + Pace.LONGEST_ROUTINE_INTERVAL, "warnings"));
    assertThat(shown.has("standDown")).isEqualTo(!stands(last));
    if (!stands(last)) {
      return;
    }
    assertThat(shown.get("patterns").size()).isEqualTo(last.patterns().size());
    for (Impact impact : last.impacts()) {
      JsonNode read = read(impact.asset(), shown);
      assertThat(read.get("status").textValue()).isEqualToIgnoringCase(impact.status().name());
      assertThat(read.get("state").textValue()).isEqualTo(impact.state().word());
      if (impact.status() == Status.FORECAST) {
        assertThat(Math.abs(read.get("likelihood").doubleValue() - impact.likelihood()))
            .isLessThan(0.1001);
        long lead = Math.max(MINUTE, time(read.at("/eta/p50")) - time(shown.get("issuedAt")));
        assertThat(Math.abs(time(read.at("/eta/p50")) - impact.p50()))
            .isLessThanOrEqualTo(lead / 10);
      }
    }
  }

  @Property(tries = 30)
  void routineRevisionsAreTenMinutesApart_andAStandDownIsNotSaidTwice(@ForAll long seed)
      throws Exception {
    List<Briefing> story = story(seed);
    long before = Long.MIN_VALUE;
    boolean stoodDown = false;
    for (JsonNode line : told(story, story.get(story.size() - 1).at() + MINUTE, Output.DECISIONS)) {
      if (line.get("choice").textValue().equals("sent")) {
        String rule = line.get("rule").textValue();
        if (ROUTINE.contains(rule)) {
          assertThat(time(line.get("at")) - before).as(rule).isGreaterThanOrEqualTo(10 * MINUTE);
        }
        if (stoodDown) {
          assertThat(rule).isIn("stands-again", "refresh");
        }
        assertThat(rule.equals("stands-again") && !stoodDown).isFalse();
        stoodDown = rule.equals("stand-down") || (stoodDown && rule.equals("refresh"));
        before = time(line.get("at"));
      }
    }
  }

  /** It fails as was told; it may fail as was told. */
  private static boolean isKnown(Impact impact, JsonNode shown) {
    JsonNode read = read(impact.asset(), shown);
    String state = read.path("state").asText();
    boolean shownLost =
        state.equals("stopped")
            || (read.path("status").asText().equals("confirmed") && state.equals("unknown"));
    boolean shownForecast = read.path("status").asText().equals("forecast") && !shownLost;
    double likelihood = read.path("likelihood").asDouble();
    if (isLost(impact)) {
      return shownLost;
    }
    if (impact.status() == Status.FORECAST && impact.likelihood() >= 0.1) {
      boolean shownFailing = shownLost || state.equals("degraded");
      long p50 = time(read.at("/eta/p50"));
      long lead = Math.max(MINUTE, p50 - time(shown.get("issuedAt")));
      return shownFailing
          || (shownForecast
              && impact.likelihood() - likelihood < 0.5001
              && p50 - impact.p50() <= Math.max(MINUTE, lead / 4));
    }
    return true;
  }

  private static boolean isLost(Impact impact) {
    return impact.state() == AssetState.STOPPED
        || (impact.status() == Status.CONFIRMED && impact.state() == AssetState.UNKNOWN);
  }

  /** As the story goes: forecasts are far above the cut, or far below. */
  private static boolean stands(Briefing briefing) {
    return briefing.impacts().stream()
        .anyMatch(
            i ->
                switch (i.status()) {
                  case FORECAST -> i.likelihood() >= 0.1 || i.state() != AssetState.NORMAL;
                  case CONFIRMED -> i.state() != AssetState.NORMAL;
                  case AVERTED, EXPIRED, REMOVED -> false;
                });
  }

  private static List<JsonNode> told(List<Briefing> story, long end, String stream)
      throws Exception {
    try (Desk desk = Desk.open()) {
      for (Briefing briefing : story) {
        desk.hears(briefing);
      }
      return desk.watermark(end).lines(stream);
    }
  }

  private static JsonNode read(String asset, JsonNode shown) {
    for (JsonNode impact : shown.get("impacts")) {
      if (impact.get("asset").textValue().equals(asset)) {
        return impact;
      }
    }
    throw new AssertionError(asset + " is not in " + shown);
  }

  private static JsonNode newest(List<JsonNode> warnings) {
    return warnings.get(warnings.size() - 1);
  }

  private static JsonNode newest(List<JsonNode> warnings, JsonNode before) {
    return warnings.isEmpty() ? before : newest(warnings);
  }

  private static long time(JsonNode node) {
    return Instant.parse(node.textValue()).toEpochMilli();
  }

  /** Four assets, of which now and then one changes; the first is foretold at the beginning. */
  private static List<Briefing> story(long seed) {
    Random random = new Random(seed);
    Impact[] assets = new Impact[4];
    for (int n = 0; n < assets.length; n++) {
      assets[n] = forecast("bts-" + n, n == 0 ? 0.8 : 0.05, "23:00", 20_000);
    }
    List<Briefing> story = new ArrayList<>();
    List<String> patterns = new ArrayList<>();
    long at = OPENED;
    for (int step = 0; step < 60; step++) {
      story.add(
          briefing()
              .at(at)
              .rootStopped()
              .impact(assets)
              .patterns(patterns.toArray(String[]::new))
              .build());
      at += random.nextInt(3) == 0 ? random.nextInt(30 * 60_000) : random.nextInt(90_000);
      int n = random.nextInt(assets.length);
      assets[n] = changed(assets[n], at, random);
      if (random.nextInt(20) == 0) {
        patterns.add("p-" + step + "@1");
      }
    }
    return story;
  }

  private static Impact changed(Impact impact, long at, Random random) {
    String clock = Instant.ofEpochMilli(at).toString().substring(11, 19);
    Impact failed = confirmed(impact.asset(), clock, 20_000);
    Impact slight = forecast(impact.asset(), 0.05, "23:30", 10);
    return switch (random.nextInt(10)) {
      case 0 -> with(failed, Status.CONFIRMED, AssetState.STOPPED);
      case 1 -> with(failed, Status.CONFIRMED, AssetState.UNKNOWN);
      case 2 -> with(failed, Status.CONFIRMED, AssetState.DEGRADED);
      case 3, 4, 5 -> with(failed, Status.CONFIRMED, AssetState.NORMAL);
      case 6 -> with(slight, Status.AVERTED, AssetState.NORMAL);
      case 7 -> with(slight, Status.EXPIRED, AssetState.UNKNOWN);
      case 8 -> slight;
      default ->
          forecast(
              impact.asset(),
              0.3 + 0.1 * random.nextInt(7),
              "23:" + (10 + random.nextInt(50)),
              20_000);
    };
  }
}
