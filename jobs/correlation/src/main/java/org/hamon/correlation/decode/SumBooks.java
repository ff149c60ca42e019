// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.hamon.correlation.Output;
import org.hamon.correlation.decode.BookEntry.Column;

/**
 * Sums the entries of all operators that keep books and, when all have ended, says one line for
 * each lane and input. Remembers the sums, since a checkpoint may lie between the first entry and
 * the last. The lines bear the time of the end of history: the last watermark before the final one.
 */
@SuppressWarnings("NullAway.Init") // Flink calls initializeState first
final class SumBooks extends AbstractStreamOperator<Output>
    implements OneInputStreamOperator<BookEntry, Output>, BoundedOneInput {

  private static final long serialVersionUID = 1L;

  private transient Books books;
  private transient long end;

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    books = Books.open(context.getOperatorStateStore(), getMetricGroup().addGroup("sum"));
    end = 0;
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
        output.collect(new StreamRecord<>(line(lane, input), end));
      }
    }
  }

  private Output line(String lane, Input input) {
    StringBuilder json = new StringBuilder(128);
    json.append("{\"input\":\"").append(input.topic()).append('"');
    for (Column column : Column.values()) {
      json.append(",\"").append(column.word()).append("\":");
      json.append(books.count(lane, input, column));
    }
    json.append('}');
    return new Output(
        Output.BOOKS,
        lane,
        input.topic(),
        end,
        0,
        "jp.ci.books.v1",
        input.topic(),
        json.toString());
  }
}
