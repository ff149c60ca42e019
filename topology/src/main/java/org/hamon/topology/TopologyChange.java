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
 * @param asset of {@code UPSERT_ASSET}; the others likewise. An upsert of a sector says all with
 *     its id
 */
public record TopologyChange(
    Op op,
    long validFrom,
    String id,
    @Nullable String snapshot,
    long count,
    @Nullable Asset asset,
    @Nullable Dependency dependency,
    @Nullable Link link,
    @Nullable ServiceLevel level,
    @Nullable Sharing sharing,
    @Nullable Region region) {

  /** What a change does; the words of the contract with {@code _} for {@code -}. */
  public enum Op {
    UPSERT_ASSET,
    REMOVE_ASSET,
    UPSERT_DEPENDENCY,
    REMOVE_DEPENDENCY,
    UPSERT_LINK,
    REMOVE_LINK,
    SNAPSHOT_BEGIN,
    SNAPSHOT_END,
    UPSERT_SECTOR,
    REMOVE_SECTOR,
    UPSERT_SERVICE_LEVEL,
    REMOVE_SERVICE_LEVEL,
    UPSERT_SHARING,
    REMOVE_SHARING,
    UPSERT_REGION,
    REMOVE_REGION;

    /** Whether it takes something out. */
    public boolean isRemoval() {
      return switch (this) {
        case REMOVE_ASSET,
            REMOVE_DEPENDENCY,
            REMOVE_LINK,
            REMOVE_SECTOR,
            REMOVE_SERVICE_LEVEL,
            REMOVE_SHARING,
            REMOVE_REGION ->
            true;
        default -> false;
      };
    }

    /** Whether it marks where a snapshot begins or ends. */
    public boolean isMark() {
      return this == SNAPSHOT_BEGIN || this == SNAPSHOT_END;
    }

    /** Whether it says something of other things than assets, dependencies and links. */
    public boolean isOfFrame() {
      return compareTo(SNAPSHOT_END) > 0;
    }
  }

  public TopologyChange {
    requireNonNull(op, "op");
    requireNonNull(id, "id");
  }

  /** A change of an asset, a dependency or a link, or a mark. */
  public TopologyChange(
      Op op,
      long validFrom,
      String id,
      @Nullable String snapshot,
      long count,
      @Nullable Asset asset,
      @Nullable Dependency dependency,
      @Nullable Link link) {
    this(op, validFrom, id, snapshot, count, asset, dependency, link, null, null, null);
  }

  /** A removal, or an upsert of a sector. */
  public static TopologyChange of(Op op, long validFrom, String id, @Nullable String snapshot) {
    return new TopologyChange(op, validFrom, id, snapshot, 0, null, null, null);
  }

  /** The upsert of a service level. */
  public static TopologyChange of(
      long validFrom, @Nullable String snapshot, ServiceLevel declared) {
    return new TopologyChange(
        Op.UPSERT_SERVICE_LEVEL,
        validFrom,
        declared.id(),
        snapshot,
        0,
        null,
        null,
        null,
        declared,
        null,
        null);
  }

  /** The upsert of what a community has agreed on. */
  public static TopologyChange of(long validFrom, @Nullable String snapshot, Sharing agreed) {
    return new TopologyChange(
        Op.UPSERT_SHARING,
        validFrom,
        agreed.id(),
        snapshot,
        0,
        null,
        null,
        null,
        null,
        agreed,
        null);
  }

  /** The upsert of a region. */
  public static TopologyChange of(long validFrom, @Nullable String snapshot, Region declared) {
    return new TopologyChange(
        Op.UPSERT_REGION,
        validFrom,
        declared.id(),
        snapshot,
        0,
        null,
        null,
        null,
        null,
        null,
        declared);
  }

  /** The same, by itself and no part of a snapshot, valid from that time. */
  public TopologyChange alone(long from) {
    return with(from, null, count);
  }

  /** The same, valid from that time. */
  public TopologyChange from(long time) {
    return with(time, snapshot, count);
  }

  /** The end of a snapshot of so many records. */
  public TopologyChange counting(long records) {
    return with(validFrom, snapshot, records);
  }

  /** The same as a part of that snapshot. */
  public TopologyChange of(String ofSnapshot) {
    return with(validFrom, ofSnapshot, count);
  }

  private TopologyChange with(long from, @Nullable String ofSnapshot, long records) {
    return new TopologyChange(
        op, from, id, ofSnapshot, records, asset, dependency, link, level, sharing, region);
  }
}
