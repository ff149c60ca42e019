// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import org.hamon.correlation.decode.Decode;
import org.hamon.correlation.decode.Input;
import org.hamon.topology.Asset;
import org.hamon.topology.Topology;

/**
 * Records that say what time it is and nothing else, for every partition of a job that lets no
 * partition be idle: what time it is then never depends on how fast somebody plays or reads. They
 * belong to the lane {@code test}, of which nothing is visible in others, and say that all is well.
 *
 * @param asset that a reading may name; not expected to be heard
 * @param sector that a report may name, with the region
 */
record Heartbeat(String asset, String sector, String region) {

  /** How often, in event time. */
  static final Duration EVERY = Duration.ofMinutes(10);

  /** By which the last one lies behind all else, so that the job comes to the end of that. */
  static final Duration AFTER_ALL = Decode.DEFAULT_BOUND.plusMillis(1);

  static Heartbeat in(Topology topology) {
    Asset quiet =
        topology.assets().stream()
            .min(Comparator.comparing((Asset a) -> a.everyMillis() > 0).thenComparing(Asset::id))
            .orElseThrow(() -> new UnusableInput("hamon: expected assets to tell of, but none."));
    String region = quiet.region();
    return new Heartbeat(quiet.id(), quiet.sector(), region == null ? "JP-01" : region);
  }

  Heartbeat {
    requireNonNull(asset, "asset");
    requireNonNull(sector, "sector");
    requireNonNull(region, "region");
  }

  /** For one partition of that input; only readings and reports carry time. */
  String line(Input input, int partition, long time) {
    String at = Instant.ofEpochMilli(time).toString();
    return input == Input.TELEMETRY
        ? "{\"asset\":\"%s\",\"metric\":\"heartbeat\",\"value\":1,\"time\":\"%s\",\"lane\":\"test\"}"
            .formatted(asset, at)
        : "{\"id\":\"heartbeat-%d-%s\",\"sector\":\"%s\",\"region\":\"%s\",\"state\":\"normal\",\"reportedAt\":\"%s\",\"lane\":\"test\"}"
            .formatted(partition, at, sector, region, at);
  }
}
