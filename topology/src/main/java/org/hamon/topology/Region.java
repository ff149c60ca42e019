// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What a topology says of a region.
 *
 * @param id ISO 3166-2, for example {@code JP-01}
 * @param name null where only the id is known
 * @param timeZone of the IANA database, for example {@code Asia/Tokyo}; null where none is given
 * @param people who live there; 0 if unknown
 */
public record Region(String id, @Nullable Name name, @Nullable String timeZone, long people)
    implements Serializable {
  public Region {
    requireNonNull(id, "id");
  }
}
