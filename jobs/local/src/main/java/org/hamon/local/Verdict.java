// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.hamon.replay.scoring.Buffers;
import org.hamon.replay.scoring.Evaluation;
import org.hamon.replay.scoring.IssuedWarning;
import org.hamon.replay.scoring.Label;
import org.hamon.replay.scoring.LeadTable;
import org.hamon.replay.scoring.SituationEnds;
import org.hamon.topology.Graph;
import org.jspecify.annotations.Nullable;

/**
 * How a run stands against the record: who was warned in time, in how many situations, and how
 * often a sector's phone rang.
 *
 * @param mostNewWarnings within any ten minutes, by sector
 */
record Verdict(LeadTable leads, int situations, int merged, Map<String, Integer> mostNewWarnings) {
  private static final int FLOOD = 10;
  private static final int ROWS_THAT_MAY_BE_MISSED = 2;
  private static final int WIDTH = 58;

  /** What was said of what happened on that topology. */
  static Verdict of(
      List<Label> labels, List<IssuedWarning> warnings, SituationEnds situations, Graph topology) {
    return new Verdict(
        LeadTable.of(labels, warnings, situations, label -> Buffers.of(topology, label)),
        situations.count(),
        situations.merged(),
        LeadTable.mostNewWarnings(warnings));
  }

  /** Of a run over history. */
  static Verdict of(Evaluation run) {
    return new Verdict(
        run.score().table(),
        run.situations().count(),
        run.situations().merged(),
        LeadTable.mostNewWarnings(run.warnings()));
  }

  /**
   * Whether all rows but two were warned of in time, in one situation, without a flood; where
   * nothing happened, whether nobody was warned.
   */
  boolean isGood() {
    if (leads.rows().isEmpty()) {
      return situations == 0 && mostWarnings() == 0;
    }
    return leads.hits() >= leads.rows().size() - ROWS_THAT_MAY_BE_MISSED
        && situations <= 1
        && mostWarnings() <= FLOOD;
  }

  /** One line for each thing that happened. */
  List<String> table(EventTime clock) {
    if (leads.rows().isEmpty()) {
      return List.of();
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "happened, " + clock.zoneName(),
            "sector",
            "kind",
            "first warned",
            "lead",
            "in time",
            "what the record says"));
    for (LeadTable.Row row : leads.rows()) {
      Label label = row.label();
      rows.add(
          List.of(
              clock.localMinute(label.at()),
              label.sector(),
              label.kind().name().toLowerCase(Locale.ROOT),
              row.first().map(warning -> clock.local(warning.issuedAt())).orElse("-"),
              row.lead().map(Text::duration).orElse("-"),
              row.hit() ? "yes" : "NO",
              Text.cut(label.text() == null ? "" : label.text(), WIDTH)));
    }
    return Text.table(rows);
  }

  /** In a few sentences. */
  List<String> summary() {
    List<String> lines = new ArrayList<>();
    lines.add(
        leads.rows().isEmpty()
            ? "nothing happened that anybody should be warned of"
            : leads.hits()
                + " of "
                + leads.rows().size()
                + " warned in time"
                + medianLead().map(lead -> "; median lead " + Text.duration(lead)).orElse(""));
    lines.add(
        Text.count(situations, "situation")
            + (merged > 0 ? " (" + merged + " more merged into it)" : ""));
    lines.add(
        "at most "
            + Text.count(mostWarnings(), "new warning")
            + " to one sector in any 10 minutes (limit "
            + FLOOD
            + ")");
    return lines;
  }

  /** Table and sentences, for a person: what was missed is red, and longer lines are cut. */
  void print(Console console, EventTime clock, int columns) {
    console.line("");
    table(clock).stream()
        .map(line -> Text.cut(line, columns))
        .forEach(
            line ->
                console.line(
                    Styled.of(
                        line.contains("  NO  ") ? Console.Style.RED : Console.Style.PLAIN, line)));
    console.line("");
    summary().forEach(console::line);
  }

  /** The same for a program. */
  ObjectNode json() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("good", isGood());
    node.put("warnedInTime", leads.hits());
    node.put("situations", situations);
    node.put("merged", merged);
    ObjectNode most = node.putObject("mostNewWarningsIn10Minutes");
    new TreeMap<>(mostNewWarnings).forEach(most::put);
    ArrayNode rows = node.putArray("rows");
    for (LeadTable.Row row : leads.rows()) {
      Label label = row.label();
      ObjectNode line = rows.addObject();
      line.put("at", Instant.ofEpochMilli(label.at()).toString());
      line.put("sector", label.sector());
      line.put("region", label.region());
      line.put("kind", label.kind().name().toLowerCase(Locale.ROOT));
      line.put("row", label.text());
      line.put("hit", row.hit());
      line.put("warning", row.first().map(warning -> warning.id()).orElse(null));
      line.put("firstWarned", row.first().map(w -> time(w.issuedAt())).orElse(null));
      @Nullable Double minutes = row.lead().map(lead -> lead.toSeconds() / 60.0).orElse(null);
      line.put("leadMinutes", minutes);
    }
    return node;
  }

  private int mostWarnings() {
    return mostNewWarnings.values().stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  private java.util.Optional<Duration> medianLead() {
    List<Duration> all =
        leads.rows().stream().flatMap(row -> row.lead().stream()).sorted().toList();
    return all.isEmpty()
        ? java.util.Optional.empty()
        : java.util.Optional.of(all.get((all.size() - 1) / 2));
  }

  private static String time(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }
}
