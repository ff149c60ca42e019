// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.warn;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.hamon.correlation.Output;
import org.hamon.correlation.StreamNames;
import org.hamon.correlation.Uids;
import org.hamon.correlation.situation.Briefing;
import org.hamon.topology.Sharing;

/** The stage that tells each sector what each situation means for it. */
public final class Warn {

  /** So many impacts a warning lists, unless set otherwise; the rest is counted. */
  public static final int IMPACTS_LISTED = 200;

  private Warn() {}

  /**
   * The streams of those who have warnings of their own: each sector, or each of its communities
   * where several are agreed with; for {@code ict} that is {@code warnings-ict}.
   */
  public static StreamNames names(Collection<String> sectors, List<Sharing> sharing) {
    List<Recipient> agreed = Recipient.agreed(sharing);
    return StreamNames.of(
        Stream.concat(
                agreed.stream(),
                sectors.stream().flatMap(sector -> Recipient.of(sector, agreed).stream()))
            .map(Recipient::owner)
            .toList());
  }

  /** Warnings and decisions on the briefings, with the cuts that come with the job. */
  public static SingleOutputStreamOperator<Output> tell(
      DataStream<Briefing> briefings, StreamNames names) {
    return tell(briefings, names, Cuts.standard(), IMPACTS_LISTED);
  }

  /**
   * Warnings and decisions on the briefings.
   *
   * @param briefings of each lane in the order of event time
   * @param names of the recipients' own streams
   */
  public static SingleOutputStreamOperator<Output> tell(
      DataStream<Briefing> briefings, StreamNames names, Cuts cuts, int impactsListed) {
    Settings settings = new Settings(names, cuts, impactsListed);
    return briefings
        .keyBy(briefing -> briefing.lane() + " " + briefing.sector(), Types.STRING)
        .process(new IssueWarnings(settings))
        .name("warn")
        .uid(Uids.WARN);
  }
}
