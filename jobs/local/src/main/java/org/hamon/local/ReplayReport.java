// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hamon.correlation.Output;
import org.hamon.local.report.ReportPage;
import org.hamon.patterns.engine.PatternCost;
import org.hamon.replay.scoring.Buffers;
import org.hamon.replay.scoring.Evaluation;
import org.hamon.replay.scoring.Label;
import org.hamon.replay.scoring.LeadTable;
import org.hamon.replay.scoring.Scorecard;
import org.hamon.replay.scoring.SituationEnds;
import org.hamon.topology.Graph;
import org.jspecify.annotations.Nullable;

/** What a replay came to: a table, the scorecard, a page. */
final class ReplayReport {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Console console;
  private final Path out;
  private final boolean json;

  /**
   * @param json one object instead of lines
   */
  ReplayReport(Console console, Path out, boolean json) {
    this.console = console;
    this.out = out;
    this.json = json;
  }

  /**
   * Reads the outputs, scores them if it is known what happened, and prints what they come to.
   *
   * @param seconds that the replay took
   */
  void tell(List<Label> known, Graph graph, Map<String, PatternCost> costs, double seconds)
      throws IOException {
    List<ObjectNode> books = new ArrayList<>();
    for (String line : lines(Output.BOOKS)) {
      JsonNode node = JSON.readTree(line);
      if (node instanceof ObjectNode object) {
        books.add(object);
      }
    }
    long records = books.stream().mapToLong(book -> book.path("in").asLong()).sum();
    Evaluation evaluation =
        Evaluation.of(
            known,
            new Evaluation.Outputs(
                lines(Output.WARNINGS),
                lines(Output.SITUATIONS),
                lines(Output.ASSET_STATE),
                records,
                costs),
            graph,
            label -> Buffers.of(graph, label));
    Map<String, Integer> perSector = new TreeMap<>();
    evaluation.score().loads().forEach((sector, load) -> perSector.put(sector, load.warnings()));
    SituationEnds situations = evaluation.situations();

    Verdict verdict = null;
    if (!known.isEmpty()) {
      verdict = Verdict.of(evaluation);
      write("scorecard.json", Scorecard.of(evaluation).toPrettyString() + "\n");
      write("report.html", ReportPage.html(evaluation, EventTime.of(known).zone()));
    }
    if (json) {
      printJson(books, perSector, situations, records, seconds, verdict);
    } else {
      print(books, perSector, evaluation, seconds, verdict);
    }
  }

  private void print(
      List<ObjectNode> books,
      Map<String, Integer> perSector,
      Evaluation evaluation,
      double seconds,
      @Nullable Verdict verdict)
      throws IOException {
    List<String> columns = List.of("in", "used", "late", "repeated", "deadLettered", "waiting");
    List<List<String>> rows = new ArrayList<>();
    rows.add(Stream.concat(Stream.of("input"), columns.stream()).toList());
    for (ObjectNode book : books) {
      List<String> row = new ArrayList<>(List.of(book.path("input").asText()));
      columns.forEach(
          column -> row.add(String.format(Locale.ROOT, "%,d", book.path(column).asLong())));
      rows.add(row);
    }
    Text.table(rows).forEach(console::line);
    SituationEnds situations = evaluation.situations();
    long records = evaluation.records();
    console.line("");
    console.line(
        Text.count(situations.count(), "situation")
            + (situations.merged() > 0
                ? " (" + situations.merged() + " more merged into them)"
                : ""));
    int width = perSector.keySet().stream().mapToInt(String::length).max().orElse(0);
    perSector.forEach(
        (sector, n) ->
            console.line(Text.pad(sector, Math.max(11, width)) + " " + Text.count(n, "warning")));
    if (verdict != null) {
      EventTime clock =
          EventTime.of(verdict.leads().rows().stream().map(LeadTable.Row::label).toList());
      verdict.print(console, clock, Integer.MAX_VALUE);
      Ending.of(lines(Output.SITUATIONS), evaluation.warnings()).text(clock).forEach(console::line);
      int falseCalms = evaluation.falseCalms().size();
      if (falseCalms > 0) {
        console.line(
            Text.count(falseCalms, "time")
                + " a sector was told that it is over, and was hit within the hour");
      }
    }
    console.line(
        String.format(
            Locale.ROOT,
            "%,d records in %.1f s (%,.0f/s); outputs in %s",
            records,
            seconds,
            records / seconds,
            Home.shown(out)));
  }

  private void printJson(
      List<ObjectNode> books,
      Map<String, Integer> perSector,
      SituationEnds situations,
      long records,
      double seconds,
      @Nullable Verdict verdict) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("records", records);
    node.put("seconds", Math.round(seconds * 1_000) / 1_000.0);
    node.put("readingsPerSecond", Math.round(records / seconds));
    ArrayNode array = node.putArray("books");
    books.forEach(array::add);
    ObjectNode sectors = node.putObject("warnings");
    perSector.forEach(sectors::put);
    node.put("situations", situations.count());
    node.put("out", out.toString());
    if (verdict != null) {
      node.set("leads", verdict.json());
    }
    console.line(node.toString());
  }

  /** Not there before it is whole. */
  private void write(String name, String content) throws IOException {
    Path part = out.resolve("." + name + ".part");
    Files.writeString(part, content);
    Files.move(part, out.resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }

  private List<String> lines(String stream) throws IOException {
    Path file = out.resolve(stream + ".jsonl");
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }
}
