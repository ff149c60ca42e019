// SPDX-License-Identifier: Apache-2.0
package org.hamon.benchmark;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * What the assets of a {@link GeneratedTopology} say: each its three metrics in every round, evenly
 * spread in time, neighbours in time far apart in the topology. Ordinary values, but for a share of
 * readings of the first metric that are beyond their threshold; the next one of that asset is
 * ordinary again, so each makes two edges. The same for equal arguments.
 *
 * @param edgeShare of all readings
 * @param beyond what is said beyond the threshold: {@link #DEGRADED} or {@link #STOPPED}
 * @param roundMillis length of a round, milliseconds
 */
public record Readings(
    int assets, long count, double edgeShare, double beyond, long roundMillis, long seed) {

  /** A value at which an asset is degraded. */
  public static final double DEGRADED = 70;

  /** A value at which it has stopped. */
  public static final double STOPPED = 50;

  /** Event time of the first one. */
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private static final long USUAL_ROUND_MILLIS = 20_000;

  /** A prime, so that it has no factor in common with a number of assets that is smaller. */
  private static final long STRIDE = 1_000_003;

  private static final int METRICS = GeneratedTopology.METRICS.size();

  /** Rounds of 20 seconds, degraded beyond the threshold. */
  Readings(int assets, long count, double edgeShare, long seed) {
    this(assets, count, edgeShare, DEGRADED, USUAL_ROUND_MILLIS, seed);
  }

  /** Which asset says the reading of that number, from 0. */
  int asset(long reading) {
    return (int) (reading % assets * STRIDE % assets);
  }

  /** Event time of the reading, epoch milliseconds. */
  public long time(long reading) {
    return START.toEpochMilli() + reading * roundMillis / ((long) assets * METRICS);
  }

  /** Whether the reading is beyond the threshold of its level. */
  boolean isBeyond(long reading) {
    if (metric(reading) != 0) {
      return false;
    }
    // one metric in three can be, and no two in a row: twice as many rounds qualify as not
    boolean turn = reading / assets / METRICS % 2 == 1;
    return turn && (mix(reading) >>> 11) * 0x1.0p-53 < edgeShare * METRICS * 2;
  }

  /** The record as a source would send it. */
  public byte[] json(long reading) {
    int metric = metric(reading);
    long noise = Math.floorMod(mix(reading + seed), 1_000);
    double ordinary =
        switch (metric) {
          case 0 -> 95 + noise / 250.0;
          case 1 -> 50 + noise / 40.0;
          default -> 20 + noise / 50.0;
        };
    String text =
        "{\"asset\":\""
            + GeneratedTopology.assetId(asset(reading))
            + "\",\"metric\":\""
            + GeneratedTopology.METRICS.get(metric)
            + "\",\"value\":"
            + (isBeyond(reading) ? beyond : ordinary)
            + ",\"time\":\""
            + Instant.ofEpochMilli(time(reading))
            + "\"}";
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private int metric(long reading) {
    return (int) (reading / assets % METRICS);
  }

  /** A hash whose bits are as good as random (the finalizer of SplitMix64). */
  private long mix(long number) {
    long z = (number + seed) * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
