// SPDX-License-Identifier: Apache-2.0
package org.hamon.local.picture;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * One sector of the table.
 *
 * @param assets how many the topology has; the health's own count, once there is one, is newer
 * @param health null: nothing has changed in the sector yet
 * @param warnings how many are open
 * @param priority the most urgent of the open ones; null if there is none
 */
record SectorRow(
    String sector, int assets, @Nullable Health health, int warnings, @Nullable String priority) {

  SectorRow {
    requireNonNull(sector, "sector");
  }

  int count() {
    return health == null ? assets : health.assets();
  }

  /** Whether there is something to see: an open warning, or health that is not full. */
  boolean isTroubled() {
    return warnings > 0 || (health != null && health.index() < 100);
  }
}
