// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.analysis;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.hamon.topology.Asset;
import org.hamon.topology.Graph;

/**
 * An articulation point: without this asset what hung together falls into parts, when dependencies
 * and closed links are looked at without direction. Places (sector {@code area}) connect nothing.
 *
 * @param parts at least two, the one with the most assets first
 */
public record WeakPoint(Asset asset, List<Part> parts) {

  /** The most people cut off from the largest part first, then the most assets, then by id. */
  public static final Comparator<WeakPoint> MOST_FIRST =
      Comparator.comparingLong(WeakPoint::peopleCutOff)
          .thenComparingInt(WeakPoint::assetsCutOff)
          .reversed()
          .thenComparing(w -> w.asset().id());

  /** What still hangs together without the asset. */
  public record Part(int assets, long people, Set<String> sectors) {
    public Part {
      sectors = Collections.unmodifiableSet(new TreeSet<>(sectors));
    }
  }

  public WeakPoint {
    parts = List.copyOf(parts);
  }

  /**
   * All of them, most first. By one walk depth first (Hopcroft and Tarjan, "Efficient algorithms
   * for graph manipulation", 1973): {@code O(V sectors + E log E)}.
   */
  public static List<WeakPoint> of(Graph graph) {
    return new WeakPointSearch(graph).run();
  }

  /** People of all parts but the largest. */
  public long peopleCutOff() {
    return parts.stream().skip(1).mapToLong(Part::people).sum();
  }

  /** Assets of all parts but the largest. */
  public int assetsCutOff() {
    return parts.stream().skip(1).mapToInt(Part::assets).sum();
  }

  /** Sectors of all parts but the largest. */
  public Set<String> sectorsCutOff() {
    Set<String> sectors = new TreeSet<>();
    parts.stream().skip(1).forEach(part -> sectors.addAll(part.sectors()));
    return sectors;
  }

  /** Whether it parts one sector from another: more than its own sector is cut off. */
  public boolean isAcrossSectors() {
    Set<String> cutOff = sectorsCutOff();
    return cutOff.size() > 1 || !cutOff.contains(asset.sector());
  }
}
