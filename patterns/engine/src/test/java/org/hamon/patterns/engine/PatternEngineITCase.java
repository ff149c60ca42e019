// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.hamon.patterns.engine.Given.at;
import static org.hamon.patterns.engine.Given.atLeast;
import static org.hamon.patterns.engine.Given.change;
import static org.hamon.patterns.engine.Given.sequence;
import static org.hamon.patterns.engine.Given.stage;
import static org.hamon.patterns.engine.Given.topology;
import static org.hamon.topology.AssetState.STOPPED;
import static org.hamon.topology.AssetState.UNKNOWN;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;
import org.hamon.patterns.language.Match;
import org.hamon.patterns.language.Pattern;
import org.hamon.patterns.language.Place;
import org.hamon.patterns.language.StateChange;
import org.hamon.topology.Topology;
import org.hamon.topology.TopologyChange;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatternEngineITCase {

  @RegisterExtension
  private static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static final Pattern TWO_FOLLOW =
      sequence(
          "two-follow",
          30 * 60_000,
          stage("root stops", Place.ROOT, STOPPED),
          atLeast(2, stage("others follow", Place.downstream(1, 2), STOPPED, UNKNOWN)));

  @ParameterizedTest
  @ValueSource(strings = {"hashmap", "rocksdb"})
  void findsMatchesInARealJobWithoutKryoOrGeneratedUids(String backend) throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    configuration.set(StateBackendOptions.STATE_BACKEND, backend);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    env.setParallelism(2);

    DataStream<StateChange> changes =
        env.fromData(
                TypeInformation.of(StateChange.class),
                change("00:00", "sub-1", "electricity", STOPPED),
                change("00:01", "sub-2", "electricity", STOPPED),
                change("00:02", "a", "ict", UNKNOWN),
                change("00:03", "b", "ict", UNKNOWN),
                change("00:04", "c", "ict", UNKNOWN))
            .uid("changes")
            .assignTimestampsAndWatermarks(
                WatermarkStrategy.<StateChange>forMonotonousTimestamps()
                    .withTimestampAssigner((change, unused) -> change.time()))
            .uid("change times");
    DataStream<ControlChange> controls =
        env.fromData(
                TypeInformation.of(ControlChange.class),
                ControlChange.of(
                    new TopologyChange(
                        TopologyChange.Op.REMOVE_DEPENDENCY,
                        at("00:02"),
                        "d3",
                        null,
                        0,
                        null,
                        null,
                        null)))
            .uid("controls")
            .assignTimestampsAndWatermarks(
                WatermarkStrategy.<ControlChange>forMonotonousTimestamps()
                    .withTimestampAssigner((change, unused) -> change.validFrom()))
            .uid("control times");

    List<Match> matches = new ArrayList<>();
    try (CloseableIterator<Match> found =
        PatternEngine.find(changes, controls, settings()).executeAndCollect()) {
      found.forEachRemaining(matches::add);
    }

    assertThat(matches)
        .extracting(Match::root, Match::at, Match::members)
        .containsExactly(tuple("sub-1", at("00:03"), Arrays.asList("sub-1", "a", "b")));
  }

  private static PatternEngine.Settings settings() {
    return new PatternEngine.Settings("it", "base", PatternEngineITCase::base, List.of(TWO_FOLLOW));
  }

  private static Topology base() {
    return topology(
        "sub-1:electricity/substation > a:ict/site",
        "sub-1:electricity/substation > b:ict/site",
        "sub-2:electricity/substation > b:ict/site",
        "sub-2:electricity/substation > c:ict/site");
  }
}
