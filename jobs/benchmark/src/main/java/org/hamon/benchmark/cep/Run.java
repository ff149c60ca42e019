// SPDX-License-Identifier: Apache-2.0
package org.hamon.benchmark.cep;

/**
 * What a run came to.
 *
 * @param round 0 is the one to warm up
 * @param symptoms processed when the clock stopped: with all matches behind them
 * @param cpuSeconds processor time of the process in the meantime
 * @param upTo event time then
 * @param checkpoints completed
 * @param told its matches
 */
record Run(
    Contender contender,
    int round,
    long symptoms,
    double seconds,
    double cpuSeconds,
    long upTo,
    long checkpoints,
    Told told) {

  double perSecond() {
    return symptoms / seconds;
  }

  /** Microseconds of processor time for each symptom. */
  double cpuMicros() {
    return 1e6 * cpuSeconds / symptoms;
  }
}
