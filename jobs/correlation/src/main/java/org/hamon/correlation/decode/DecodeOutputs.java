// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.hamon.correlation.Output;
import org.hamon.correlation.decode.BookEntry.Column;
import org.jspecify.annotations.Nullable;

/**
 * Where decode hands on what it makes of records, and writes down what became of each: in its books
 * and, for dead letters, as metrics {@code deadLetters.<reason>} that begin at 0 when the job
 * starts.
 */
final class DecodeOutputs {

  private final org.apache.flink.streaming.api.operators.Output<StreamRecord<Observation>> output;
  private final MetricGroup metrics;
  private final Books books;
  private final TimeReached time;
  private final Map<Reason, Counter> refused = new EnumMap<>(Reason.class);

  /**
   * @param time for the dead letters, which are written at the newest time of their partition
   */
  DecodeOutputs(
      org.apache.flink.streaming.api.operators.Output<StreamRecord<Observation>> output,
      MetricGroup metrics,
      Books books,
      TimeReached time) {
    this.output = output;
    this.metrics = metrics;
    this.books = books;
    this.time = time;
  }

  /** Hands on an observation; a later stage writes down what becomes of its record. */
  void say(Observation observation) {
    output.collect(new StreamRecord<>(observation, observation.time()));
  }

  /** Hands on a line of an output, if there is one. */
  void say(@Nullable Output line) {
    if (line != null) {
      say(Output.TAG, line, line.time());
    }
  }

  <T> void say(OutputTag<T> tag, T value, long at) {
    output.collect(tag, new StreamRecord<>(value, at));
  }

  /** Writes the record into a column of the books. */
  void count(Decoded record, Column column) {
    count(record.lane(), record.input(), column, 1);
  }

  /** The record waits no longer. */
  void waitsNoMore(Decoded record) {
    count(record.lane(), record.input(), Column.WAITING, -1);
  }

  void count(String lane, Input input, Column column, long records) {
    books.add(lane, input, column, records);
  }

  /** Makes the record a dead letter of that lane. */
  void refuse(Decoded record, Reason reason, DeadLetters.Writer writer, String lane) {
    long latest = time.latest(record.origin(), lane);
    long at = latest != Decoded.NO_TIME ? latest : Math.max(0, record.time());
    refuse(lane, record.input(), reason, writer.write(record, at));
  }

  void refuse(String lane, Input input, Reason reason, Output line) {
    count(lane, input, Column.DEAD_LETTERED, 1);
    refused
        .computeIfAbsent(reason, why -> metrics.addGroup("deadLetters").counter(why.name()))
        .inc();
    say(line);
  }

  /** Says how the books have changed since this was last called. */
  void tellBooks() {
    books.tell(entry -> say(Books.TAG, entry, Long.MAX_VALUE));
  }

  /** Writes the books into the state. */
  void snapshot() throws Exception {
    books.snapshot();
  }
}
