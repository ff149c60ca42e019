// SPDX-License-Identifier: Apache-2.0
package org.hamon.local.report;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.hamon.local.chart.Look;
import org.hamon.local.chart.Markup;
import org.hamon.local.chart.Template;
import org.hamon.patterns.engine.PatternCost;
import org.hamon.replay.scoring.Baseline;
import org.hamon.replay.scoring.Evaluation;
import org.hamon.replay.scoring.FalseCalm;
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
    return Template.of(ReportPage.class, "report.html")
        .filled(
            Map.ofEntries(
                Map.entry("TITLE", Markup.of(incidents)),
                Map.entry("CLOCK", Markup.of(clock.name())),
                Map.entry("TILES", tiles()),
                Map.entry("TIMELINE", Timeline.of(run, clock)),
                Map.entry("HAPPENED", happened()),
                Map.entry("CALMED", calmed()),
                Map.entry("LEADS", Leads.of(run.score().table().rows())),
                Map.entry("RELIABILITY", Reliability.of(run.forecasts().bins())),
                Map.entry("FORECASTS", Markup.of(forecasts())),
                Map.entry("LOADS", Loads.of(run.score().loads())),
                Map.entry("BASELINES", baselines()),
                Map.entry("PATTERNS", patterns())));
  }

  private Markup tiles() {
    Score score = run.score();
    Markup tiles = new Markup();
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
        Markup.grouped(score.warnings()),
        "warnings, from " + Markup.grouped(run.records()) + " records",
        "警報");
    tile(
        tiles,
        Integer.toString(score.mostWarnings()),
        "at most, new to one sector in ten minutes",
        "10分間の最多警報");
    int falseCalms = run.falseCalms().size();
    tile(
        tiles,
        Integer.toString(falseCalms),
        falseCalms == 1
            ? "time a sector was told that it is over, and was hit within the hour"
            : "times a sector was told that it is over, and was hit within the hour",
        "解除後1時間以内の障害");
    return tiles;
  }

  private static void tile(Markup tiles, String figure, String english, String japanese) {
    tiles.add("<div class=\"tile\"><b>%s</b><span>%s</span>", figure, english);
    tiles.add("<span lang=\"ja\">%s</span></div>\n", japanese);
  }

  private Markup happened() {
    Markup rows = new Markup();
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
    return rows;
  }

  /** Who was told that it is over and was hit all the same; nothing if nobody was. */
  private Markup calmed() {
    Markup section = new Markup();
    if (run.falseCalms().isEmpty()) {
      return section;
    }
    Markup rows = new Markup();
    for (FalseCalm one : run.falseCalms()) {
      row(
          rows,
          "missed",
          clock.second(one.calm().issuedAt()),
          Look.english(one.calm().sector()),
          one.calm().headline(),
          clock.second(one.hit().at()),
          one.hit().asset());
    }
    section.add(
        """
        <h2>Told that it is over, and hit within the hour <span lang="ja">解除後1時間以内の障害</span></h2>
        <table class="calmed">
        <thead><tr><th>told</th><th>sector</th><th>what it was told</th><th>hit</th><th>asset</th></tr></thead>
        <tbody>
        """);
    section.add("%s", rows);
    section.add("</tbody>\n</table>\n");
    return section;
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

  private Markup baselines() {
    Markup rows = new Markup();
    baseline(rows, "this run", run.score());
    for (Map.Entry<Baseline, Score> entry : run.baselines().entrySet()) {
      baseline(rows, entry.getKey().text(), entry.getValue());
    }
    return rows;
  }

  private static void baseline(Markup rows, String name, Score score) {
    row(
        rows,
        "",
        name,
        percent(score.recall()),
        percent(score.precision()),
        median(score),
        Markup.grouped(score.warnings()),
        Integer.toString(score.mostWarnings()));
  }

  private Markup patterns() {
    List<String> most =
        run.patterns().stream()
            .sorted(
                Comparator.comparingLong((String pattern) -> -run.hits(pattern))
                    .thenComparingLong(pattern -> -run.cost(pattern).matches())
                    .thenComparing(Comparator.naturalOrder()))
            .limit(MOST_PATTERNS)
            .toList();
    Markup rows = new Markup();
    for (String pattern : most) {
      PatternCost cost = run.cost(pattern);
      row(
          rows,
          "",
          pattern,
          Long.toString(run.hits(pattern)),
          Markup.grouped(cost.matches()),
          Markup.grouped(Math.round(cost.openMinutes())));
    }
    return rows;
  }

  private static void row(Markup rows, String kind, String... cells) {
    rows.add("<tr");
    if (!kind.isEmpty()) {
      rows.add(" class=\"%s\"", kind);
    }
    rows.add(">");
    for (String cell : cells) {
      rows.add("<td>%s</td>", cell);
    }
    rows.add("</tr>\n");
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
}
