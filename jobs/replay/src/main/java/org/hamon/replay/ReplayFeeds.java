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

/** A history as the one feed of a replay. */
public final class ReplayFeeds implements Feeds {

  /** Name of the source and stem of its uid. */
  static final String HISTORY = "history";

  /** Gauge of the source: records that it has handed on since it started. */
  public static final String RECORDS = "historyRecords";

  /** Gauge of the source: how much of {@link #SIZE} was read when it started. */
  public static final String BEGAN = "historyBegan";

  /** Gauge of the source: how much of {@link #SIZE} is read, in the same unit. */
  public static final String PASSED = "historyPassed";

  /** Gauge of the source: how much there is to read; 0 before it knows. */
  public static final String SIZE = "historySize";

  /** Gauge of the source: event time up to which all is read, epoch milliseconds. */
  public static final String REACHED = "historyReached";

  private final History history;
  private final HistorySpan span;

  /**
   * @param bound disorder within a file or partition; the same as decode's
   * @param start as {@link History#start} told it; earlier readings are late
   */
  public ReplayFeeds(History history, Duration bound, long start) {
    this.history = requireNonNull(history, "history");
    this.span = new HistorySpan(start, bound.toMillis());
  }

  @Override
  public List<Feed> open(StreamExecutionEnvironment env) {
    return List.of(
        new Feed(
            HISTORY,
            env.fromSource(
                    new HistorySource(history, span),
                    // the source says its own
                    WatermarkStrategy.noWatermarks(),
                    HISTORY,
                    TypeInformation.of(Decoded.class))
                .uid(Uids.READ + HISTORY)
                .setParallelism(1),
            null,
            true));
  }
}
