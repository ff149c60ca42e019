// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.hamon.correlation.Output;
import org.hamon.correlation.decode.BookEntry.Column;
import org.jspecify.annotations.Nullable;

/**
 * Sums what all operators that keep books say of theirs. In a live run it says the sums of each
 * lane and input that have changed with every checkpoint: all entries that belong to it are there
 * then, so they balance. Where history ends it says all once: the lines bear the time of its end,
 * the last watermark before the final one.
 */
@SuppressWarnings("NullAway.Init") // Flink calls initializeState first
final class SumBooks extends AbstractStreamOperator<Output>
    implements OneInputStreamOperator<BookEntry, Output>, BoundedOneInput {

  private static final long serialVersionUID = 1L;

  private final @Nullable Clock clock;

  private transient Books books;
  private transient long end;

  /**
   * @param clock of a live run; null where history ends
   */
  SumBooks(@Nullable Clock clock) {
    this.clock = clock;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    books = Books.open(context.getOperatorStateStore(), getMetricGroup().addGroup("sum"));
    end = 0;
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    super.prepareSnapshotPreBarrier(checkpointId);
    if (clock != null) {
      Set<LaneInput> changed = new LinkedHashSet<>();
      books.tell(entry -> changed.add(new LaneInput(entry.lane(), entry.input())));
      long now = clock.millis();
      changed.forEach(one -> output.collect(new StreamRecord<>(line(one, now), now)));
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    books.snapshot();
  }

  @Override
  public void processElement(StreamRecord<BookEntry> element) {
    BookEntry entry = element.getValue();
    books.add(entry.lane(), entry.input(), entry.column(), entry.count());
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    if (mark.getTimestamp() != Long.MAX_VALUE) {
      end = mark.getTimestamp();
    }
    super.processWatermark(mark);
  }

  @Override
  public void endInput() {
    for (String lane : books.lanes()) {
      for (Input input : Input.values()) {
        output.collect(new StreamRecord<>(line(new LaneInput(lane, input), end), end));
      }
    }
  }

  private record LaneInput(String lane, Input input) {}

  private Output line(LaneInput of, long time) {
    String input = of.input().topic();
    StringBuilder json = new StringBuilder(128);
    json.append("{\"input\":\"").append(input).append('"');
    for (Column column : Column.values()) {
      json.append(",\"").append(column.word()).append("\":");
      json.append(books.count(of.lane(), of.input(), column));
    }
    json.append('}');
    return new Output(
        Output.BOOKS, of.lane(), input, time, 0, "jp.ci.books.v1", input, json.toString());
  }
}
