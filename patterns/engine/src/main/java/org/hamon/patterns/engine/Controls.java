// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.hamon.patterns.compiler.CompiledPattern;
import org.hamon.topology.Graph;
import org.hamon.topology.TopologyChange;
import org.hamon.topology.TopologyRegistry;
import org.jspecify.annotations.Nullable;

/**
 * What a task knows from the broadcast: the changes of the topology and of the patterns, kept in
 * broadcast state one entry per thing and time (never cleared: the base plus these is the
 * topology), and from them the graph and the patterns as of any event time. A change takes effect
 * at its {@code validFrom}, or at the task's event time on arrival if that is later.
 */
final class Controls implements Graphs {

  static final MapStateDescriptor<String, ControlChange> STATE =
      new MapStateDescriptor<>("controls", Types.STRING, TypeInformation.of(ControlChange.class));

  private final BroadcastState<String, ControlChange> state;
  private final TopologyRegistry.Lease lease;
  private final LivePatterns patterns;
  private final Map<String, TopologyChange> changes = new LinkedHashMap<>();

  /** The same in the form that the registry compares fastest; null after a change. */
  private @Nullable List<TopologyChange> known;

  /** Reads back what the state holds. */
  Controls(
      BroadcastState<String, ControlChange> state,
      TopologyRegistry.Lease lease,
      List<CompiledPattern> basePatterns)
      throws Exception {
    this.state = state;
    this.lease = lease;
    this.patterns = new LivePatterns(basePatterns);
    for (Map.Entry<String, ControlChange> entry : state.immutableEntries()) {
      apply(entry.getValue());
    }
  }

  LivePatterns patterns() {
    return patterns;
  }

  /**
   * Takes a change from the broadcast.
   *
   * @param time the task's event time
   * @return what is wrong with it, if it is a pattern that cannot be read: then nothing changes
   */
  Optional<PatternFault> add(ControlChange arrived, long time) throws Exception {
    ControlChange change = arrived.notBefore(time);
    Optional<PatternFault> fault = apply(change);
    if (fault.isEmpty()) {
      state.put(change.key(), change);
    }
    return fault;
  }

  @Override
  public Graph at(long time) {
    if (changes.isEmpty()) {
      return lease.base();
    }
    List<TopologyChange> all = known;
    if (all == null) {
      all = List.copyOf(changes.values());
      known = all;
    }
    return lease.asOf(all, time);
  }

  private Optional<PatternFault> apply(ControlChange change) {
    PatternChange published = change.pattern();
    if (published == null) {
      changes.put(change.key(), requireNonNull(change.topology()));
      known = null;
      return Optional.empty();
    }
    CompiledPattern pattern = null;
    String definition = published.definition();
    if (definition != null) {
      PublishedPattern read = PublishedPattern.of(published, definition);
      if (read.fault() != null) {
        return Optional.of(read.fault());
      }
      pattern = read.pattern();
    }
    patterns.change(published.id(), published.validFrom(), pattern);
    return Optional.empty();
  }
}
