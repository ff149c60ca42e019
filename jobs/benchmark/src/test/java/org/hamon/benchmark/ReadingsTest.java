// SPDX-License-Identifier: Apache-2.0
package org.hamon.benchmark;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.hamon.correlation.decode.Decoded;
import org.hamon.correlation.decode.Input;
import org.hamon.correlation.decode.Origin;
import org.hamon.correlation.decode.RecordParser;
import org.hamon.topology.Graph;
import org.hamon.topology.ServiceLevel;
import org.hamon.topology.Threshold;
import org.junit.jupiter.api.Test;

class ReadingsTest {

  private static final int ASSETS = 100;
  private static final Readings READINGS = new Readings(ASSETS, 60_000, 0.01, 1);
  private static final Graph GRAPH = Graph.of(new GeneratedTopology(ASSETS, 1).get());

  private final RecordParser parser = new RecordParser(null);

  @Test
  void exampleUsage() {
    assertThat(new String(READINGS.json(0), StandardCharsets.UTF_8))
        .startsWith("{\"asset\":\"electricity-000000\",\"metric\":\"quality\",\"value\":")
        .endsWith(",\"time\":\"2026-01-01T00:00:00Z\"}");
  }

  @Test
  void everyReadingIsUsableAndOfAKnownAssetWithAServiceLevel() {
    for (long i = 0; i < 1_000; i++) {
      Decoded reading = parse(i);
      assertThat(reading.isDead()).isFalse();
      assertThat(reading.time()).isEqualTo(READINGS.time(i));
      assertThat(level(reading).metric()).isEqualTo(reading.metric());
    }
  }

  @Test
  void everyAssetIsHeardMoreOftenThanItMustBe() {
    Map<Integer, Long> last = new HashMap<>();
    for (long i = 0; i < READINGS.count(); i++) {
      Long before = last.put(READINGS.asset(i), READINGS.time(i));
      assertThat(before == null || READINGS.time(i) - before <= 20_000).isTrue();
    }
    assertThat(last).hasSize(ASSETS);
  }

  @Test
  void theShareBeyondAThresholdIsAsAsked() {
    long beyond = LongStream.range(0, READINGS.count()).filter(READINGS::isBeyond).count();

    assertThat(beyond).isBetween(480L, 720L);
  }

  @Test
  void onlyThoseBeyondAreBeyondTheirThreshold() {
    for (long i = 0; i < READINGS.count(); i++) {
      Decoded reading = parse(i);
      ServiceLevel level = level(reading);
      Threshold degraded = requireNonNull(level.degraded());
      assertThat(degraded.isStillBeyond(reading.value(), level.deadband()))
          .isEqualTo(READINGS.isBeyond(i));
    }
  }

  private static ServiceLevel level(Decoded reading) {
    List<ServiceLevel> levels =
        GRAPH.levelsOf(GRAPH.asset(requireNonNull(reading.asset())).orElseThrow());
    return levels.stream()
        .filter(level -> level.metric().equals(reading.metric()))
        .findFirst()
        .orElseThrow();
  }

  private Decoded parse(long reading) {
    return parser.parse(
        Input.TELEMETRY, new Origin("telemetry", 0, reading), READINGS.json(reading));
  }
}
