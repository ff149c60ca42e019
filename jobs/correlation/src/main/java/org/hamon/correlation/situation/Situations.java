// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.function.SerializableSupplier;
import org.hamon.correlation.Output;
import org.hamon.correlation.Uids;
import org.hamon.correlation.notice.Notice;
import org.hamon.patterns.language.Match;
import org.hamon.patterns.language.Reserve;
import org.hamon.patterns.language.StateChange;
import org.hamon.topology.TopologyChange;
import org.hamon.topology.TopologyRegistry;

/**
 * The situation stage: changes, reserves, matches and notices in, briefings out.
 *
 * <p>Three questions, one operator each. <em>Who belongs together?</em> is cheap and has to see a
 * lane in order ({@link TrackSituations}). <em>What follows?</em> is dear and is asked of clusters:
 * situations whose failures have to do with each other ({@link ForeseeClusters}). <em>What is
 * said?</em> depends on all that was said in the lane before ({@link TellSectors}). Each works off
 * what it is given behind the watermark, in the order in which it happened, so that what is said is
 * the same however many work at it.
 */
public final class Situations {

  /** What is handed on is little, and waits for nothing. */
  private static final long AT_ONCE = 0;

  private Situations() {}

  /**
   * Adds the stage.
   *
   * @param reserves news of batteries and fuel; none with TLP:RED
   * @param withheld changes under maintenance, which alarm nobody
   * @param notices controls and advisories
   * @param topologyChanges since the base
   * @param access to the graphs that all slots of a process share
   */
  public static Result of(
      DataStream<StateChange> changes,
      DataStream<StateChange> withheld,
      DataStream<Reserve> reserves,
      DataStream<Match> matches,
      DataStream<Notice> notices,
      DataStream<TopologyChange> topologyChanges,
      SerializableSupplier<TopologyRegistry.Lease> access) {
    DataStream<Signal> signals =
        changes
            .map(Signal::of)
            .returns(Signal.class)
            .name("changes for situations")
            .uid(Uids.CHANGE_SIGNALS)
            .union(
                withheld
                    .map(Signal::withheld)
                    .returns(Signal.class)
                    .name("withheld changes for situations")
                    .uid(Uids.WITHHELD_SIGNALS),
                reserves
                    .map(Signal::of)
                    .returns(Signal.class)
                    .name("reserves for situations")
                    .uid(Uids.RESERVE_SIGNALS),
                matches
                    .map(Signal::of)
                    .returns(Signal.class)
                    .name("matches for situations")
                    .uid(Uids.MATCH_SIGNALS),
                notices
                    .map(Signal::of)
                    .returns(Signal.class)
                    .name("notices for situations")
                    .uid(Uids.NOTICE_SIGNALS));
    BroadcastStream<TopologyChange> topology = topologyChanges.broadcast(Versions.CHANGES);
    SingleOutputStreamOperator<Picture> pictures =
        signals
            .keyBy(Signal::lane)
            .connect(topology)
            .process(new TrackSituations(access))
            .name("track situations")
            .uid(Uids.TRACK_SITUATIONS)
            .setBufferTimeout(AT_ONCE);
    SingleOutputStreamOperator<Prospect> prospects =
        pictures
            .keyBy(Picture::cluster)
            .connect(topology)
            .process(new ForeseeClusters(access))
            .name("foresee clusters")
            .uid(Uids.FORESEE_CLUSTERS)
            .setBufferTimeout(AT_ONCE);
    SingleOutputStreamOperator<Briefing> briefings =
        prospects
            .keyBy(Prospect::lane)
            .connect(topology)
            .process(new TellSectors(access))
            .name("tell sectors")
            .uid(Uids.TELL_SECTORS);
    return new Result(
        briefings, pictures.getSideOutput(Output.TAG).union(briefings.getSideOutput(Output.TAG)));
  }

  /**
   * What the stage makes.
   *
   * @param outputs situations as a whole, impacts, and decisions on notices
   */
  public record Result(DataStream<Briefing> briefings, DataStream<Output> outputs) {}
}
