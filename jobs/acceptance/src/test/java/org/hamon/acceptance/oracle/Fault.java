// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance.oracle;

import java.time.Instant;
import java.util.List;

/**
 * What was wrong at one instant with what was said of one asset.
 *
 * @param what the kind of error
 * @param circumstances under which it was made
 */
record Fault(
    World world,
    long at,
    String asset,
    String what,
    List<String> circumstances,
    String expected,
    String told) {

  Fault {
    circumstances = List.copyOf(circumstances);
  }

  String kind() {
    return what + ": " + String.join(", ", circumstances);
  }

  int size() {
    return world.plan().assets().size() + world.plan().dependencies().size() + world.told().size();
  }

  /** With all that is needed to see it again: a topology, and records in the order of time. */
  String explained() {
    WorldFiles files = new WorldFiles(List.of(world));
    return "%s%n%s at %s: expected %s, told %s%n%s%s%n"
        .formatted(
            kind(),
            asset,
            Instant.ofEpochMilli(at),
            expected,
            told,
            files.topology(),
            String.join("\n", files.records()));
  }
}
