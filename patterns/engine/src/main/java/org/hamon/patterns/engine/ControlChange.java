// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

import static java.util.Objects.requireNonNull;

import org.hamon.topology.TopologyChange;
import org.jspecify.annotations.Nullable;

/**
 * What is broadcast to the engine: a change of the topology or of the patterns (exactly one). One
 * record for both, so that one broadcast edge carries all and the watermark is common.
 */
public record ControlChange(@Nullable TopologyChange topology, @Nullable PatternChange pattern) {

  public ControlChange {
    if ((topology == null) == (pattern == null)) {
      throw new IllegalArgumentException(
          "Expected a change of the topology or of a pattern, but got "
              + topology
              + " and "
              + pattern);
    }
  }

  /** A change of the topology. */
  public static ControlChange of(TopologyChange change) {
    return new ControlChange(change, null);
  }

  /** A change of a pattern. */
  public static ControlChange of(PatternChange change) {
    return new ControlChange(null, change);
  }

  /** Epoch milliseconds. */
  public long validFrom() {
    return topology != null ? topology.validFrom() : requireNonNull(pattern).validFrom();
  }

  /** The same change, taking effect at the time at the earliest. */
  ControlChange notBefore(long time) {
    if (validFrom() >= time) {
      return this;
    }
    if (topology != null) {
      return of(topology.from(time));
    }
    PatternChange change = requireNonNull(pattern);
    return of(new PatternChange(change.op(), time, change.id(), change.definition()));
  }

  /** Of two changes of one thing that take effect together the later to arrive counts. */
  String key() {
    if (topology == null) {
      return "PATTERN/" + requireNonNull(pattern).id() + "@" + validFrom();
    }
    String op = topology.op().name();
    String thing = topology.op().isMark() ? op : op.substring(op.indexOf('_') + 1);
    return thing + "/" + topology.id() + "/" + topology.snapshot() + "@" + validFrom();
  }
}
