// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay;

import static java.util.Objects.requireNonNull;

import org.hamon.correlation.decode.Input;

/**
 * A part of history whose records keep an order of their own: a file, or a partition of a topic.
 *
 * @param name of the file below its folder, with {@code /}, or of the topic: what dead letters call
 *     it
 * @param partition 0 for a file
 * @param start what lies before the first record: lines of a file, the first offset of a partition
 * @param end the same of the place where it ends; {@link Long#MAX_VALUE}: at the end of the file
 * @param size how much there is to read, in the unit of {@link RecordLog#passed}
 */
record Part(Input input, String name, int partition, long start, long end, long size) {
  Part {
    requireNonNull(input, "input");
    requireNonNull(name, "name");
  }

  boolean isPartition() {
    return end != Long.MAX_VALUE;
  }

  /** In words. */
  String text() {
    return isPartition() ? name + "-" + partition : name;
  }
}
