// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** An asset that may be where a situation began, with the share of the members it explains. */
public record RootCandidate(
    String asset, String sector, @Nullable String region, double confidence) {
  public RootCandidate {
    requireNonNull(asset, "asset");
    requireNonNull(sector, "sector");
  }
}
