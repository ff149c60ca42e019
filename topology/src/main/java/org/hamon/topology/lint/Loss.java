// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.lint;

import java.util.BitSet;
import org.hamon.topology.Graph;
import org.hamon.topology.GroundedService;

/**
 * What gets no service although nothing is out, by {@link GroundedService}, in the numbers of a
 * shape. {@code O((V + E) log (V + E))} to make.
 */
final class Loss {

  private final BitSet all = new BitSet();
  private final BitSet cutOff = new BitSet();

  Loss(Shape shape) {
    GroundedService atRest = GroundedService.of(Graph.of(shape.topology));
    for (int asset = 0; asset < shape.size(); asset++) {
      String id = shape.assets.get(asset).id();
      all.set(asset, !atRest.serves(id));
      cutOff.set(asset, atRest.isCutOff(id));
    }
  }

  boolean has(int asset) {
    return all.get(asset);
  }

  /** Whether it is the links that fail the asset. */
  boolean isCutOff(int asset) {
    return cutOff.get(asset);
  }

  int size() {
    return all.cardinality();
  }
}
