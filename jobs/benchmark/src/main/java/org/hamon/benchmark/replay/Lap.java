// SPDX-License-Identifier: Apache-2.0
package org.hamon.benchmark.replay;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What one run came to.
 *
 * @param perSecond readings, from the submission of the job until it has ended
 * @param cpuMicros processor time of the process for each reading
 * @param situations in its outputs
 * @param memory looks at it, in the order of event time; empty if nobody looked
 */
record Lap(
    ReplayJob job,
    double perSecond,
    double cpuMicros,
    double seconds,
    long situations,
    List<MemoryLook> memory) {
  Lap {
    requireNonNull(job, "job");
    memory = List.copyOf(memory);
  }
}
