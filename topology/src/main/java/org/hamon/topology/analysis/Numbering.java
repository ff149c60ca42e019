// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.analysis;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hamon.topology.Asset;
import org.hamon.topology.Graph;

/** The assets of a graph, numbered from 0 in the order of their ids. {@code O(V)} to make. */
final class Numbering {

  private final List<Asset> assets;
  private final Map<String, Integer> numbers = new HashMap<>();

  private Numbering(List<Asset> assets) {
    this.assets = assets;
    for (Asset asset : assets) {
      numbers.put(asset.id(), numbers.size());
    }
  }

  static Numbering of(Graph graph) {
    return new Numbering(List.copyOf(graph.assets()));
  }

  int size() {
    return assets.size();
  }

  Asset asset(int number) {
    return assets.get(number);
  }

  /** The number of an asset of the graph. */
  int of(String asset) {
    return requireNonNull(numbers.get(asset));
  }
}
