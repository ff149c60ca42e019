// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.hamon.correlation.Uids;
import org.hamon.correlation.decode.Decoded;
import org.hamon.correlation.decode.Feed;
import org.hamon.correlation.decode.Feeds;

/** The files of a history as the one feed of a replay. */
public final class ReplayFeeds implements Feeds {

  /** Name of the source and stem of its uid. */
  static final String HISTORY = "history";

  private final History history;
  private final Duration bound;

  /**
   * @param bound disorder within a file; the same as decode's
   */
  public ReplayFeeds(History history, Duration bound) {
    this.history = requireNonNull(history, "history");
    this.bound = requireNonNull(bound, "bound");
  }

  @Override
  public List<Feed> open(StreamExecutionEnvironment env) {
    return List.of(
        new Feed(
            HISTORY,
            env.fromSource(
                    new HistorySource(history, bound.toMillis()),
                    // the source says its own
                    WatermarkStrategy.noWatermarks(),
                    HISTORY,
                    TypeInformation.of(Decoded.class))
                .uid(Uids.READ + HISTORY)
                .setParallelism(1)));
  }
}
