// SPDX-License-Identifier: Apache-2.0
package org.hamon.benchmark.cep;

import java.util.List;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;
import org.hamon.patterns.engine.ControlChange;
import org.hamon.patterns.engine.Engine;
import org.hamon.patterns.engine.PatternEngine;
import org.hamon.patterns.engine.Storm;
import org.hamon.patterns.language.Match;
import org.hamon.patterns.language.Pattern;
import org.hamon.patterns.language.Symptom;
import org.hamon.topology.Topology;

/** Patterns on Hamon's host: one operator for all. What it drops in a storm is noted. */
final class HostJob {

  private HostJob() {}

  /**
   * Adds it to a job.
   *
   * @param mostPartialMatches of one pattern at one root
   */
  static DataStream<Finding> define(
      StreamExecutionEnvironment env,
      String run,
      DataStream<Symptom> symptoms,
      List<Pattern> patterns,
      Engine engine,
      int mostPartialMatches) {
    DataStream<ControlChange> noControls =
        env.fromSequence(0, 0)
            .setParallelism(1)
            .uid("no-controls")
            .flatMap(new Nothing())
            .returns(TypeInformation.of(ControlChange.class))
            .setParallelism(1)
            .uid("nothing");
    SingleOutputStreamOperator<Match> matches =
        PatternEngine.findAmong(
            symptoms, noControls, settings(run, patterns, engine, mostPartialMatches));
    matches
        .getSideOutput(PatternEngine.STORMS)
        .map(new Note(run))
        .name("note storms")
        .uid("note-storms");
    return matches
        .map(match -> new Finding(match.pattern(), match.root(), match.start(), 0, match.at()))
        .returns(TypeInformation.of(Finding.class))
        .name("findings")
        .uid("findings");
  }

  private static PatternEngine.Settings settings(
      String run, List<Pattern> patterns, Engine engine, int mostPartialMatches) {
    PatternEngine.Settings usual =
        new PatternEngine.Settings(run, "nothing", HostJob::noTopology, patterns);
    return new PatternEngine.Settings(
        usual.job(),
        usual.baseId(),
        usual.base(),
        usual.patterns(),
        mostPartialMatches,
        usual.cachedRoots(),
        engine,
        usual.replaced());
  }

  /** Only locating and counts look at the topology, and there are neither. */
  private static Topology noTopology() {
    return new Topology(
        "nothing",
        "1",
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Topology.DEFAULT_HOP_LIMIT);
  }

  /** Takes and gives nothing: a stream of controls that ends at once. */
  private static final class Nothing implements FlatMapFunction<Long, ControlChange> {

    private static final long serialVersionUID = 1L;

    @Override
    public void flatMap(Long value, Collector<ControlChange> out) {}
  }

  /** Tells the {@link Race} of storms. */
  private static final class Note extends RichMapFunction<Storm, Long> {

    private static final long serialVersionUID = 1L;

    private final String run;
    private transient Race race;

    @SuppressWarnings("NullAway.Init") // set by the runtime's call
    Note(String run) {
      this.run = run;
    }

    @Override
    public void open(OpenContext context) {
      race = Race.named(run);
    }

    @Override
    public Long map(Storm storm) {
      race.stormed();
      return storm.at();
    }
  }
}
