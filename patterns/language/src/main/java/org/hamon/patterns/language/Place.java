// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.language;

import java.io.Serializable;

/**
 * Where a change is, seen from the root: so many dependency hops downstream, or inside the root
 * area.
 *
 * @param fromHops and {@code toHops}: both included; 0 is the root itself; not looked at for an
 *     area
 */
public record Place(int fromHops, int toHops, boolean inArea) implements Serializable {

  /** {@code at: root}. */
  public static final Place ROOT = new Place(0, 0, false);

  /** {@code in: area}. */
  public static final Place AREA = new Place(1, 1, true);

  /** {@code downstream: from..to}. */
  public static Place downstream(int from, int to) {
    return new Place(from, to, false);
  }

  /** Whether the change is there. An area is not inside itself. */
  public boolean holds(Symptom symptom) {
    boolean atRoot = symptom.change().asset().equals(symptom.root());
    if (inArea) {
      return symptom.inArea() && !atRoot;
    }
    return atRoot
        ? fromHops == 0
        : Math.max(1, fromHops) <= symptom.hops() && symptom.hops() <= toHops;
  }
}
