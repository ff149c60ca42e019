// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation;

import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.hamon.correlation.decode.Decode;
import org.hamon.correlation.decode.Feed;
import org.hamon.correlation.decode.Feeds;
import org.hamon.correlation.health.Health;
import org.hamon.correlation.heed.Heed;
import org.hamon.correlation.situation.Situations;
import org.hamon.correlation.warn.Warn;
import org.hamon.patterns.engine.ControlChange;
import org.hamon.patterns.engine.PatternEngine;
import org.hamon.patterns.language.Match;
import org.hamon.patterns.language.StateChange;
import org.hamon.patterns.language.Tlp;

/**
 * The whole job on one page: readings, reports and changes of the topology in, early warnings out.
 * The same for live, replay and tests; only feeds, outlet and settings differ.
 */
public final class CorrelationPipeline {

  private CorrelationPipeline() {}

  /**
   * Adds the job to the environment.
   *
   * @return the end of it, so that a caller may say how many write
   */
  public static DataStreamSink<Output> define(
      StreamExecutionEnvironment env, Feeds feeds, Outlet outlet, JobSettings settings) {
    List<Feed> opened = feeds.open(env);
    Decode.Streams decoded =
        Decode.decode(
            opened,
            settings.bound(),
            settings.lanes(),
            settings.start(),
            settings::acquireTopology);

    Health.Result health = Health.of(decoded.observations(), settings.health());

    DataStream<StateChange> open =
        health
            .changes()
            .filter(change -> change.tlp() != Tlp.RED)
            .name("withhold red evidence")
            .uid(Uids.WITHHOLD_RED);

    SingleOutputStreamOperator<StateChange> changes =
        Heed.of(open, health.assetStates(), decoded.notices());

    DataStream<ControlChange> controls =
        decoded
            .control()
            .map(ControlChange::of)
            .returns(ControlChange.class)
            .name("controls")
            .uid(Uids.CONTROLS)
            .union(
                decoded
                    .patterns()
                    .map(ControlChange::of)
                    .returns(ControlChange.class)
                    .name("patterns")
                    .uid(Uids.PATTERNS));

    SingleOutputStreamOperator<Match> matches =
        PatternEngine.find(changes, controls, settings.engine());

    Situations.Result situations =
        Situations.of(
            changes,
            changes.getSideOutput(Heed.WITHHELD),
            health.reserves(),
            matches,
            decoded.notices(),
            decoded.control(),
            settings::acquireTopology);

    SingleOutputStreamOperator<Output> warnings =
        Warn.tell(situations.briefings(), settings.names());

    DataStream<Output> outputs =
        warnings.union(
            situations.outputs(),
            engineDecisions(matches),
            changes.getSideOutput(Output.TAG),
            health.outputs(),
            decoded.outputs(),
            Decode.sumBooks(decoded.books().union(health.books()), opened.get(0).clock()));
    return outlet.write(feeds.health(opened).map(outputs::union).orElse(outputs));
  }

  private static DataStream<Output> engineDecisions(SingleOutputStreamOperator<Match> matches) {
    DataStream<Output> shadow =
        matches
            .filter(Match::shadow)
            .name("matches in the shadow")
            .uid(Uids.SHADOW_MATCHES)
            .map(EngineDecisions::ofShadow)
            .returns(Output.class)
            .name("decide on shadow")
            .uid(Uids.DECIDE_ON_SHADOW);
    DataStream<Output> storms =
        matches
            .getSideOutput(PatternEngine.STORMS)
            .map(EngineDecisions::ofStorm)
            .returns(Output.class)
            .name("decide on storms")
            .uid(Uids.DECIDE_ON_STORMS);
    DataStream<Output> faults =
        matches
            .getSideOutput(PatternEngine.FAULTS)
            .map(EngineDecisions::ofFault)
            .returns(Output.class)
            .name("decide on faults")
            .uid(Uids.DECIDE_ON_FAULTS);
    return shadow.union(storms, faults);
  }
}
