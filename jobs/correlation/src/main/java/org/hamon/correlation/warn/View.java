// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.warn;

import static java.util.stream.Collectors.toMap;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hamon.correlation.situation.Briefing;
import org.hamon.correlation.situation.EvidenceItem;
import org.hamon.correlation.situation.Impact;
import org.hamon.correlation.situation.RootCandidate;
import org.hamon.patterns.language.Tlp;
import org.hamon.topology.AssetState;
import org.jspecify.annotations.Nullable;

/**
 * A situation as one recipient may see it: nothing that only evidence left out can tell.
 *
 * @param roots the likeliest first; never empty
 * @param impacts by asset id
 * @param advised what may be told of advisories, the newest first
 */
record View(
    Released released, List<RootCandidate> roots, List<Impact> impacts, List<Advised> advised) {

  View {
    roots = List.copyOf(roots);
    impacts = List.copyOf(impacts);
    advised = List.copyOf(advised);
  }

  /**
   * An impact that only hidden evidence confirms is shown as it was told last, and left out if it
   * was never told. A root known only by hidden evidence gives way to the next candidate; if there
   * is none, the earliest asset seen fail stands in and nothing is forecast from the hidden root.
   */
  static View of(Briefing briefing, Recipient recipient, @Nullable Told told, boolean resolution) {
    Released released = Released.of(briefing.evidence(), briefing.impacts(), recipient, resolution);
    Set<String> hidden = released.hidden();
    List<RootCandidate> roots =
        briefing.roots().stream().filter(r -> !hidden.contains(r.asset())).toList();
    boolean rootShown = !roots.isEmpty();
    Map<String, Impact> before =
        told == null
            ? Map.of()
            : told.impacts().stream()
                .filter(i -> i.status() == Impact.Status.FORECAST)
                .collect(toMap(Impact::asset, i -> i, (first, second) -> first));
    List<Impact> impacts = new ArrayList<>();
    for (Impact impact : briefing.impacts()) {
      Impact seen = impact;
      if (hidden.contains(impact.asset()) && Score.isMember(impact)) {
        seen = before.get(impact.asset());
      }
      if (seen != null && (rootShown || !Score.isForecast(seen))) {
        impacts.add(seen);
      }
    }
    impacts.sort(Comparator.comparing(Impact::asset));
    Tlp reserves =
        briefing.reserves() == null || resolution
            ? null
            : Released.outgoing(briefing.reserves(), recipient);
    List<Advised> advised = Advised.of(briefing.advisories(), recipient);
    return new View(
        released.with(Advised.label(advised)).with(reserves),
        rootShown ? roots : List.of(standIn(briefing, released)),
        impacts,
        advised);
  }

  RootCandidate root() {
    return roots.get(0);
  }

  /** Whether the root is known to be back, or on its way, by its own evidence. */
  boolean rootIsBack() {
    boolean known = false;
    for (EvidenceItem item : released.evidence()) {
      if (item.asset().equals(root().asset())) {
        known = true;
        if (item.state() != AssetState.NORMAL && item.state() != AssetState.RECOVERING) {
          return false;
        }
      }
    }
    return known;
  }

  private static RootCandidate standIn(Briefing briefing, Released released) {
    return released.evidence().stream()
        .min(Comparator.comparingLong(EvidenceItem::at).thenComparing(EvidenceItem::asset))
        .map(e -> new RootCandidate(e.asset(), e.sector(), null, 0))
        .orElse(new RootCandidate("unknown", briefing.sector(), null, 0));
  }
}
