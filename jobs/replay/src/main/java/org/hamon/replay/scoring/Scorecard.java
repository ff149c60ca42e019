// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay.scoring;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hamon.patterns.engine.PatternCost;

/**
 * How a run stands against what happened, in the form of the contract, section 5. Equal runs give
 * equal bytes.
 */
public final class Scorecard {

  private Scorecard() {}

  /** The scorecard as JSON. */
  public static ObjectNode of(Evaluation run) {
    Score score = run.score();
    ObjectNode card = JsonNodeFactory.instance.objectNode();
    card.put("incidents", run.labels().stream().map(Label::incident).distinct().count());
    card.put("situations", run.situations().count());
    card.put("recall", rounded(score.recall()));
    card.put("recallStanding", rounded(score.standingRecall()));
    card.put("precision", rounded(score.precision()));
    card.put("f1", rounded(score.f1()));
    card.set("leadMinutes", leads(score.table().rows()));
    card.set("perSector", perSector(score));
    card.put("warnings", score.warnings());
    card.set("perPosition10min", load(score));
    card.set("priorities", priorities(run.warnings()));
    card.put("compression", rounded(run.compression()));
    card.set("patternCost", patternCost(run));
    put(card, "brier", run.forecasts().brier());
    put(card, "brierOfFirst", run.forecasts().brierOfFirst());
    put(card, "brierOfClimatology", run.forecasts().brierOfClimatology());
    card.put("falseCalm", run.falseCalms().size());
    card.put("calmTakenBack", FalseCalm.takenBack(run.warnings()));
    card.set("reliability", reliability(run.forecasts()));
    ObjectNode baselines = card.putObject("baselines");
    run.baselines()
        .forEach(
            (baseline, its) -> baselines.set(baseline.name().toLowerCase(Locale.ROOT), brief(its)));
    return card;
  }

  private static ObjectNode perSector(Score score) {
    ObjectNode perSector = JsonNodeFactory.instance.objectNode();
    Map<String, List<LeadTable.Row>> bySector =
        score.table().rows().stream()
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
    return perSector;
  }

  private static ObjectNode leads(List<LeadTable.Row> rows) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    for (int percent : List.of(10, 50, 90)) {
      put(node, "p" + percent, leadMinutes(rows, percent));
    }
    return node;
  }

  /** The nearest rank; empty where nothing was warned of. */
  public static OptionalDouble leadMinutes(List<LeadTable.Row> rows, int percent) {
    List<Long> millis =
        rows.stream().flatMap(row -> row.lead().stream()).map(Duration::toMillis).sorted().toList();
    if (millis.isEmpty()) {
      return OptionalDouble.empty();
    }
    int rank = (int) Math.ceil(percent / 100.0 * millis.size());
    return OptionalDouble.of(millis.get(Math.max(0, rank - 1)) / 60_000.0);
  }

  private static ObjectNode load(Score score) {
    Collection<Score.Load> loads = score.loads().values();
    int intervals = loads.stream().mapToInt(Score.Load::intervals).sum();
    int floods = loads.stream().mapToInt(Score.Load::floods).sum();
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("mean", intervals == 0 ? 0 : rounded(score.warnings() / (double) intervals));
    node.put("max", score.mostWarnings());
    node.put("floodShare", intervals == 0 ? 0 : rounded(floods / (double) intervals));
    return node;
  }

  /** Of each warning that of its alert, which is what makes somebody look up. */
  private static ObjectNode priorities(Collection<IssuedWarning> warnings) {
    Map<String, String> first = new TreeMap<>();
    warnings.stream()
        .sorted(IssuedWarning.ORDER)
        .filter(IssuedWarning::warns)
        .forEach(warning -> first.putIfAbsent(warning.id(), warning.priority()));
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    for (String priority : new TreeSet<>(first.values())) {
      long its = first.values().stream().filter(priority::equals).count();
      node.put(priority, rounded(its / (double) first.size()));
    }
    return node;
  }

  private static ObjectNode patternCost(Evaluation run) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    for (String pattern : run.patterns()) {
      PatternCost cost = run.cost(pattern);
      node.putObject(pattern)
          .put("matches", cost.matches())
          .put("openMinutes", rounded(cost.openMinutes()))
          .put("hits", run.hits(pattern));
    }
    return node;
  }

  private static ArrayNode reliability(Forecasts forecasts) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (Forecasts.Bin bin : forecasts.bins()) {
      array
          .addObject()
          .put("from", bin.from())
          .put("to", bin.to())
          .put("forecasts", rounded(bin.forecasts()))
          .put("told", rounded(bin.told()))
          .put("happened", rounded(bin.happened()));
    }
    return array;
  }

  private static ObjectNode brief(Score score) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("recall", rounded(score.recall()));
    node.put("precision", rounded(score.precision()));
    node.put("f1", rounded(score.f1()));
    node.set("leadMinutes", leads(score.table().rows()));
    node.put("warnings", score.warnings());
    node.set("perPosition10min", load(score));
    return node;
  }

  private static void put(ObjectNode node, String key, OptionalDouble value) {
    if (value.isPresent()) {
      node.put(key, rounded(value.getAsDouble()));
    } else {
      node.putNull(key);
    }
  }

  private static double rounded(double value) {
    return Math.round(value * 10_000) / 10_000.0;
  }
}
