// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.language;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.List;
import org.hamon.topology.AssetState;
import org.jspecify.annotations.Nullable;

/**
 * A change as one possible root sees it: the root itself or one of its ancestors within the hops
 * that some live pattern looks at. The event type of every compiled pattern.
 *
 * @param root the asset whose patterns this concerns
 * @param change what happened
 * @param hops length of the shortest dependency path from root to the changed asset; 0 for the root
 *     itself; -1 if there is none and the asset lies in the root area by its region alone
 * @param path ids of the dependencies on that path, root side first; the least by id among the
 *     shortest
 * @param inArea the changed asset lies in the root area: by a geographic dependency or its region
 * @param rootPeople people served by the root
 */
public record Symptom(
    String root,
    String rootSector,
    @Nullable String rootKind,
    @Nullable String rootRegion,
    long rootPeople,
    StateChange change,
    int hops,
    List<String> path,
    boolean inArea) {

  /** That of their changes. Of one root and lane no two are alike but those that are the same. */
  public static final Comparator<Symptom> ORDER =
      (left, right) -> StateChange.ORDER.compare(left.change, right.change);

  public Symptom {
    requireNonNull(root, "root");
    requireNonNull(rootSector, "rootSector");
    requireNonNull(change, "change");
    path = List.copyOf(path);
  }

  /** Whether the root itself is normal again: then its patterns are not mute any more. */
  public boolean isReturnOfRoot() {
    return hops == 0
        && !change.isCondition()
        && change.state() == AssetState.NORMAL
        && change.asset().equals(root);
  }
}
