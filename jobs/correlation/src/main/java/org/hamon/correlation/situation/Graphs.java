// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import org.hamon.topology.Graph;

/** The topology as time passes, by epoch milliseconds. */
interface Graphs {

  /** One that never changes. */
  static Graphs always(Graph graph) {
    return new Graphs() {
      @Override
      public Graph asOf(long time) {
        return graph;
      }

      @Override
      public long nextChange(long after) {
        return Long.MAX_VALUE;
      }
    };
  }

  Graph asOf(long time);

  /** When it changes first after that time; {@link Long#MAX_VALUE} if it is not known to. */
  long nextChange(long after);
}
