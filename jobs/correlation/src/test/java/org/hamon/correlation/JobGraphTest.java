// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.hamon.correlation.kafka.KafkaFeeds;
import org.hamon.correlation.kafka.KafkaSettings;
import org.hamon.correlation.kafka.LiveTime;
import org.hamon.topology.Topology;
import org.junit.jupiter.api.Test;

/**
 * The graph of the job as text. To change it is a conscious act: a savepoint finds its operators by
 * these uids.
 */
class JobGraphTest {

  @Test
  void isTheGoldenOne() throws IOException {
    assertThat(textOf(graph())).isEqualTo(golden());
  }

  @Test
  void everyOperatorHasItsOwnUid() {
    List<String> uids = graph().getStreamNodes().stream().map(JobGraphTest::uidOf).toList();

    assertThat(uids).doesNotHaveDuplicates().doesNotContain("?");
  }

  private static StreamGraph graph() {
    Configuration strict = new Configuration();
    strict.setString("pipeline.generic-types", "false");
    strict.setString("pipeline.auto-generate-uids", "false");
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(strict);
    CorrelationPipeline.define(
        env,
        new KafkaFeeds(
            KafkaSettings.of("localhost:9092"),
            "hamon",
            LiveTime.auto(Duration.ofSeconds(2)),
            Clock.systemUTC()),
        Outlet.of(new DiscardingSink<>()),
        JobSettings.of("job", town(), JobGraphTest::town, List.of(), 0));
    StreamGraph graph = env.getStreamGraph();
    graph.getJobGraph();
    return graph;
  }

  private static Topology town() {
    return new Topology(
        "town", "1", List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), 8);
  }

  private static String textOf(StreamGraph graph) {
    TreeSet<String> lines = new TreeSet<>();
    for (StreamNode node : graph.getStreamNodes()) {
      String next =
          node.getOutEdges().stream()
              .map(edge -> uidOf(graph.getStreamNode(edge.getTargetId())))
              .distinct()
              .sorted()
              .collect(Collectors.joining(", "));
      lines.add(uidOf(node) + " (" + node.getOperatorName() + ") -> [" + next + "]");
    }
    return String.join("\n", lines) + "\n";
  }

  private static String uidOf(StreamNode node) {
    String uid = node.getTransformationUID();
    return uid == null ? "?" : uid;
  }

  private static String golden() throws IOException {
    try (InputStream in = JobGraphTest.class.getResourceAsStream("/job-graph.txt")) {
      return in == null ? "" : new String(in.readAllBytes(), UTF_8);
    }
  }
}
