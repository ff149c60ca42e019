// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import static java.util.Objects.requireNonNull;

import org.hamon.topology.TopologyChange;

/** Something that a topology may have, by what it is and its id. */
record Thing(Kind kind, String id) {

  /** What it is, with the word for people. */
  enum Kind {
    ASSET("asset"),
    DEPENDENCY("dependency"),
    LINK("link"),
    SECTOR("sector"),
    SERVICE_LEVEL("service level"),
    SHARING("sharing agreement"),
    REGION("region");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }

    /** Whether a snapshot replaces all of that kind. */
    boolean isOfNetwork() {
      return this == ASSET || this == DEPENDENCY || this == LINK;
    }
  }

  Thing {
    requireNonNull(kind, "kind");
    requireNonNull(id, "id");
  }

  static Thing asset(String id) {
    return new Thing(Kind.ASSET, id);
  }

  static Thing sector(String id) {
    return new Thing(Kind.SECTOR, id);
  }

  static Thing level(String id) {
    return new Thing(Kind.SERVICE_LEVEL, id);
  }

  /** What the change is about; it is no mark of a snapshot. */
  static Thing of(TopologyChange change) {
    Kind kind =
        switch (change.op()) {
          case UPSERT_ASSET, REMOVE_ASSET -> Kind.ASSET;
          case UPSERT_DEPENDENCY, REMOVE_DEPENDENCY -> Kind.DEPENDENCY;
          case UPSERT_LINK, REMOVE_LINK -> Kind.LINK;
          case UPSERT_SECTOR, REMOVE_SECTOR -> Kind.SECTOR;
          case UPSERT_SERVICE_LEVEL, REMOVE_SERVICE_LEVEL -> Kind.SERVICE_LEVEL;
          case UPSERT_SHARING, REMOVE_SHARING -> Kind.SHARING;
          case UPSERT_REGION, REMOVE_REGION -> Kind.REGION;
          case SNAPSHOT_BEGIN, SNAPSHOT_END ->
              throw new IllegalArgumentException("Expected a change of a thing, but got " + change);
        };
    return new Thing(kind, change.id());
  }
}
