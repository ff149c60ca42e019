// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.function.SerializableSupplier;
import org.hamon.correlation.Uids;
import org.hamon.correlation.notice.Notice;
import org.hamon.patterns.language.Match;
import org.hamon.patterns.language.Reserve;
import org.hamon.patterns.language.StateChange;
import org.hamon.topology.TopologyChange;
import org.hamon.topology.TopologyRegistry;

/** The situation stage: changes, reserves, matches and notices in, briefings out. */
public final class Situations {

  private Situations() {}

  /**
   * Adds the stage. Situations as a whole leave on {@link org.hamon.correlation.Output#TAG}.
   *
   * @param reserves news of batteries and fuel; none with TLP:RED
   * @param withheld changes under maintenance, which alarm nobody
   * @param notices controls and advisories
   * @param topologyChanges since the base
   * @param access to the graphs that all slots of a process share
   */
  public static SingleOutputStreamOperator<Briefing> of(
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
    return signals
        .keyBy(Signal::lane)
        .connect(topologyChanges.broadcast(TrackSituations.CHANGES))
        .process(new TrackSituations(access))
        .name("track situations")
        .uid(Uids.TRACK_SITUATIONS);
  }
}
