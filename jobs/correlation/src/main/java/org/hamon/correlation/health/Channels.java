// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.health;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.hamon.correlation.decode.Report;
import org.hamon.patterns.language.Tlp;
import org.hamon.topology.ServiceLevel;

/**
 * The evidence channels of one asset in one lane, in the order of arrival: one for each service
 * level ({@link LevelChannel}), one for reports, one for silence. What they find are edges, which
 * are fused later in the order of time.
 *
 * <ul>
 *   <li>A report stands until a newer one by time; readings never cancel it. One whose id was seen
 *       less than 24 hours before or after is repeated and dropped; the newest {@value #REPORT_IDS}
 *       ids are remembered for so long.
 *   <li>Silence: no reading of any metric for longer than {@code every} is unknown from the last
 *       reading + {@code every} until the next one, whether a timer finds that or the next reading;
 *       a reading exactly then is in time. Reports are not readings.
 * </ul>
 */
final class Channels {

  static final long DAY_MILLIS = 24 * 3_600_000L;
  static final int REPORT_IDS = 1000;

  /** No such time. */
  static final long NONE = Long.MIN_VALUE;

  /** From when silence is counted: the newest reading, or the start; none: it may be silent. */
  long clock = NONE;

  boolean silent;

  /** Event time of the newest report. */
  long reported = NONE;

  /** By id of the service level; a level without a reading so far has none. */
  final TreeMap<String, LevelChannel> levels = new TreeMap<>();

  /** Ids of reports and their times, in the order of arrival. */
  final LinkedHashMap<String, Long> reportIds = new LinkedHashMap<>();

  /** Returns whether something may be {@link #due} sooner than before, also an edge. */
  boolean read(long time, String metric, double value, Tlp tlp, Terms terms, Consumer<Edge> edges) {
    boolean sooner = hear(time, terms, edges);
    List<ServiceLevel> all = terms.levels();
    for (int i = 0; i < all.size(); i++) {
      ServiceLevel level = all.get(i);
      if (level.metric().equals(metric)) {
        sooner |= channel(level).read(time, value, tlp, level, edges);
      }
    }
    return sooner;
  }

  private LevelChannel channel(ServiceLevel level) {
    return levels.computeIfAbsent(level.id(), id -> new LevelChannel());
  }

  /** The same of a reading that tells only that the asset is heard. */
  boolean hear(long time, Terms terms, Consumer<Edge> edges) {
    if (time <= clock) {
      return false;
    }
    boolean sooner = silent || clock == NONE || silenceDue(terms) < time;
    if (silenceDue(terms) < time) {
      fallSilent(terms, edges);
    }
    if (silent) {
      silent = false;
      edges.accept(Edge.ofSilence(time, false));
    }
    clock = time;
    return sooner;
  }

  /** Returns whether the report is a new one. */
  boolean report(long time, Report report, Consumer<Edge> edges) {
    if (!isNew(report.id(), time)) {
      return false;
    }
    if (time >= reported) {
      reported = time;
      edges.accept(Edge.ofReport(time, report));
    }
    return true;
  }

  /** Returns whether the report, which is no evidence, is a new one. No other has such an id. */
  boolean withhold(long time, Report report) {
    return isNew("TLP:RED " + report.id(), time);
  }

  private boolean isNew(String id, long time) {
    Long seen = reportIds.get(id);
    if (seen != null && Math.abs(time - seen) < DAY_MILLIS) {
      return false;
    }
    reportIds.remove(id);
    reportIds.put(id, time);
    if (reportIds.size() > REPORT_IDS) {
      reportIds.remove(reportIds.keySet().iterator().next());
    }
    return true;
  }

  /** Finds all that time alone brings until then, and forgets the ids that are old by then. */
  void findDue(long limit, Terms terms, Consumer<Edge> edges) {
    for (ServiceLevel level : terms.levels()) {
      LevelChannel channel = levels.get(level.id());
      if (channel != null) {
        channel.findDue(limit, level, edges);
      }
    }
    if (silenceDue(terms) <= limit) {
      fallSilent(terms, edges);
    }
    Iterator<Long> seen = reportIds.values().iterator();
    while (seen.hasNext() && seen.next() + DAY_MILLIS <= limit) {
      seen.remove();
    }
  }

  /** When time alone brings something next. */
  long due(Terms terms) {
    long due = silenceDue(terms);
    if (!levels.isEmpty()) {
      for (ServiceLevel level : terms.levels()) {
        LevelChannel channel = levels.get(level.id());
        if (channel != null) {
          due = Math.min(due, channel.due(level));
        }
      }
    }
    if (!reportIds.isEmpty()) {
      due = Math.min(due, reportIds.values().iterator().next() + DAY_MILLIS);
    }
    return due;
  }

  /**
   * Other terms are valid from then: levels that are gone say nothing more, thresholds that are
   * gone are off, and another {@code every} is counted anew.
   */
  void change(Terms from, Terms to, Consumer<Edge> edges) {
    long time = to.validFrom();
    findDue(time, from, edges);
    for (Iterator<Map.Entry<String, LevelChannel>> all = levels.entrySet().iterator();
        all.hasNext(); ) {
      Map.Entry<String, LevelChannel> entry = all.next();
      ServiceLevel before = from.level(entry.getKey());
      ServiceLevel after = to.level(entry.getKey());
      if (after == null) {
        entry.getValue().end(time, entry.getKey(), edges);
        all.remove();
      } else {
        entry.getValue().change(time, before == null ? after : before, after, edges);
      }
    }
    if (from.everyMillis() == to.everyMillis()) {
      return;
    }
    if (clock != NONE) {
      clock = Math.max(clock, time);
    }
    if (silent && to.everyMillis() == 0) {
      silent = false;
      edges.accept(Edge.ofSilence(time, false));
    }
  }

  private long silenceDue(Terms terms) {
    boolean counts = terms.everyMillis() > 0 && clock != NONE && !silent;
    return counts ? clock + terms.everyMillis() : LevelChannel.NEVER;
  }

  private void fallSilent(Terms terms, Consumer<Edge> edges) {
    edges.accept(Edge.ofSilence(clock + terms.everyMillis(), true));
    silent = true;
  }
}
