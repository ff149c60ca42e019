// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import static java.util.Objects.requireNonNull;

/**
 * The largest event time seen in one partition or file.
 *
 * @param topic behind it the lane, where that is not the actual one
 */
public record PartitionTime(String topic, int partition, long time) {
  public PartitionTime {
    requireNonNull(topic, "topic");
  }
}
