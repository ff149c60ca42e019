// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The dependencies of a graph by number, in columns, whether or not their ends exist. Immutable;
 * versions share ids and chunks.
 */
final class Dependencies {

  private final Ids ids;
  private final Ids assetIds;

  /** Null where a number has no dependency in this version. */
  private final Refs<Terms> terms;

  private final Refs<String> groups;
  private final Ints providers;
  private final Ints dependents;

  private Dependencies(
      Ids ids,
      Ids assetIds,
      Refs<Terms> terms,
      Refs<String> groups,
      Ints providers,
      Ints dependents) {
    this.ids = ids;
    this.assetIds = assetIds;
    this.terms = terms;
    this.groups = groups;
    this.providers = providers;
    this.dependents = dependents;
  }

  /**
   * Numbers dependencies in the order of their ids; their ends are numbered too.
   *
   * @throws IllegalArgumentException if two have the same id
   */
  static Dependencies of(List<Dependency> dependencies, Ids assetIds) {
    Dependency[] all = dependencies.toArray(Dependency[]::new);
    Arrays.sort(all, Comparator.comparing(Dependency::id));
    Map<Terms, Terms> shared = new HashMap<>();
    Map<String, String> words = new HashMap<>();
    return new Dependencies(
        Ids.of(Arrays.stream(all).map(Dependency::id).toList()),
        assetIds,
        Refs.of(all.length, i -> shared.computeIfAbsent(Terms.of(all[i]), t -> t)),
        Refs.of(
            all.length,
            i -> {
              String group = all[i].group();
              return group == null ? null : words.computeIfAbsent(group, g -> g);
            }),
        Ints.of(all.length, i -> assetIds.numbered(all[i].provider())),
        Ints.of(all.length, i -> assetIds.numbered(all[i].dependent())));
  }

  Ids ids() {
    return ids;
  }

  boolean has(int number) {
    return terms.get(number) != null;
  }

  /** The number of the asset that provides; it may not exist. */
  int provider(int number) {
    return providers.get(number);
  }

  /** The number of the asset that depends; it may not exist. */
  int dependent(int number) {
    return dependents.get(number);
  }

  /** Whether the dependency is there and both its ends are. */
  boolean isBound(int number, Assets assets) {
    return has(number) && assets.has(provider(number)) && assets.has(dependent(number));
  }

  /** The terms of a dependency that is there. */
  Terms terms(int number) {
    return requireNonNull(terms.get(number));
  }

  /** The name of the group; null for a group of its own. */
  @Nullable String group(int number) {
    return groups.get(number);
  }

  /** Whether two dependencies of one dependent are in one group. */
  boolean areOneGroup(int one, int other) {
    String group = groups.get(one);
    return one == other || (group != null && group.equals(groups.get(other)));
  }

  /** The dependency of a number that has one. */
  Dependency get(int number) {
    Terms on = terms(number);
    return new Dependency(
        ids.id(number),
        assetIds.id(provider(number)),
        assetIds.id(dependent(number)),
        on.type(),
        groups.get(number),
        on.needs(),
        on.strength(),
        on.buffer(),
        on.trigger(),
        on.manualRestart(),
        on.recoveryMillis());
  }

  /** The same with a dependency added or replaced. */
  Dependencies with(int number, Dependency dependency) {
    return new Dependencies(
        ids,
        assetIds,
        terms.with(number, Terms.of(dependency)),
        groups.with(number, dependency.group()),
        providers.with(number, assetIds.numbered(dependency.provider())),
        dependents.with(number, assetIds.numbered(dependency.dependent())));
  }

  /** The same without a dependency. */
  Dependencies without(int number) {
    return new Dependencies(ids, assetIds, terms.with(number, null), groups, providers, dependents);
  }
}
