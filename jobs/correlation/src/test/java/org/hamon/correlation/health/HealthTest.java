// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.hamon.correlation.decode.Observation;
import org.junit.jupiter.api.Test;

class HealthTest {

  @Test
  void exampleUsage() {
    Configuration strict = new Configuration();
    strict.set(PipelineOptions.GENERIC_TYPES, false);
    strict.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(strict);
    TypeInformation<Observation> type = TypeInformation.of(Observation.class);

    Health.Result health =
        Health.of(
            env.fromData(type, Says.base(Says.asset("sub", 30), 0)).uid("observations"),
            Health.Settings.DEFAULT);
    health.changes().sinkTo(new DiscardingSink<>()).uid("changes");
    health.assetStates().sinkTo(new DiscardingSink<>()).uid("asset-states");
    health.outputs().sinkTo(new DiscardingSink<>()).uid("outputs");
    health.books().sinkTo(new DiscardingSink<>()).uid("books");

    List<String> names = new ArrayList<>();
    for (JobVertex vertex : env.getStreamGraph().getJobGraph().getVertices()) {
      names.add(vertex.getName());
    }
    assertThat(String.join(" | ", names))
        .contains("assess health", "count in region and nation", "sector health");
  }
}
