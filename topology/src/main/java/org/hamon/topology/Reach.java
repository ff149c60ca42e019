// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * An asset that another one reaches, or is reached by, over dependencies.
 *
 * @param hops length of the shortest path, at least 1
 * @param path ids of the dependencies on it, provider side first; the least by id among the
 *     shortest
 */
public record Reach(String asset, int hops, List<String> path) {
  public Reach {
    requireNonNull(asset, "asset");
    path = List.copyOf(path);
  }
}
