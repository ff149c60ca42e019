// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay.scoring;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How well the warnings of a run met what is known to have happened, in numbers (contract, section
 * 5). Those that need outcomes of every forecast or the cost of each pattern are not in it yet.
 */
public final class Scorecard {
  private static final long WINDOW = Duration.ofMinutes(10).toMillis();
  private static final int FLOOD = 10;
  private static final List<String> COUNTED = List.of("P1", "P2");

  private Scorecard() {}

  /** The scorecard as JSON. */
  public static ObjectNode of(
      Collection<Label> labels,
      Collection<IssuedWarning> warnings,
      SituationEnds situations,
      LeadTable table) {
    ObjectNode card = JsonNodeFactory.instance.objectNode();
    card.put("incidents", labels.stream().map(Label::incident).distinct().count());
    card.put("situations", situations.count());
    int rows = table.rows().size();
    double recall = rows == 0 ? 0 : table.hits() / (double) rows;
    double precision = precision(labels, warnings, table);
    card.put("recall", rounded(recall));
    card.put("precision", rounded(precision));
    double sum = recall + precision;
    card.put("f1", rounded(sum == 0 ? 0 : 2 * recall * precision / sum));
    card.set("leadMinutes", leads(table.rows()));
    ObjectNode perSector = card.putObject("perSector");
    Map<String, List<LeadTable.Row>> bySector =
        table.rows().stream()
            .collect(
                Collectors.groupingBy(
                    row -> row.label().sector(), TreeMap::new, Collectors.toList()));
    bySector.forEach(
        (sector, its) -> {
          ObjectNode node = perSector.putObject(sector);
          node.put("labels", its.size());
          node.put("hits", its.stream().filter(LeadTable.Row::hit).count());
          node.set("leadMinutes", leads(its));
        });
    card.put("warnings", warnings.stream().filter(w -> w.type().equals("alert")).count());
    card.set("perPosition10min", load(warnings));
    ObjectNode priorities = card.putObject("priorities");
    Map<String, String> last = new TreeMap<>();
    warnings.stream()
        .sorted(IssuedWarning.ORDER)
        .filter(IssuedWarning::warns)
        .forEach(warning -> last.put(warning.id(), warning.priority()));
    for (String priority : new TreeSet<>(last.values())) {
      long its = last.values().stream().filter(priority::equals).count();
      priorities.put(priority, rounded(its / (double) last.size()));
    }
    return card;
  }

  /** Hit pairs of situation and sector over all that were alerted at P1 or P2. */
  private static double precision(
      Collection<Label> labels, Collection<IssuedWarning> warnings, LeadTable table) {
    Set<String> judged = labels.stream().map(Label::sector).collect(Collectors.toSet());
    Set<String> alerted = new HashSet<>();
    for (IssuedWarning warning : warnings) {
      if (warning.warns()
          && COUNTED.contains(warning.priority())
          && judged.contains(warning.sector())) {
        alerted.add(warning.situation() + "/" + warning.sector());
      }
    }
    Set<String> hit = new HashSet<>();
    for (LeadTable.Row row : table.rows()) {
      row.first().ifPresent(warning -> hit.add(warning.situation() + "/" + warning.sector()));
    }
    hit.retainAll(alerted);
    return alerted.isEmpty() ? 0 : hit.size() / (double) alerted.size();
  }

  private static ObjectNode leads(List<LeadTable.Row> rows) {
    List<Long> millis =
        rows.stream().flatMap(row -> row.lead().stream()).map(Duration::toMillis).sorted().toList();
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    for (int percent : List.of(10, 50, 90)) {
      String key = "p" + percent;
      if (millis.isEmpty()) {
        node.putNull(key);
      } else {
        // The nearest rank.
        int rank = (int) Math.ceil(percent / 100.0 * millis.size());
        node.put(key, rounded(millis.get(Math.max(0, rank - 1)) / 60_000.0));
      }
    }
    return node;
  }

  /** New warnings by sector and clock interval of ten minutes, where there is any. */
  private static ObjectNode load(Collection<IssuedWarning> warnings) {
    Map<String, Integer> perInterval = new HashMap<>();
    for (IssuedWarning warning : warnings) {
      if (warning.type().equals("alert")) {
        perInterval.merge(
            warning.sector() + "/" + Math.floorDiv(warning.issuedAt(), WINDOW), 1, Integer::sum);
      }
    }
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    int total = perInterval.values().stream().mapToInt(Integer::intValue).sum();
    node.put("mean", perInterval.isEmpty() ? 0 : rounded(total / (double) perInterval.size()));
    node.put(
        "max",
        LeadTable.mostNewWarnings(warnings).values().stream()
            .mapToInt(Integer::intValue)
            .max()
            .orElse(0));
    long floods = perInterval.values().stream().filter(n -> n > FLOOD).count();
    node.put(
        "floodShare", perInterval.isEmpty() ? 0 : rounded(floods / (double) perInterval.size()));
    return node;
  }

  private static double rounded(double value) {
    return Math.round(value * 10_000) / 10_000.0;
  }
}
