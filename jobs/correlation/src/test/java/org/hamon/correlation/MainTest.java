// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.hamon.correlation.config.InvalidConfigException;
import org.hamon.correlation.config.RunConfig;
import org.junit.jupiter.api.Test;

class MainTest {

  private static final Map<String, String> NEEDED =
      Map.of("brokers", "b:1", "topology", "t.yaml", "patterns", "p");

  @Test
  void exampleUsage() {
    Map<String, String> options = new java.util.TreeMap<>(NEEDED);
    options.put("parallelism", "3");
    options.put("checkpoints.interval", "20s");
    options.put("checkpoints.dir", "s3://bucket/checkpoints");

    Configuration flink = Main.flink(RunConfig.read(null, options));

    assertThat(flink.get(CoreOptions.DEFAULT_PARALLELISM)).isEqualTo(3);
    assertThat(flink.get(CheckpointingOptions.CHECKPOINTING_INTERVAL))
        .isEqualTo(Duration.ofSeconds(20));
    assertThat(flink.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY))
        .isEqualTo("s3://bucket/checkpoints");
  }

  @Test
  void whatIsNotSaidIsTheClustersToSay() {
    Configuration flink = Main.flink(RunConfig.read(null, NEEDED));

    assertThat(flink.keySet())
        .containsExactlyInAnyOrder(
            PipelineOptions.GENERIC_TYPES.key(),
            PipelineOptions.AUTO_GENERATE_UIDS.key(),
            PipelineOptions.OBJECT_REUSE.key());
  }

  @Test
  void everythingIsCheckedBeforeAnythingStarts() {
    assertThatThrownBy(
            () ->
                Main.main(
                    new String[] {
                      "--topology", "no/such.yaml", "--patterns", "nor/such", "--lanes", "many"
                    }))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("MISSING_KEY at brokers")
        .hasMessageContaining("no/such.yaml")
        .hasMessageContaining("nor/such")
        .hasMessageContaining("NO_NUMBER at lanes");
  }
}
