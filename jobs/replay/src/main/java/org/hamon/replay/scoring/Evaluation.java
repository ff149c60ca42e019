// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay.scoring;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.hamon.patterns.engine.PatternCost;
import org.hamon.topology.Graph;

/**
 * All that is known of a run over history once its outputs are read: what the scorecard and the
 * report say.
 *
 * @param records read
 * @param costs by pattern and version, {@code id@version}
 * @param falseCalms who was told that it is over, and was hit within the hour
 * @param baselines simpler ways to warn over the same failures
 */
public record Evaluation(
    List<Label> labels,
    List<IssuedWarning> warnings,
    SituationEnds situations,
    List<AssetFailure> failures,
    Forecasts forecasts,
    long records,
    Map<String, PatternCost> costs,
    Score score,
    List<FalseCalm> falseCalms,
    Map<Baseline, Score> baselines) {

  /**
   * The lines of the outputs of a run.
   *
   * @param warnings and {@code situations}, {@code assetStates}: in their order
   */
  public record Outputs(
      Collection<String> warnings,
      Collection<String> situations,
      Collection<String> assetStates,
      long records,
      Map<String, PatternCost> costs) {}

  public Evaluation {
    labels = List.copyOf(labels);
    warnings = List.copyOf(warnings);
    failures = List.copyOf(failures);
    falseCalms = List.copyOf(falseCalms);
    costs = new TreeMap<>(costs);
    baselines = new EnumMap<>(baselines);
  }

  /**
   * Reads the outputs and compares them to what happened.
   *
   * @param buffered whether something buffers the sector of a label against its providers
   */
  public static Evaluation of(
      List<Label> labels, Outputs outputs, Graph graph, Predicate<Label> buffered) {
    List<IssuedWarning> warnings = outputs.warnings().stream().map(IssuedWarning::parse).toList();
    SituationEnds situations = new SituationEnds();
    Forecasts forecasts =
        new Forecasts(asset -> graph.asset(asset).filter(a -> a.everyMillis() > 0).isPresent());
    for (String line : outputs.situations()) {
      situations.take(line);
      forecasts.take(line);
    }
    List<AssetFailure> failures = AssetFailure.of(outputs.assetStates());
    Map<Baseline, Score> baselines = new EnumMap<>(Baseline.class);
    for (Baseline baseline : Baseline.values()) {
      baselines.put(baseline, baseline.score(labels, failures, graph, buffered));
    }
    return new Evaluation(
        labels,
        warnings,
        situations,
        failures,
        forecasts,
        outputs.records(),
        outputs.costs(),
        Score.of(labels, warnings, situations, buffered),
        FalseCalm.among(warnings, situations, failures, graph),
        baselines);
  }

  /** Records read for each new warning. */
  public double compression() {
    return records / (double) Math.max(1, score.warnings());
  }

  /**
   * How many labels were hit by a warning that named the pattern, {@code id@version}, before or
   * when it happened.
   */
  public long hits(String pattern) {
    return score.table().rows().stream()
        .filter(row -> row.first().filter(first -> names(first, row, pattern)).isPresent())
        .count();
  }

  private boolean names(IssuedWarning first, LeadTable.Row row, String pattern) {
    return warnings.stream()
        .anyMatch(
            revision ->
                revision.id().equals(first.id())
                    && revision.issuedAt() <= Math.max(row.label().at(), first.issuedAt())
                    && revision.patterns().contains(pattern));
  }

  /** Patterns with their versions that matched or cost anything. */
  public Collection<String> patterns() {
    TreeSet<String> patterns = new TreeSet<>(costs.keySet());
    warnings.forEach(warning -> patterns.addAll(warning.patterns()));
    return patterns;
  }

  /** What a pattern cost; nothing if the run does not say. */
  public PatternCost cost(String pattern) {
    return costs.getOrDefault(pattern, PatternCost.NONE);
  }
}
