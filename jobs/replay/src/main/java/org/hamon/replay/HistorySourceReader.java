// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.MetricGroup;
import org.hamon.correlation.decode.Decoded;
import org.jspecify.annotations.Nullable;

/**
 * Takes records and says watermarks: how far all parts have come, less the disorder bound; when
 * they have ended, the end of history. Flink's own last watermark comes after that one, so whoever
 * acts on time can tell the end of history from the end of the job.
 */
final class HistorySourceReader implements SourceReader<Decoded, HistorySplit> {

  /** Records between two looks at what else the task has to do. */
  private static final int RECORDS_AT_ONCE = 128;

  /** Event time between two watermarks, so that a history is not all watermarks. */
  private static final long MILLIS_BETWEEN_WATERMARKS = 1_000;

  private final History history;
  private final HistorySpan span;
  private final CompletableFuture<Void> splitsCame = new CompletableFuture<>();

  private @Nullable HistorySplit split;
  private @Nullable Merge merge;
  private long taken;

  // for the metrics, which are read by other threads
  private volatile long watermark = Long.MIN_VALUE;
  private volatile long records;
  private volatile long began;
  private volatile long passed;
  private volatile long size;

  HistorySourceReader(History history, HistorySpan span, MetricGroup metrics) {
    this.history = history;
    this.span = span;
    metrics.gauge(ReplayFeeds.RECORDS, () -> records);
    metrics.gauge(ReplayFeeds.BEGAN, () -> began);
    metrics.gauge(ReplayFeeds.PASSED, () -> passed);
    metrics.gauge(ReplayFeeds.SIZE, () -> size);
    metrics.gauge(ReplayFeeds.REACHED, () -> watermark);
  }

  @Override
  public void start() {}

  @Override
  public void addSplits(List<HistorySplit> splits) {
    split = splits.get(0);
  }

  @Override
  public void notifyNoMoreSplits() {
    splitsCame.complete(null);
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return splitsCame;
  }

  @Override
  public InputStatus pollNext(ReaderOutput<Decoded> output) throws Exception {
    if (!splitsCame.isDone()) {
      return InputStatus.NOTHING_AVAILABLE;
    }
    if (split == null) {
      return InputStatus.END_OF_INPUT;
    }
    if (merge == null) {
      merge = new Merge(history, span, split.positions());
      began = merge.passed();
      size = merge.size();
    }
    passed = merge.passed();
    for (int i = 0; i < RECORDS_AT_ONCE; i++) {
      Decoded record = merge.next();
      if (record == null) {
        sayEnd(output, merge.latest());
        return InputStatus.END_OF_INPUT;
      }
      taken++;
      output.collect(record, merge.time());
      long reached = merge.reached();
      if (reached != Decoded.NO_TIME && reached != Long.MAX_VALUE) {
        long behind = reached - span.bound() - 1;
        if (behind >= watermark + MILLIS_BETWEEN_WATERMARKS || watermark == Long.MIN_VALUE) {
          say(output, behind);
        }
      }
    }
    records = taken;
    return InputStatus.MORE_AVAILABLE;
  }

  @Override
  public List<HistorySplit> snapshotState(long checkpoint) {
    if (merge != null) {
      return List.of(new HistorySplit(merge.positions()));
    }
    return split == null ? List.of() : List.of(split);
  }

  @Override
  public void close() throws Exception {
    if (merge != null) {
      merge.close();
    }
  }

  private void sayEnd(ReaderOutput<Decoded> output, long latest) {
    long end = history.until() != Long.MAX_VALUE ? history.until() : latest;
    if (end != Decoded.NO_TIME) {
      say(output, end);
    }
  }

  private void say(ReaderOutput<Decoded> output, long time) {
    watermark = time;
    output.emitWatermark(new Watermark(time));
  }
}
