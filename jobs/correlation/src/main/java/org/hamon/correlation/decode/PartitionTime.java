// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import static java.util.Objects.requireNonNull;

/** The largest event time seen in one partition or file. */
public record PartitionTime(String topic, int partition, long time) {
  public PartitionTime {
    requireNonNull(topic, "topic");
  }
}
