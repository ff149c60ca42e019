// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import java.util.List;
import org.hamon.topology.Asset;
import org.hamon.topology.ServiceLevel;
import org.jspecify.annotations.Nullable;

/**
 * The topology says of an asset that it exists, and what readings of it mean; or that it is gone.
 *
 * @param validFrom epoch milliseconds
 * @param asset null: the asset is removed
 * @param levels that apply to the asset, by id
 * @param isOfBase whether the base topology says it: the asset was there since ever, so what is
 *     read and reported of it counts however early
 */
public record Declaration(
    long validFrom, @Nullable Asset asset, List<ServiceLevel> levels, boolean isOfBase) {
  public Declaration {
    levels = List.copyOf(levels);
  }

  /** What a change of the topology says. */
  public Declaration(long validFrom, @Nullable Asset asset, List<ServiceLevel> levels) {
    this(validFrom, asset, levels, false);
  }

  /** What the base topology says. */
  public static Declaration ofBase(long validFrom, Asset asset, List<ServiceLevel> levels) {
    return new Declaration(validFrom, asset, levels, true);
  }
}
