// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What a sector's community has agreed on being told.
 *
 * @param community name of the sharing body, for example a CEPTOAR or ISAC; null for the sector's
 *     only one
 * @param live rules and a point of contact are there and the status says so: others get nothing
 * @param ceiling the most restrictive TLP label that may reach it, for example {@code TLP:AMBER}
 * @param derived facts derived from TLP:AMBER+STRICT evidence may leave as TLP:AMBER
 */
public record Sharing(
    String sector, @Nullable String community, boolean live, String ceiling, boolean derived)
    implements Serializable {
  public Sharing {
    requireNonNull(sector, "sector");
    requireNonNull(ceiling, "ceiling");
  }

  /** Identity within a topology: the sector, with the community if it names one. */
  public String id() {
    return idOf(sector, community);
  }

  /** The identity of what that community of the sector has agreed on. */
  public static String idOf(String sector, @Nullable String community) {
    return community == null ? sector : sector + "/" + community;
  }
}
