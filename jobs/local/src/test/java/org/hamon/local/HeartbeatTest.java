// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Instant;
import org.hamon.correlation.decode.Input;
import org.hamon.topology.Asset;
import org.hamon.topology.Topology;
import org.hamon.topology.reading.TopologyReader;
import org.junit.jupiter.api.Test;

class HeartbeatTest {

  private static final Topology TOPOLOGY =
      TopologyReader.read(Path.of("../../topology/samples/hokkaido")).topology().orElseThrow();
  private static final long TIME = Instant.parse("2018-09-05T18:00:00Z").toEpochMilli();

  @Test
  void exampleUsage() throws Exception {
    Heartbeat heartbeat = Heartbeat.in(TOPOLOGY);

    JsonNode reading = new ObjectMapper().readTree(heartbeat.line(Input.TELEMETRY, 3, TIME));
    JsonNode report = new ObjectMapper().readTree(heartbeat.line(Input.FAILURE_REPORTS, 3, TIME));

    assertThat(reading.path("time").asText()).isEqualTo("2018-09-05T18:00:00Z");
    assertThat(report.path("reportedAt").asText()).isEqualTo("2018-09-05T18:00:00Z");
    assertThat(report.path("state").asText()).isEqualTo("normal");
    assertThat(reading.path("lane").asText()).isEqualTo("test");
    assertThat(report.path("lane").asText()).isEqualTo("test");
  }

  @Test
  void reportsOfTwoPartitionsAreNotTakenForOneThatIsRepeated() {
    Heartbeat heartbeat = Heartbeat.in(TOPOLOGY);

    assertThat(heartbeat.line(Input.FAILURE_REPORTS, 0, TIME))
        .isNotEqualTo(heartbeat.line(Input.FAILURE_REPORTS, 1, TIME));
  }

  @Test
  void namesAnAssetWhoseSilenceNobodyMinds() {
    String asset = Heartbeat.in(TOPOLOGY).asset();

    assertThat(TOPOLOGY.assets())
        .filteredOn(one -> one.id().equals(asset))
        .extracting(Asset::everyMillis)
        .containsExactly(0L);
  }
}
