// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

import org.hamon.topology.Graph;

/** The graph as of an event time. */
@FunctionalInterface
interface Graphs {
  Graph at(long time);
}
