// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.hamon.patterns.language.StateChange;

/**
 * The largest event time seen in each partition: what lateness is measured against. It only grows,
 * so the entries of several subtasks can be merged in any order. Each lane has times of its own, so
 * that the clock of an exercise makes nothing late that really happens.
 */
final class PartitionTimes {

  private static final long[] NONE = {};
  private static final char IN = '\u0000';

  private final Map<String, long[]> byTopic = new HashMap<>();

  /** The largest time seen there; {@link Decoded#NO_TIME} if none. */
  long latest(Origin origin, String lane) {
    long[] times = byTopic.getOrDefault(key(origin, lane), NONE);
    return origin.partition() < times.length ? times[origin.partition()] : Decoded.NO_TIME;
  }

  /** Advances to that time, and returns the largest time seen there then. */
  long advance(Origin origin, String lane, long time) {
    return advance(key(origin, lane), origin.partition(), time);
  }

  long advance(String topic, int partition, long time) {
    long[] times = byTopic.getOrDefault(topic, NONE);
    if (partition >= times.length) {
      int known = times.length;
      times = Arrays.copyOf(times, partition + 1);
      Arrays.fill(times, known, times.length, Decoded.NO_TIME);
      byTopic.put(topic, times);
    }
    times[partition] = Math.max(times[partition], time);
    return times[partition];
  }

  /** No topic and no lane holds such a character. */
  private static String key(Origin origin, String lane) {
    return lane.equals(StateChange.ACTUAL) ? origin.topic() : origin.topic() + IN + lane;
  }

  /** Forgets the times of lanes that are not in use any more. */
  void forgetLanesBut(Predicate<String> inUse) {
    byTopic
        .keySet()
        .removeIf(key -> key.indexOf(IN) >= 0 && !inUse.test(key.substring(key.indexOf(IN) + 1)));
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
