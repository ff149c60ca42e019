// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The largest event time seen in each partition: what lateness is measured against. It only grows,
 * so the entries of several subtasks can be merged in any order.
 */
final class PartitionTimes {

  private static final long[] NONE = {};

  private final Map<String, long[]> byTopic = new HashMap<>();

  /** The largest time seen there; {@link Decoded#NO_TIME} if none. */
  long latest(Origin origin) {
    long[] times = byTopic.getOrDefault(origin.topic(), NONE);
    return origin.partition() < times.length ? times[origin.partition()] : Decoded.NO_TIME;
  }

  void advance(Origin origin, long time) {
    advance(origin.topic(), origin.partition(), time);
  }

  void advance(String topic, int partition, long time) {
    long[] times = byTopic.getOrDefault(topic, NONE);
    if (partition >= times.length) {
      int known = times.length;
      times = Arrays.copyOf(times, partition + 1);
      Arrays.fill(times, known, times.length, Decoded.NO_TIME);
      byTopic.put(topic, times);
    }
    times[partition] = Math.max(times[partition], time);
  }

  List<PartitionTime> entries() {
    List<PartitionTime> entries = new ArrayList<>();
    byTopic.forEach(
        (topic, times) -> {
          for (int partition = 0; partition < times.length; partition++) {
            if (times[partition] != Decoded.NO_TIME) {
              entries.add(new PartitionTime(topic, partition, times[partition]));
            }
          }
        });
    return entries;
  }
}
