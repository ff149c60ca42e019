// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance.oracle;

import java.util.List;

/**
 * A small world and all that is said of it.
 *
 * @param name that its assets and sectors begin with, so that many worlds stand beside each other
 * @param told what is said, in the order of time
 * @param looks when the job's words are compared with what can be known
 */
public record World(String name, Plan plan, List<Happening> told, List<Long> looks) {
  public World {
    told = List.copyOf(told);
    looks = List.copyOf(looks);
  }
}
