// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay.scoring;

import java.util.Optional;
import org.hamon.topology.Dependency;
import org.hamon.topology.Graph;

/** Whether what a label speaks of is buffered against what it depends on. */
public final class Buffers {
  private Buffers() {}

  /** Whether a dependency of some asset of the label's sector and region has a buffer. */
  public static boolean of(Graph topology, Label label) {
    return topology.dependencies().stream()
        .filter(dependency -> dependency.buffer() != null)
        .map(Dependency::dependent)
        .map(topology::asset)
        .flatMap(Optional::stream)
        .anyMatch(
            asset ->
                asset.sector().equals(label.sector())
                    && (label.region() == null || label.region().equals(asset.region())));
  }
}
