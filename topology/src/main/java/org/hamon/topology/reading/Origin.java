// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the parts of a topology come from: the place of each in its file, in the order of the
 * topology's lists, and the evidence of its dependencies. Kept beside the topology, since nothing
 * that runs needs it.
 */
public final class Origin {

  private final Places assets;
  private final Places dependencies;
  private final Places links;
  private final Places serviceLevels;
  private final List<@Nullable String> evidence;

  Origin(
      Places assets,
      Places dependencies,
      Places links,
      Places serviceLevels,
      List<@Nullable String> evidence) {
    this.assets = assets;
    this.dependencies = dependencies;
    this.links = links;
    this.serviceLevels = serviceLevels;
    this.evidence = evidence;
  }

  /** Of a topology that comes from no file. */
  public static Origin unknown() {
    return new Origin(
        Places.none(), Places.none(), Places.none(), Places.none(), new ArrayList<>());
  }

  public Places assets() {
    return assets;
  }

  public Places dependencies() {
    return dependencies;
  }

  public Places links() {
    return links;
  }

  public Places serviceLevels() {
    return serviceLevels;
  }

  /** What the dependency at that position in the topology is known from: a citation or text. */
  public Optional<String> evidence(int dependency) {
    return dependency < evidence.size()
        ? Optional.ofNullable(evidence.get(dependency))
        : Optional.empty();
  }
}
