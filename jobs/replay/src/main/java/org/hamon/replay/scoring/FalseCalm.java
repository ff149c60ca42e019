// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay.scoring;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.hamon.topology.Graph;

/**
 * A sector was told that nothing is to be reckoned with any more, and was hit within the hour.
 *
 * <p>Told so it is by a stand-down, an all-clear or a cancel, each of them by itself. Hit it is
 * when an asset of the sector, a root of that situation or downstream of one over dependencies or
 * links, stops or becomes unusable. It was warned after all if anything that stands was told to the
 * sector after the calm and before the hit; what is told of the hit itself comes too late.
 *
 * @param calm the revision that said so
 * @param hit the first failure after it
 */
public record FalseCalm(IssuedWarning calm, AssetFailure hit) {

  static final Duration WITHIN = Duration.ofMinutes(60);

  /** All of them, in the order in which the calm was told. */
  static List<FalseCalm> among(
      Collection<IssuedWarning> warnings,
      SituationEnds situations,
      Collection<AssetFailure> failures,
      Graph graph) {
    List<IssuedWarning> inOrder =
        warnings.stream()
            .filter(warning -> warning.lane().equals("actual"))
            .sorted(IssuedWarning.ORDER)
            .toList();
    List<AssetFailure> hits = failures.stream().sorted(AssetFailure.ORDER).toList();
    List<FalseCalm> all = new ArrayList<>();
    for (int i = 0; i < inOrder.size(); i++) {
      IssuedWarning calm = inOrder.get(i);
      if (calm.calms()) {
        long until = warnedAgain(calm, inOrder.subList(i + 1, inOrder.size()));
        hitWithin(calm, until, situations, hits, graph)
            .ifPresent(hit -> all.add(new FalseCalm(calm, hit)));
      }
    }
    return List.copyOf(all);
  }

  /**
   * How many calms did not hold, whether or not anybody was hit: within the hour the same warning
   * said that there is something to reckon with again.
   */
  static int takenBack(Collection<IssuedWarning> warnings) {
    Map<String, Long> calmedAt = new HashMap<>();
    int takenBack = 0;
    for (IssuedWarning warning : warnings.stream().sorted(IssuedWarning.ORDER).toList()) {
      if (warning.calms()) {
        calmedAt.put(warning.id(), warning.issuedAt());
        continue;
      }
      Long calmed = calmedAt.remove(warning.id());
      if (calmed != null && warning.issuedAt() - calmed <= WITHIN.toMillis()) {
        takenBack++;
      }
    }
    return takenBack;
  }

  /** When the sector was told of something that stands; until then it was calmed. */
  private static long warnedAgain(IssuedWarning calm, List<IssuedWarning> later) {
    return later.stream()
        .filter(warning -> warning.sector().equals(calm.sector()) && !warning.calms())
        .mapToLong(IssuedWarning::issuedAt)
        .findFirst()
        .orElse(Long.MAX_VALUE);
  }

  private static Optional<AssetFailure> hitWithin(
      IssuedWarning calm,
      long until,
      SituationEnds situations,
      List<AssetFailure> hits,
      Graph graph) {
    long from = calm.issuedAt();
    Predicate<AssetFailure> after =
        hit ->
            hit.sector().equals(calm.sector())
                && hit.at() > from
                && hit.at() <= from + WITHIN.toMillis()
                && hit.at() <= until;
    List<AssetFailure> candidates = hits.stream().filter(after).toList();
    if (candidates.isEmpty()) {
      return Optional.empty();
    }
    Set<String> reached = Spread.from(situations.roots(calm.situation(), from), graph);
    return candidates.stream().filter(hit -> reached.contains(hit.asset())).findFirst();
  }
}
