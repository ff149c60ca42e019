// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.Comparator;

/**
 * Whose warnings a stream holds: those of a sector, or of one of several communities of a sector.
 *
 * @param community empty where the sector has only one
 */
public record StreamOwner(String sector, String community)
    implements Serializable, Comparable<StreamOwner> {

  private static final Comparator<StreamOwner> ORDER =
      Comparator.comparing(StreamOwner::sector).thenComparing(StreamOwner::community);

  public StreamOwner {
    requireNonNull(sector, "sector");
    requireNonNull(community, "community");
  }

  @Override
  public int compareTo(StreamOwner other) {
    return ORDER.compare(this, other);
  }
}
