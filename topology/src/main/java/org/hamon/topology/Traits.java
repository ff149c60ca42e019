// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import org.jspecify.annotations.Nullable;

/** What many assets of a topology have in common; shared between them. See {@link Asset}. */
record Traits(
    String sector,
    @Nullable String kind,
    @Nullable String region,
    @Nullable String operator,
    boolean source,
    long everyMillis,
    double substitutability) {

  static Traits of(Asset asset) {
    return new Traits(
        asset.sector(),
        asset.kind(),
        asset.region(),
        asset.operator(),
        asset.source(),
        asset.everyMillis(),
        asset.substitutability());
  }
}
