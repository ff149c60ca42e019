// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay;

import java.io.IOException;
import java.util.List;
import java.util.TreeSet;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.hamon.correlation.decode.Decoded;
import org.jspecify.annotations.Nullable;

/**
 * The records of a history in order of event time, with watermarks of its own. One split, since
 * order needs one place to merge in; it resumes from a checkpoint at the places reached. A record
 * whose timestamp lies before its own time is ahead.
 */
final class HistorySource implements Source<Decoded, HistorySplit, Boolean> {

  private static final long serialVersionUID = 1L;

  private final History history;
  private final HistorySpan span;

  HistorySource(History history, HistorySpan span) {
    this.history = history;
    this.span = span;
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.BOUNDED;
  }

  @Override
  public SourceReader<Decoded, HistorySplit> createReader(SourceReaderContext context) {
    return new HistorySourceReader(history, span, context.metricGroup());
  }

  @Override
  public SplitEnumerator<HistorySplit, Boolean> createEnumerator(
      SplitEnumeratorContext<HistorySplit> context) throws IOException {
    return new OneSplit(
        context, new HistorySplit(history.parts().stream().map(Position::startOf).toList()));
  }

  @Override
  public SplitEnumerator<HistorySplit, Boolean> restoreEnumerator(
      SplitEnumeratorContext<HistorySplit> context, Boolean assigned) throws IOException {
    return assigned ? new OneSplit(context, null) : createEnumerator(context);
  }

  @Override
  public SimpleVersionedSerializer<HistorySplit> getSplitSerializer() {
    return HistorySplit.SERIALIZER;
  }

  @Override
  public SimpleVersionedSerializer<Boolean> getEnumeratorCheckpointSerializer() {
    return new AssignedSerializer();
  }

  /** Gives the split to the first reader that comes. */
  private static final class OneSplit implements SplitEnumerator<HistorySplit, Boolean> {

    private final SplitEnumeratorContext<HistorySplit> context;
    private @Nullable HistorySplit unassigned;

    OneSplit(SplitEnumeratorContext<HistorySplit> context, @Nullable HistorySplit unassigned) {
      this.context = context;
      this.unassigned = unassigned;
    }

    @Override
    public void start() {}

    @Override
    public void addReader(int subtask) {
      if (unassigned != null) {
        HistorySplit split = unassigned;
        unassigned = null;
        context.assignSplit(split, subtask);
      }
      context.signalNoMoreSplits(subtask);
    }

    @Override
    public void addSplitsBack(List<HistorySplit> splits, int subtask) {
      unassigned = splits.isEmpty() ? unassigned : splits.get(0);
      new TreeSet<>(context.registeredReaders().keySet()).forEach(this::addReader);
    }

    @Override
    public void handleSplitRequest(int subtask, @Nullable String host) {}

    @Override
    public Boolean snapshotState(long checkpoint) {
      return unassigned == null;
    }

    @Override
    public void close() {}
  }

  private static final class AssignedSerializer implements SimpleVersionedSerializer<Boolean> {

    @Override
    public int getVersion() {
      return 1;
    }

    @Override
    public byte[] serialize(Boolean assigned) {
      return new byte[] {(byte) (assigned ? 1 : 0)};
    }

    @Override
    public Boolean deserialize(int version, byte[] serialized) {
      return serialized[0] == 1;
    }
  }
}
