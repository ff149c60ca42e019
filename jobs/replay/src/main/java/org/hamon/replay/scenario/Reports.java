// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay.scenario;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hamon.replay.scenario.Script.Announcement;
import org.hamon.replay.scenario.Script.Mains;
import org.jspecify.annotations.Nullable;

/** Makes the failure reports of a scenario, as lines of the contract. */
final class Reports {

  private static final long SPREAD_MILLIS = 40_000;
  private static final long LAG_MILLIS = 20_000;

  private record Line(Instant at, String id, Map<String, Object> json) {}

  private final Documented documented;
  private final Script script;
  private final List<Line> lines = new ArrayList<>();

  private Reports(Documented documented, Script script) {
    this.documented = documented;
    this.script = script;
  }

  /** By time, then id; a repeated report follows the first. */
  static List<Map<String, Object>> of(Documented documented, Script script) {
    Reports reports = new Reports(documented, script);
    script.reports().forEach(reports::addAnnouncement);
    script.substations().forEach(reports::addSubstation);
    reports.lines.sort(Comparator.comparing(Line::at).thenComparing(Line::id));
    return reports.lines.stream().map(Line::json).toList();
  }

  private void addAnnouncement(Announcement entry) {
    Instant start =
        entry.at() != null
            ? entry.at()
            : documented.fact(requireNonNull(entry.fact(), "fact")).at();
    for (String asset : entry.assets()) {
      String id = "r-" + entry.id() + "-" + asset;
      Instant at = later(start, id, entry.within().toMillis());
      Map<String, Object> json =
          report(
              id,
              asset,
              entry.state(),
              at,
              entry.occurred(),
              entry.cause(),
              entry.severity(),
              entry.reporter(),
              entry.tlp(),
              entry.text());
      lines.add(new Line(at, id, json));
      if (script.repeated().contains(entry.id())) {
        lines.add(new Line(at, id, json));
      }
    }
  }

  private void addSubstation(String substation) {
    Mains mains = requireNonNull(script.mains(), "mains");
    Outage outage = Outage.of(script, substation);
    Instant lost = Instant.ofEpochMilli(outage.lost()).plusMillis(LAG_MILLIS);
    Instant occurred =
        requireNonNull(mains.lostAt()).getOrDefault(substation, documented.fact(mains.fact()).at());
    Instant at = later(lost, "r-lost-" + substation, SPREAD_MILLIS);
    lines.add(
        new Line(
            at,
            "r-lost-" + substation,
            report(
                "r-lost-" + substation,
                substation,
                "stopped",
                at,
                occurred,
                requireNonNull(mains.cause()),
                4,
                mains.reporter(),
                "TLP:AMBER",
                "No voltage")));
    if (outage.back() != Long.MAX_VALUE) {
      Instant back = later(Instant.ofEpochMilli(outage.back()), "back " + substation, LAG_MILLIS);
      lines.add(
          new Line(
              back,
              "r-back-" + substation,
              report(
                  "r-back-" + substation,
                  substation,
                  "normal",
                  back,
                  Instant.ofEpochMilli(outage.back()),
                  requireNonNull(mains.cause()),
                  0,
                  mains.reporter(),
                  "TLP:GREEN",
                  "Supply restored")));
    }
  }

  /** In whole seconds, as people write them. */
  private Instant later(Instant start, String purpose, long within) {
    long millis = start.toEpochMilli() + new Chance(script.seed(), purpose).within(within);
    return Instant.ofEpochSecond(millis / 1_000);
  }

  /** A report as a line of the contract. */
  static Map<String, Object> report(
      String id,
      String asset,
      String state,
      Instant at,
      @Nullable Instant occurred,
      String cause,
      int severity,
      String reporter,
      @Nullable String tlp,
      String text) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", id);
    json.put("asset", asset);
    json.put("state", state);
    json.put("reportedAt", at.toString());
    if (occurred != null) {
      json.put("occurredAt", occurred.toString());
    }
    json.put("cause", cause);
    json.put("severity", severity);
    json.put("reporter", reporter);
    if (tlp != null) {
      json.put("tlp", tlp);
    }
    json.put("text", text);
    json.put("lane", "actual");
    return json;
  }
}
