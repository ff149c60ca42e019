// SPDX-License-Identifier: Apache-2.0
package org.hamon.local.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hamon.local.chart.Look;
import org.hamon.local.chart.Markup;
import org.hamon.replay.scoring.Evaluation;
import org.hamon.replay.scoring.IssuedWarning;
import org.hamon.replay.scoring.Label;
import org.hamon.replay.scoring.LeadTable;

/** What happened against what was told: a row for each sector, time from left to right. */
final class Timeline {

  private static final double WIDTH = 1080;
  private static final double LEFT = 150;
  private static final double RIGHT = 1060;
  private static final double TOP = 34;
  private static final double ROW = 40;
  private static final int MOST_TICKS = 10;
  private static final Map<String, String> COLOURS =
      Map.of("P1", "#9c1c3d", "P2", "#c46a12", "P3", "#3a6ea5");

  private static final List<Duration> STEPS =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofHours(1),
          Duration.ofHours(3),
          Duration.ofHours(6),
          Duration.ofHours(12),
          Duration.ofDays(1),
          Duration.ofDays(7));

  private final Evaluation run;
  private final Clock clock;
  private final List<String> sectors;
  private final long from;
  private final long until;
  private final Markup svg = new Markup();

  private Timeline(Evaluation run, Clock clock) {
    this.run = run;
    this.clock = clock;
    TreeSet<String> all = new TreeSet<>();
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (Label label : run.labels()) {
      all.add(label.sector());
      if (label.kind() != Label.Kind.UNAFFECTED) {
        first = Math.min(first, label.at());
        last = Math.max(last, label.at());
      }
    }
    for (IssuedWarning warning : run.warnings()) {
      all.add(warning.sector());
      first = Math.min(first, warning.issuedAt());
      last = Math.max(last, warning.issuedAt());
    }
    this.sectors = List.copyOf(all);
    long margin = Math.max(60_000, (last - first) / 40);
    this.from = first - margin;
    this.until = last + margin;
  }

  /** The drawing; empty where nothing happened and nothing was told. */
  static Markup of(Evaluation run, Clock clock) {
    Timeline timeline = new Timeline(run, clock);
    return timeline.sectors.isEmpty() || timeline.from > timeline.until
        ? new Markup()
        : timeline.svg();
  }

  private Markup svg() {
    double height = TOP + sectors.size() * ROW + 30;
    svg.add("<svg viewBox=\"0 0 %s %s\" role=\"img\"", WIDTH, height);
    svg.add(" aria-label=\"Timeline of failures and warnings\">\n");
    axis(height - 24);
    for (int i = 0; i < sectors.size(); i++) {
      row(i);
    }
    return svg.add("</svg>\n");
  }

  private void axis(double bottom) {
    long step =
        STEPS.stream()
            .mapToLong(Duration::toMillis)
            .filter(millis -> (until - from) / millis <= MOST_TICKS)
            .findFirst()
            .orElse((until - from) / MOST_TICKS + 1);
    for (long tick = Math.floorDiv(from, step) * step + step; tick < until; tick += step) {
      svg.add("<line x1=\"%s\" x2=\"%s\" y1=\"%s\"", x(tick), x(tick), TOP - 6);
      svg.add(" y2=\"%s\" stroke=\"#ddd\"/>\n", bottom);
      svg.add("<text x=\"%s\" y=\"%s\" font-size=\"11\"", x(tick), TOP - 14);
      svg.add(" fill=\"#555\" text-anchor=\"middle\">%s</text>\n", clock.minute(tick));
    }
  }

  private void row(int i) {
    String sector = sectors.get(i);
    double y = TOP + i * ROW;
    if (i % 2 == 0) {
      svg.add("<rect x=\"0\" y=\"%s\" width=\"%s\"", y, WIDTH);
      svg.add(" height=\"%s\" fill=\"#00000008\"/>\n", ROW);
    }
    svg.bold(8, y + 17, 13, "#222", Look.english(sector));
    svg.text(8, y + 32, 11, "#666", Look.japanese(sector));
    warnings(sector, y + 23);
    for (LeadTable.Row row : run.score().table().rows()) {
      if (row.label().sector().equals(sector)) {
        label(row, y + 12);
      }
    }
    boolean unaffected =
        run.labels().stream()
            .anyMatch(l -> l.sector().equals(sector) && l.kind() == Label.Kind.UNAFFECTED);
    if (unaffected) {
      svg.text(LEFT + 4, y + 15, 11, "#666", "not affected, says the record");
    }
  }

  /** Each warning from its first revision to its end, overlapping ones in lines of their own. */
  private void warnings(String sector, double y) {
    Map<String, List<IssuedWarning>> byId = new LinkedHashMap<>();
    run.warnings().stream()
        .filter(w -> w.sector().equals(sector) && w.lane().equals("actual"))
        .sorted(IssuedWarning.ORDER)
        .forEach(w -> byId.computeIfAbsent(w.id(), id -> new ArrayList<>()).add(w));
    TreeMap<Integer, Long> busy = new TreeMap<>();
    for (List<IssuedWarning> revisions : byId.values()) {
      IssuedWarning first = revisions.get(0);
      IssuedWarning last = revisions.get(revisions.size() - 1);
      long end =
          last.warns()
              ? Math.min(until, run.situations().end(first.situation()).orElse(until))
              : last.issuedAt();
      int line = 0;
      while (busy.getOrDefault(line, Long.MIN_VALUE) > first.issuedAt() && line < 2) {
        line++;
      }
      busy.put(line, end);
      bar(revisions, end, y + line * 5.0);
    }
  }

  private void bar(List<IssuedWarning> revisions, long end, double y) {
    IssuedWarning first = revisions.get(0);
    String tip =
        clock.second(first.issuedAt())
            + " "
            + first.headline()
            + " ("
            + Markup.count(revisions.size(), "revision")
            + ")";
    for (int i = 0; i < revisions.size(); i++) {
      IssuedWarning revision = revisions.get(i);
      long to = i + 1 < revisions.size() ? revisions.get(i + 1).issuedAt() : end;
      if (revision.warns()) {
        double width = Math.max(2, x(to) - x(revision.issuedAt()));
        svg.add("<rect x=\"%s\" y=\"%s\"", x(revision.issuedAt()), y);
        svg.add(" width=\"%s\" height=\"4\" fill=\"%s\">", width, colour(revision.priority()));
        svg.add("<title>%s</title></rect>\n", tip);
      }
    }
  }

  static String colour(String priority) {
    return COLOURS.getOrDefault(priority, "#777");
  }

  /** A triangle where it failed, a diamond where it degraded; hollow where nobody was warned. */
  private void label(LeadTable.Row row, double y) {
    Label label = row.label();
    double x = x(label.at());
    boolean failed = label.kind() == Label.Kind.FAIL;
    svg.add("<path d=\"M%s %s", x, y - 7);
    svg.add("%s\"", failed ? "l7 12h-14z" : "l6 6l-6 6l-6 -6z");
    svg.add(
        " fill=\"%s\" stroke=\"%s\" stroke-width=\"1.6\">",
        row.hit() ? "#222" : "#fff", row.hit() ? "#222" : "#c00018");
    String what = label.text() == null ? label.sector() : label.text();
    String told =
        row.lead().map(lead -> "warned " + Clock.span(lead) + " before").orElse("not warned");
    svg.add("<title>%s</title></path>\n", clock.minute(label.at()) + " " + what + " — " + told);
  }

  private double x(long time) {
    return LEFT + (RIGHT - LEFT) * (time - from) / (double) (until - from);
  }
}
