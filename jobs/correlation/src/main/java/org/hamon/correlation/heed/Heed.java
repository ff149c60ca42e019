// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.heed;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;
import org.hamon.correlation.Output;
import org.hamon.correlation.Uids;
import org.hamon.correlation.notice.Notice;
import org.hamon.patterns.language.StateChange;

/** The stage that stands between health and all who alarm: it heeds maintenance. */
public final class Heed {

  /** Changes under maintenance that later stages must not alarm about. */
  public static final OutputTag<StateChange> WITHHELD =
      new OutputTag<>("withheld", TypeInformation.of(StateChange.class));

  private Heed() {}

  /**
   * Changes that later stages may hear. The others leave on {@link #WITHHELD}, the lines on {@link
   * Output#TAG}, with decisions.
   *
   * @param changes of all assets
   * @param lines of {@code asset-state} that tell them
   * @param notices of which only maintenance is heeded here
   */
  public static SingleOutputStreamOperator<StateChange> of(
      DataStream<StateChange> changes, DataStream<Output> lines, DataStream<Notice> notices) {
    DataStream<Heard> heard =
        changes
            .map(Heard::of)
            .returns(Heard.class)
            .name("heard changes")
            .uid(Uids.HEARD_CHANGES)
            .union(
                lines
                    .map(Heard::of)
                    .returns(Heard.class)
                    .name("heard asset states")
                    .uid(Uids.HEARD_ASSET_STATES));
    return heard
        .keyBy(Heard::key, Types.STRING)
        .connect(notices.broadcast(HeedMaintenance.MAINTENANCE))
        .process(new HeedMaintenance())
        .name("heed maintenance")
        .uid(Uids.HEED_MAINTENANCE);
  }
}
