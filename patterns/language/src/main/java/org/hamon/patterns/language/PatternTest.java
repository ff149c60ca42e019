// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.language;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.List;
import org.hamon.topology.AssetState;
import org.hamon.topology.Topology;
import org.jspecify.annotations.Nullable;

/**
 * A test that stands in a pattern's file.
 *
 * @param expect all matches
 */
public record PatternTest(
    String name, Topology topology, List<Event> events, List<Expected> expect) {

  public PatternTest {
    requireNonNull(name, "name");
    requireNonNull(topology, "topology");
    events = List.copyOf(events);
    expect = List.copyOf(expect);
  }

  /**
   * A change that the test feeds. All assets start normal.
   *
   * @param at milliseconds since the test's midnight
   * @param state null for a condition
   * @param condition null for a state
   */
  public record Event(
      long at,
      String asset,
      @Nullable AssetState state,
      @Nullable String condition,
      boolean on,
      Cause cause)
      implements Serializable {}

  /**
   * A match that the test wants; null for what it does not compare.
   *
   * @param at milliseconds since the test's midnight
   * @param members in any order
   */
  public record Expected(
      @Nullable Long at,
      @Nullable Long start,
      @Nullable String root,
      @Nullable List<String> members)
      implements Serializable {}
}
