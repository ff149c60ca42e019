// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import static java.util.Objects.requireNonNull;

/**
 * Where a record came from: topic, partition, offset; in files the file's name, 0 and the line
 * number from 1.
 */
public record Origin(String topic, int partition, long offset) {
  public Origin {
    requireNonNull(topic, "topic");
  }
}
