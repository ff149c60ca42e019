// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.config;

import java.util.LinkedHashSet;
import java.util.Set;
import org.hamon.topology.Asset;
import org.hamon.topology.Topology;

/** The sectors of a topology, without the cost of a graph of it. */
final class Sectors {

  private Sectors() {}

  /** The same as {@link org.hamon.topology.Graph#sectors}. {@code O(1)} in the assets. */
  static Set<String> of(Topology topology) {
    Set<String> all = new LinkedHashSet<>(Topology.TEN_SECTORS);
    all.addAll(topology.sectors());
    all.add(Asset.PROVIDER);
    all.add(Asset.AREA);
    return all;
  }
}
