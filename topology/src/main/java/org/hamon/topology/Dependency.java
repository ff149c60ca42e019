// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A directed dependency, from provider to dependent.
 *
 * @param group providers of one dependent in one group stand in for each other; null: a group of
 *     its own. Different groups are all required.
 * @param needs how many of the group must serve, at least 1
 * @param strength chance that the dependent is hit once the buffer is empty, 0 to 1
 * @param buffer null for none
 * @param manualRestart the dependent does not come back by itself when the provider does
 * @param recoveryMillis how long the dependent takes to come back once the provider did
 */
public record Dependency(
    String id,
    String provider,
    String dependent,
    DependencyType type,
    @Nullable String group,
    int needs,
    double strength,
    @Nullable Buffer buffer,
    Trigger trigger,
    boolean manualRestart,
    long recoveryMillis) {

  public Dependency {
    requireNonNull(id, "id");
    requireNonNull(provider, "provider");
    requireNonNull(dependent, "dependent");
    requireNonNull(type, "type");
    requireNonNull(trigger, "trigger");
  }
}
