// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.language;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which assets: those of one of the sectors and one of the kinds.
 *
 * @param sectors empty for any
 * @param kinds empty for any
 */
public record Selector(List<String> sectors, List<String> kinds) implements Serializable {

  /** Selects every asset. */
  public static final Selector ANY = new Selector(List.of(), List.of());

  public Selector {
    sectors = List.copyOf(sectors);
    kinds = List.copyOf(kinds);
  }

  /** Whether an asset of that sector and kind is selected. */
  public boolean accepts(String sector, @Nullable String kind) {
    return (sectors.isEmpty() || sectors.contains(sector))
        && (kinds.isEmpty() || (kind != null && kinds.contains(kind)));
  }
}
