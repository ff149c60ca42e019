// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay.scenario;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a scenario itself tells. Noise around it must not contradict: an asset that is dark in the
 * scenario says nothing in the noise either, a metric that the scenario tells is not told besides,
 * and an asset of whose state somebody reports is not reported on by others.
 */
final class Foreground {

  /** Assets that are heard less often than this are taken to be dark in between. */
  private static final long LONGEST_GAP = Duration.ofMinutes(16).toMillis();

  /** There is none: all is noise. */
  static final Foreground NONE = new Foreground(Long.MAX_VALUE, Long.MAX_VALUE);

  private final long from;
  private final long disturbed;
  private final Map<String, NavigableSet<Long>> heard = new HashMap<>();
  private final Set<List<String>> told = new HashSet<>();
  private final Set<String> reported = new HashSet<>();

  private Foreground(long from, long disturbed) {
    this.from = from;
    this.disturbed = disturbed;
  }

  static Foreground of(Script script, List<Reading> readings, List<Map<String, Object>> reports) {
    Instant disturbed = script.mains() == null ? script.until() : script.mains().lost();
    Foreground foreground = new Foreground(script.from().toEpochMilli(), disturbed.toEpochMilli());
    for (Reading reading : readings) {
      foreground.heard.computeIfAbsent(reading.asset(), id -> new TreeSet<>()).add(reading.time());
      foreground.told.add(List.of(reading.asset(), reading.metric()));
    }
    reports.forEach(report -> foreground.reported.add(String.valueOf(report.get("asset"))));
    return foreground;
  }

  /** When the scenario begins; before, nothing is restricted. */
  long from() {
    return from;
  }

  /** Whether the asset may tell that metric then. */
  boolean allows(String asset, String metric, long time) {
    return time < from || (!told.contains(List.of(asset, metric)) && isAlive(asset, time));
  }

  /** Whether somebody may report on the asset in that time. */
  boolean allowsReport(String asset, long start, long end) {
    return end < from
        || (!reported.contains(asset) && isAlive(asset, start) && isAlive(asset, end));
  }

  private boolean isAlive(String asset, long time) {
    NavigableSet<Long> times = heard.get(asset);
    if (times == null) {
      return time < disturbed;
    }
    Long before = times.floor(time);
    Long after = times.ceiling(time);
    return after != null && after - (before == null ? from : before) <= LONGEST_GAP;
  }
}
