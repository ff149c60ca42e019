// SPDX-License-Identifier: Apache-2.0
package org.hamon.benchmark.cep;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.hamon.benchmark.Machine;
import org.hamon.benchmark.Spread;

/** What was measured, for people and for programs. */
record CepResult(Machine machine, String setup, List<Cell> cells, List<StormFigure> storms) {

  CepResult {
    cells = List.copyOf(cells);
    storms = List.copyOf(storms);
  }

  /** Tables, and what they come to. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("Patterns: " + setup);
    lines.add(machine.text());
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT,
            "%-7s %8s  %-25s %12s %23s %8s %12s %8s %11s",
            "stream",
            "patterns",
            "contender",
            "symptoms/s",
            "(min .. max)",
            "us/CPU",
            "symptoms",
            "seconds",
            "checkpoints"));
    for (Cell cell : cells) {
      for (Contender contender : Contender.values()) {
        if (cell.has(contender)) {
          lines.add(line(cell, contender));
        }
      }
      lines.add(compared(cell));
    }
    lines.add("");
    for (StormFigure storm : storms) {
      lines.add(line(storm));
    }
    lines.add("");
    lines.add(
        "Each contender ran for its time, so each took another number of symptoms from the beginning"
            + " of the same stream. The slow ones saw only its beginning, where little is open: that"
            + " is in their favour.");
    Goal.of(cells, storms).forEach(goal -> lines.add(goal.line()));
    return lines;
  }

  private static String line(Cell cell, Contender contender) {
    Spread rate = cell.rate(contender);
    Run last = cell.of(contender).get(cell.of(contender).size() - 1);
    return String.format(
        Locale.ROOT,
        "%-7s %8d  %-25s %,12.0f %23s %8.1f %,12d %8.1f %11s",
        word(cell.kind()),
        cell.patterns(),
        contender.text(),
        rate.median(),
        String.format(Locale.ROOT, "(%,.0f .. %,.0f)", rate.min(), rate.max()),
        cell.cpuMicros(contender).median(),
        last.symptoms(),
        last.seconds(),
        contender.isHost() ? last.checkpoints() : "-");
  }

  private static String compared(Cell cell) {
    return String.format(
        Locale.ROOT,
        "%-7s %8d  same matches: %,d by all contenders, %,d by the two that came furthest",
        word(cell.kind()),
        cell.patterns(),
        cell.comparedByAll(),
        cell.comparedByTwo());
  }

  private static String line(StormFigure storm) {
    return String.format(
        Locale.ROOT,
        "storm: %,d first stages at one root, then one that completes: %s%s: %.2f s (%.2f .. %.2f)",
        storm.firstStages(),
        storm.contender().text(),
        storm.bound() == 0
            ? ""
            : String.format(Locale.ROOT, ", at most %,d partial matches", storm.bound()),
        storm.seconds().median(),
        storm.seconds().min(),
        storm.seconds().max());
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** The same as one JSON object. */
  String json() {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode all = mapper.createObjectNode().put("benchmark", "cep");
    all.putPOJO("machine", machine);
    all.put("setup", setup);
    ArrayNode rows = all.putArray("cells");
    for (Cell cell : cells) {
      ObjectNode row = rows.addObject();
      row.put("stream", word(cell.kind())).put("patterns", cell.patterns());
      row.put("matchesComparedByAll", cell.comparedByAll());
      row.put("matchesComparedByTwo", cell.comparedByTwo());
      ObjectNode contenders = row.putObject("contenders");
      for (Contender contender : Contender.values()) {
        if (cell.has(contender)) {
          ObjectNode one = contenders.putObject(word(contender));
          one.putPOJO("symptomsPerSecond", cell.rate(contender));
          one.putPOJO("cpuMicrosPerSymptom", cell.cpuMicros(contender));
          ArrayNode runs = one.putArray("runs");
          for (Run run : cell.of(contender)) {
            runs.addObject()
                .put("symptoms", run.symptoms())
                .put("seconds", run.seconds())
                .put("checkpoints", run.checkpoints())
                .put("matches", run.told().count(run.upTo()));
          }
        }
      }
    }
    all.putPOJO("storms", storms);
    ArrayNode goals = all.putArray("goals");
    for (Goal goal : Goal.of(cells, storms)) {
      goals
          .addObject()
          .put("what", goal.what())
          .put("measured", goal.measured())
          .put("limit", goal.limit())
          .put("met", goal.isMet());
    }
    return mapper.valueToTree(all).toString();
  }
}
