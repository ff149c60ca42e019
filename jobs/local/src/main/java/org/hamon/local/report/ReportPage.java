// SPDX-License-Identifier: Apache-2.0
package org.hamon.local.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.hamon.local.chart.Look;
import org.hamon.local.chart.Svg;
import org.hamon.patterns.engine.PatternCost;
import org.hamon.replay.scoring.Baseline;
import org.hamon.replay.scoring.Evaluation;
import org.hamon.replay.scoring.Label;
import org.hamon.replay.scoring.LeadTable;
import org.hamon.replay.scoring.Score;
import org.hamon.replay.scoring.Scorecard;

/** A run over history as one HTML file that needs nothing else: no script, no other file. */
public final class ReportPage {

  private static final int MOST_PATTERNS = 25;

  private final Evaluation run;
  private final Clock clock;

  private ReportPage(Evaluation run, Clock clock) {
    this.run = run;
    this.clock = clock;
  }

  /**
   * Writes the page.
   *
   * @param zone on whose clock times are shown
   */
  public static String html(Evaluation run, ZoneId zone) {
    return new ReportPage(run, new Clock(zone)).html();
  }

  private String html() {
    String incidents =
        run.labels().stream().map(Label::incident).distinct().collect(Collectors.joining(", "));
    return resource("report.html")
        .replace("%TITLE%", Svg.escaped(incidents))
        .replace("%CLOCK%", Svg.escaped(clock.name()))
        .replace("%TILES%", tiles())
        .replace("%TIMELINE%", Timeline.of(run, clock))
        .replace("%HAPPENED%", happened())
        .replace("%LEADS%", Leads.of(run.score().table().rows()))
        .replace("%RELIABILITY%", Reliability.of(run.forecasts().bins()))
        .replace("%FORECASTS%", forecasts())
        .replace("%LOADS%", Loads.of(run.score().loads()))
        .replace("%BASELINES%", baselines())
        .replace("%PATTERNS%", patterns());
  }

  private String tiles() {
    Score score = run.score();
    StringBuilder tiles = new StringBuilder();
    tile(
        tiles,
        score.table().hits() + " of " + score.table().rows().size(),
        score.standingRecall() < score.recall()
            ? "failures warned of in time; of "
                + score.table().standing()
                + " the warning still stood then"
            : "failures warned of in time",
        "見逃しなし率 " + percent(score.recall()));
    tile(tiles, median(score), "median lead: half of the warnings came earlier", "猶予時間の中央値");
    tile(
        tiles,
        percent(score.precision()),
        "of the sectors that were told at P1 or P2 were hit",
        "的中率");
    tile(
        tiles,
        Integer.toString(run.situations().count()),
        run.situations().count() == 1 ? "situation" : "situations",
        "事象");
    tile(
        tiles,
        Svg.grouped(score.warnings()),
        "warnings, from " + Svg.grouped(run.records()) + " records",
        "警報");
    tile(
        tiles,
        Integer.toString(score.mostWarnings()),
        "at most, new to one sector in ten minutes",
        "10分間の最多警報");
    return tiles.toString();
  }

  private static void tile(StringBuilder tiles, String figure, String english, String japanese) {
    tiles
        .append("<div class=\"tile\"><b>")
        .append(Svg.escaped(figure))
        .append("</b><span>")
        .append(Svg.escaped(english))
        .append("</span><span lang=\"ja\">")
        .append(Svg.escaped(japanese))
        .append("</span></div>\n");
  }

  private String happened() {
    StringBuilder rows = new StringBuilder();
    for (LeadTable.Row row : run.score().table().rows()) {
      Label label = row.label();
      row(
          rows,
          row.hit() ? "" : "missed",
          clock.minute(label.at()),
          Look.english(label.sector()),
          label.kind() == Label.Kind.FAIL ? "failed" : "degraded",
          label.text() == null ? "" : label.text(),
          row.first().map(warning -> clock.second(warning.issuedAt())).orElse("not warned"),
          row.lead().map(Clock::span).orElse(""));
    }
    return rows.toString();
  }

  private String forecasts() {
    OptionalDouble brier = run.forecasts().brier();
    if (brier.isEmpty()) {
      return "No forecast was decided before history ended.";
    }
    return String.format(
        Locale.ROOT,
        "%d forecasts were decided. Brier score %.3f (0 is perfect; %.3f of what was told first);"
            + " telling the same share for each of them would have given %.3f.",
        run.forecasts().count(),
        brier.getAsDouble(),
        run.forecasts().brierOfFirst().orElseThrow(),
        run.forecasts().brierOfClimatology().orElseThrow());
  }

  private String baselines() {
    StringBuilder rows = new StringBuilder();
    baseline(rows, "this run", run.score());
    for (Map.Entry<Baseline, Score> entry : run.baselines().entrySet()) {
      baseline(rows, entry.getKey().text(), entry.getValue());
    }
    return rows.toString();
  }

  private static void baseline(StringBuilder rows, String name, Score score) {
    row(
        rows,
        "",
        name,
        percent(score.recall()),
        percent(score.precision()),
        median(score),
        Svg.grouped(score.warnings()),
        Integer.toString(score.mostWarnings()));
  }

  private String patterns() {
    List<String> most =
        run.patterns().stream()
            .sorted(
                Comparator.comparingLong((String pattern) -> -run.hits(pattern))
                    .thenComparingLong(pattern -> -run.cost(pattern).matches())
                    .thenComparing(Comparator.naturalOrder()))
            .limit(MOST_PATTERNS)
            .toList();
    StringBuilder rows = new StringBuilder();
    for (String pattern : most) {
      PatternCost cost = run.cost(pattern);
      row(
          rows,
          "",
          pattern,
          Long.toString(run.hits(pattern)),
          Svg.grouped(cost.matches()),
          Svg.grouped(Math.round(cost.openMinutes())));
    }
    return rows.toString();
  }

  private static void row(StringBuilder rows, String kind, String... cells) {
    rows.append(kind.isEmpty() ? "<tr>" : "<tr class=\"" + kind + "\">");
    for (String cell : cells) {
      rows.append("<td>").append(Svg.escaped(cell)).append("</td>");
    }
    rows.append("</tr>\n");
  }

  private static String median(Score score) {
    OptionalDouble median = Scorecard.leadMinutes(score.table().rows(), 50);
    return median.isEmpty()
        ? "none"
        : Clock.span(Duration.ofSeconds(Math.round(median.getAsDouble() * 60)));
  }

  private static String percent(double part) {
    return Math.round(part * 100) + " %";
  }

  private static String resource(String name) {
    try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("Expected the resource " + name + ", but there is none");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
