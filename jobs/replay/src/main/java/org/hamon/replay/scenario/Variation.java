// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay.scenario;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A scenario told otherwise, so that one time line gives many: at another time, slower or faster,
 * with readings that never arrive, arrive late or arrive twice. The same seed, the same bytes.
 *
 * @param shift by how much everything happens later
 * @param stretch how many times as long everything takes, from the scenario's beginning; above 0
 * @param drop share of the readings that never arrive, 0 to 1. Reports always do
 * @param delay readings and reports arrive up to so much after they were made, each its own
 * @param duplicate share of the readings and reports that arrive twice, 0 to 1
 * @param seed of what is drawn
 */
public record Variation(
    Duration shift, double stretch, double drop, Duration delay, double duplicate, long seed) {

  /** As it is. */
  public static final Variation NONE = new Variation(Duration.ZERO, 1, 0, Duration.ZERO, 0, 0);

  private static final double PARTS = 1_000_000;

  public Variation {
    requireNonNull(shift, "shift");
    requireNonNull(delay, "delay");
    if (!(stretch > 0) || stretch > 1_000) {
      throw new IllegalArgumentException(
          "Expected the stretch to be above 0 and at most 1000, but it is " + stretch);
    }
    requireShare("drop", drop);
    requireShare("duplicate", duplicate);
    if (delay.isNegative()) {
      throw new IllegalArgumentException(
          "Expected the delay not to be negative, but it is " + delay);
    }
  }

  private static void requireShare(String name, double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "Expected " + name + " to be a share from 0 to 1, but it is " + share);
    }
  }

  boolean isNone() {
    return equals(NONE);
  }

  /** When what happened at that time happens now; {@code from} is the scenario's beginning. */
  Instant at(Instant time, Instant from) {
    double since = Duration.between(from, time).toMillis() * stretch;
    return from.plusMillis(Math.round(since)).plus(shift);
  }

  /** The readings in the order in which they arrive. */
  List<Reading> readings(List<Reading> readings, Instant from) {
    Chance chance = new Chance(seed, "variation of readings");
    List<Arrival<Reading>> arrivals = new ArrayList<>();
    for (Reading reading : readings) {
      long time = at(Instant.ofEpochMilli(reading.time()), from).toEpochMilli();
      Reading told = new Reading(time, reading.asset(), reading.metric(), reading.value());
      if (!holds(chance, drop)) {
        arrive(told, time, chance, arrivals);
      }
    }
    return inOrder(arrivals);
  }

  /** The reports in the order in which they arrive. */
  List<Map<String, Object>> reports(List<Map<String, Object>> reports, Instant from) {
    Chance chance = new Chance(seed, "variation of reports");
    List<Arrival<Map<String, Object>>> arrivals = new ArrayList<>();
    for (Map<String, Object> report : reports) {
      Map<String, Object> told = new LinkedHashMap<>(report);
      for (String key : List.of("reportedAt", "occurredAt")) {
        if (told.get(key) != null) {
          told.put(key, at(Instant.parse(String.valueOf(told.get(key))), from).toString());
        }
      }
      long time = Instant.parse(String.valueOf(told.get("reportedAt"))).toEpochMilli();
      arrive(told, time, chance, arrivals);
    }
    return inOrder(arrivals);
  }

  private record Arrival<T>(long time, T what) {}

  private <T> void arrive(T what, long time, Chance chance, List<Arrival<T>> arrivals) {
    long first = time + chance.within(delay.toMillis());
    arrivals.add(new Arrival<>(first, what));
    if (holds(chance, duplicate)) {
      arrivals.add(new Arrival<>(first + chance.within(delay.toMillis()), what));
    }
  }

  /** What arrives together keeps its order. */
  private static <T> List<T> inOrder(List<Arrival<T>> arrivals) {
    arrivals.sort(Comparator.comparingLong(Arrival::time));
    List<T> inOrder = new ArrayList<>();
    arrivals.forEach(arrival -> inOrder.add(arrival.what()));
    return inOrder;
  }

  private static boolean holds(Chance chance, double share) {
    return share > 0 && chance.within((long) PARTS) < share * PARTS;
  }
}
