// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay.scoring;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * For each thing that is known to have happened: when its sector was first warned of it, if in
 * time. The rule is that of the contract, section 5: a warning of a situation still open then, to
 * that sector and region, at most 72 h before and at most 10 s after; 2 min after for a degradation
 * of a sector that has no buffers.
 */
public final class LeadTable {
  private static final long EARLIEST = Duration.ofDays(3).toMillis();
  private static final long TOLERANCE = Duration.ofSeconds(10).toMillis();
  private static final long TOLERANCE_WITHOUT_BUFFER = Duration.ofMinutes(2).toMillis();
  private static final long FLOOD_WINDOW = Duration.ofMinutes(10).toMillis();

  private final List<Row> rows;

  /**
   * A label and the warning that met it.
   *
   * @param first the first warning that hits the label; empty if none does
   * @param standing whether one that hits it still warned when it happened: its last revision by
   *     then did not say that nothing is left to expect
   */
  public record Row(Label label, Optional<IssuedWarning> first, boolean standing) {
    public boolean hit() {
      return first.isPresent();
    }

    /** How long before it happened the warning was issued; negative: after. Empty on a miss. */
    public Optional<Duration> lead() {
      return first.map(warning -> Duration.ofMillis(label.at() - warning.issuedAt()));
    }
  }

  private LeadTable(List<Row> rows) {
    this.rows = List.copyOf(rows);
  }

  /**
   * Lines up labels and warnings.
   *
   * @param buffered whether something buffers the sector of the label against its providers
   */
  public static LeadTable of(
      Collection<Label> labels,
      Collection<IssuedWarning> warnings,
      SituationEnds situations,
      Predicate<Label> buffered) {
    List<IssuedWarning> inOrder =
        warnings.stream()
            .filter(warning -> warning.lane().equals("actual"))
            .sorted(IssuedWarning.ORDER)
            .toList();
    List<Row> rows = new ArrayList<>();
    labels.stream()
        .filter(label -> label.kind() != Label.Kind.UNAFFECTED)
        .sorted(Label.ORDER)
        .forEach(
            label -> {
              List<IssuedWarning> hits =
                  inOrder.stream()
                      .filter(w -> hits(label, w, situations, buffered.test(label)))
                      .toList();
              Map<String, Boolean> lastStands = new HashMap<>();
              hits.forEach(hit -> lastStands.put(hit.id(), !hit.standsDown()));
              rows.add(new Row(label, hits.stream().findFirst(), lastStands.containsValue(true)));
            });
    return new LeadTable(rows);
  }

  public List<Row> rows() {
    return rows;
  }

  public long hits() {
    return rows.stream().filter(Row::hit).count();
  }

  /** Rows whose warning still stood when it happened: no rule of the contract, but stricter. */
  public long standing() {
    return rows.stream().filter(Row::standing).count();
  }

  private static boolean hits(
      Label label, IssuedWarning warning, SituationEnds situations, boolean buffered) {
    long after = warning.issuedAt() - label.at();
    long tolerance =
        label.kind() == Label.Kind.DEGRADE && !buffered ? TOLERANCE_WITHOUT_BUFFER : TOLERANCE;
    return warning.warns()
        && warning.sector().equals(label.sector())
        && (label.region() == null || warning.regions().contains(label.region()))
        && after >= -EARLIEST
        && after <= tolerance
        && situations.isOpen(warning.situation(), label.at());
  }

  /**
   * The largest number of new warnings (first revisions) that one sector got within any 10 minutes
   * of event time, by sector. O(n log n).
   */
  public static Map<String, Integer> mostNewWarnings(Collection<IssuedWarning> warnings) {
    Map<String, Deque<Long>> recent = new HashMap<>();
    Map<String, Integer> most = new HashMap<>();
    warnings.stream()
        .filter(warning -> warning.type().equals("alert"))
        .sorted(IssuedWarning.ORDER)
        .forEach(
            warning -> {
              Deque<Long> window =
                  recent.computeIfAbsent(warning.sector(), unused -> new ArrayDeque<>());
              window.addLast(warning.issuedAt());
              while (window.getFirst() <= warning.issuedAt() - FLOOD_WINDOW) {
                window.removeFirst();
              }
              most.merge(warning.sector(), window.size(), Math::max);
            });
    return most;
  }
}
