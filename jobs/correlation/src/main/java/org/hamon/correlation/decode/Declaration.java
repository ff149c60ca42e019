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
 */
public record Declaration(long validFrom, @Nullable Asset asset, List<ServiceLevel> levels) {
  public Declaration {
    levels = List.copyOf(levels);
  }
}
