// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * One change of the topology, as it arrives on the topic. Travels on streams and stands in state,
 * hence one record with a kind.
 *
 * @param validFrom epoch milliseconds
 * @param id of the thing that changes; empty for the begin and end of a snapshot
 * @param snapshot the snapshot it belongs to, or that begins or ends
 * @param count of {@code SNAPSHOT_END}: how many records the snapshot has; else 0
 */
public record TopologyChange(
    Op op,
    long validFrom,
    String id,
    @Nullable String snapshot,
    long count,
    @Nullable Asset asset,
    @Nullable Dependency dependency,
    @Nullable Link link) {

  /** What a change does; the words of the contract with {@code _} for {@code -}. */
  public enum Op {
    UPSERT_ASSET,
    REMOVE_ASSET,
    UPSERT_DEPENDENCY,
    REMOVE_DEPENDENCY,
    UPSERT_LINK,
    REMOVE_LINK,
    SNAPSHOT_BEGIN,
    SNAPSHOT_END
  }

  public TopologyChange {
    requireNonNull(op, "op");
    requireNonNull(id, "id");
  }
}
