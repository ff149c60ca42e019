// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance.oracle;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What exists in a small world and what hangs on what. Times are milliseconds. */
public record Plan(List<Asset> assets, List<Dependency> dependencies, List<Link> links) {

  public Plan {
    assets = List.copyOf(assets);
    dependencies = List.copyOf(dependencies);
    links = List.copyOf(links);
  }

  /**
   * An asset.
   *
   * @param mute it never says anything, whatever becomes of it
   * @param every it is expected to be heard at least this often; 0 if nobody expects that
   */
  public record Asset(String id, String sector, boolean source, boolean mute, long every) {}

  /**
   * The dependent needs the provider.
   *
   * @param needs how many of the group must serve
   * @param buffer how long the dependent holds out
   * @param strength chance that it is hit then
   * @param condition what at the provider starts the buffer; null: that it does not serve
   * @param manual whether the dependent stays out once it was hit
   */
  public record Dependency(
      String id,
      String provider,
      String dependent,
      String group,
      int needs,
      Spread buffer,
      double strength,
      @Nullable String condition,
      boolean manual) {}

  /** Three quantiles of a duration, all equal if it is fixed. */
  public record Spread(long p10, long p50, long p90) {
    static Spread fixed(long millis) {
      return new Spread(millis, millis, millis);
    }

    boolean isFixed() {
      return p10 == p90;
    }
  }

  /** Service passes between two assets of one network. */
  public record Link(String id, String a, String b) {}

  Asset asset(String id) {
    return assets.stream().filter(asset -> asset.id().equals(id)).findFirst().orElseThrow();
  }

  /** Whether anything can feel that this asset is out. */
  boolean feeds(String asset) {
    return dependencies.stream().anyMatch(dependency -> dependency.provider().equals(asset))
        || isLinked(asset);
  }

  boolean isLinked(String asset) {
    return links.stream().anyMatch(link -> link.a().equals(asset) || link.b().equals(asset));
  }

  /** Itself and all whose loss can be felt there, over dependencies and links. */
  Set<String> upstreamOf(String asset) {
    Set<String> found = new TreeSet<>(Set.of(asset));
    Deque<String> ahead = new ArrayDeque<>(found);
    while (!ahead.isEmpty()) {
      String here = ahead.remove();
      Set<String> next = new TreeSet<>();
      dependencies.stream()
          .filter(dependency -> dependency.dependent().equals(here))
          .forEach(dependency -> next.add(dependency.provider()));
      links.stream().filter(link -> link.a().equals(here)).forEach(link -> next.add(link.b()));
      links.stream().filter(link -> link.b().equals(here)).forEach(link -> next.add(link.a()));
      next.stream().filter(found::add).forEach(ahead::add);
    }
    return found;
  }
}
