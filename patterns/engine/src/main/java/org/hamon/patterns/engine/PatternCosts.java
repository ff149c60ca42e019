// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

/**
 * What one pattern did on one task since the job first started, and what it costs: part of the
 * task's checkpoints. Written by the task alone; read by metrics from other threads, as Flink's own
 * counters are: they may see a value that is a moment old.
 */
final class PatternCosts {

  /** One symptom of so many is timed. */
  static final int TIMED = 64;

  /** Of the pattern in any version that is told apart by its texts alone. */
  final String pattern;

  final int version;

  long matches;
  long dropped;
  long faults;

  /** Partial matches that are open now, and windows of counts. */
  long open;

  /** Event time for which partial matches were open, summed over these. */
  long openMillis;

  /** Estimated from the timed symptoms. */
  long nanos;

  PatternCosts(String pattern, int version) {
    this.pattern = pattern;
    this.version = version;
  }

  /** What is kept of it in a checkpoint. */
  StoredCost stored() {
    return new StoredCost(pattern, version, matches, dropped, faults, openMillis, nanos);
  }

  /** Takes over what a task counted before the restart; after a change of parallelism several. */
  void add(StoredCost before) {
    matches += before.matches();
    dropped += before.dropped();
    faults += before.faults();
    openMillis += before.openMillis();
    nanos += before.nanos();
  }

  /** A reading of the clock for {@link #took}; nothing else may come of it. */
  static long now() {
    return System.nanoTime();
  }

  /** One timed symptom is done, which was begun then; it stands for all of {@link #TIMED}. */
  void took(long since) {
    nanos += (System.nanoTime() - since) * TIMED;
  }
}
