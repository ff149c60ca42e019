// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.health;

import org.jspecify.annotations.Nullable;

/**
 * A declaration that is not valid yet.
 *
 * @param terms null: the asset will be gone
 */
record Announcement(long validFrom, @Nullable Terms terms) {}
