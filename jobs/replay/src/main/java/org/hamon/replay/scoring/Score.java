// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay.scoring;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * How one way to warn stands against the record; by the rules of the contract, section 5.
 *
 * @param recall share of the labels that were warned of in time
 * @param precision pairs of situation and sector that hit a label, over the pairs that were told at
 *     P1 or P2, among sectors that the record says something of; a situation that another took over
 *     is part of it
 * @param loads of each sector that was told anything
 */
public record Score(
    LeadTable table, double recall, double precision, long warnings, Map<String, Load> loads) {

  private static final long WINDOW = Duration.ofMinutes(10).toMillis();
  private static final int FLOOD = 10;
  private static final Set<String> COUNTED = Set.of("P1", "P2");

  /**
   * New warnings to one sector by clock intervals of ten minutes, of those in which there is any.
   *
   * @param most within any ten minutes
   * @param floods intervals with more than ten
   */
  public record Load(int warnings, int intervals, int most, int floods) {
    /** Over the intervals. */
    public double mean() {
      return warnings / (double) intervals;
    }
  }

  public Score {
    loads = new TreeMap<>(loads);
  }

  /** Compares what was told to what happened. */
  public static Score of(
      Collection<Label> labels,
      Collection<IssuedWarning> warnings,
      SituationEnds situations,
      Predicate<Label> buffered) {
    LeadTable table = LeadTable.of(labels, warnings, situations, buffered);
    int rows = table.rows().size();
    return new Score(
        table,
        rows == 0 ? 0 : table.hits() / (double) rows,
        precision(labels, warnings, situations, table),
        warnings.stream().filter(Score::isNew).count(),
        loads(warnings));
  }

  /**
   * Recall that counts a label only if the warning still stood when it happened, rather than being
   * stood down in the meantime.
   */
  public double standingRecall() {
    int rows = table.rows().size();
    return rows == 0 ? 0 : table.standing() / (double) rows;
  }

  /** The harmonic mean of precision and recall. */
  public double f1() {
    double sum = recall + precision;
    return sum == 0 ? 0 : 2 * recall * precision / sum;
  }

  /** The largest number of new warnings to one sector within any ten minutes. */
  public int mostWarnings() {
    return loads.values().stream().mapToInt(Load::most).max().orElse(0);
  }

  private static boolean isNew(IssuedWarning warning) {
    return warning.type().equals("alert");
  }

  private static double precision(
      Collection<Label> labels,
      Collection<IssuedWarning> warnings,
      SituationEnds situations,
      LeadTable table) {
    Set<String> judged = labels.stream().map(Label::sector).collect(Collectors.toSet());
    Set<String> alerted = new HashSet<>();
    for (IssuedWarning warning : warnings) {
      if (warning.warns()
          && COUNTED.contains(warning.priority())
          && judged.contains(warning.sector())) {
        alerted.add(situations.heir(warning.situation()) + "/" + warning.sector());
      }
    }
    Set<String> hit = new HashSet<>();
    for (LeadTable.Row row : table.rows()) {
      row.first()
          .ifPresent(
              warning -> hit.add(situations.heir(warning.situation()) + "/" + warning.sector()));
    }
    hit.retainAll(alerted);
    return alerted.isEmpty() ? 0 : hit.size() / (double) alerted.size();
  }

  private static Map<String, Load> loads(Collection<IssuedWarning> warnings) {
    Map<String, Map<Long, Integer>> perSector = new HashMap<>();
    for (IssuedWarning warning : warnings) {
      if (isNew(warning)) {
        perSector
            .computeIfAbsent(warning.sector(), unused -> new HashMap<>())
            .merge(Math.floorDiv(warning.issuedAt(), WINDOW), 1, Integer::sum);
      }
    }
    Map<String, Integer> most = LeadTable.mostNewWarnings(warnings);
    Map<String, Load> loads = new TreeMap<>();
    perSector.forEach(
        (sector, intervals) -> {
          List<Integer> counts = List.copyOf(intervals.values());
          loads.put(
              sector,
              new Load(
                  counts.stream().mapToInt(Integer::intValue).sum(),
                  counts.size(),
                  most.getOrDefault(sector, 0),
                  (int) counts.stream().filter(n -> n > FLOOD).count()));
        });
    return loads;
  }
}
