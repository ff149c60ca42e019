// SPDX-License-Identifier: Apache-2.0
package org.hamon.benchmark.replay;

import java.nio.file.Path;
import java.util.List;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.hamon.benchmark.CountRecords;
import org.hamon.benchmark.GeneratedTopology;
import org.hamon.benchmark.Readings;
import org.hamon.correlation.CorrelationPipeline;
import org.hamon.correlation.JobSettings;
import org.hamon.correlation.Outlet;
import org.hamon.correlation.decode.Decoded;
import org.hamon.patterns.language.Pattern;
import org.hamon.replay.History;
import org.hamon.replay.ReplayFeeds;
import org.hamon.replay.SortedFileSink;

/** What is compared. */
enum ReplayJob {
  /** Files read, merged and parsed, in the one task where a replay does that. */
  READ("files -> merge -> parse -> count") {
    @Override
    void define(StreamExecutionEnvironment env, Setting setting) {
      FlatMapFunction<Decoded, Long> count = new CountRecords<>();
      setting
          .feeds()
          .open(env)
          .get(0)
          .records()
          .flatMap(count)
          .returns(Types.LONG)
          .setParallelism(1)
          .name("count")
          .uid("count");
    }
  },

  /** The whole of a replay, until its files are there. */
  REPLAY("files -> whole pipeline -> files") {
    @Override
    void define(StreamExecutionEnvironment env, Setting setting) {
      CorrelationPipeline.define(
              env,
              setting.feeds(),
              Outlet.of(SortedFileSink.resumable(setting.out(), setting.settings().names())),
              setting.settings())
          .setParallelism(1);
    }
  };

  private final String flow;

  ReplayJob(String flow) {
    this.flow = flow;
  }

  /** What is in it, for people. */
  String flow() {
    return flow;
  }

  abstract void define(StreamExecutionEnvironment env, Setting setting);

  /** What a run reads, knows and writes. */
  record Setting(
      String name, History history, GeneratedTopology topology, List<Pattern> patterns, Path out) {

    private JobSettings settings() {
      return JobSettings.of(
          name, topology.get(), topology, patterns, Readings.START.toEpochMilli());
    }

    private ReplayFeeds feeds() {
      return new ReplayFeeds(history, settings().bound(), settings().start());
    }
  }
}
