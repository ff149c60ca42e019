// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.warn;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.hamon.correlation.Output;
import org.hamon.correlation.Uids;
import org.hamon.correlation.situation.Briefing;
import org.hamon.topology.Sharing;

/** The stage that tells each sector what each situation means for it. */
public final class Warn {

  /** So many impacts a warning lists, unless set otherwise; the rest is counted. */
  public static final int IMPACTS_LISTED = 200;

  private Warn() {}

  /**
   * Who has an output of warnings of its own: each sector, and each community of a sector in which
   * several are agreed with; for {@code ict} that is {@code warnings-ict}.
   */
  public static Set<String> recipients(Collection<String> sectors, List<Sharing> sharing) {
    Set<String> recipients = new TreeSet<>(sectors);
    Recipient.agreed(sharing).forEach(recipient -> recipients.add(recipient.name()));
    return recipients;
  }

  /** Warnings and decisions on the briefings, with the cuts that come with the job. */
  public static SingleOutputStreamOperator<Output> tell(DataStream<Briefing> briefings) {
    return tell(briefings, Cuts.standard(), IMPACTS_LISTED);
  }

  /**
   * Warnings and decisions on the briefings.
   *
   * @param briefings of each lane in the order of event time
   */
  public static SingleOutputStreamOperator<Output> tell(
      DataStream<Briefing> briefings, Cuts cuts, int impactsListed) {
    Settings settings = new Settings(cuts, impactsListed);
    return briefings
        .keyBy(briefing -> briefing.lane() + " " + briefing.sector(), Types.STRING)
        .process(new IssueWarnings(settings))
        .name("warn")
        .uid(Uids.WARN);
  }
}
