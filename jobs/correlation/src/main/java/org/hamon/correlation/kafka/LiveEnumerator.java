// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.kafka;

import java.io.IOException;
import java.util.List;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.jspecify.annotations.Nullable;

/**
 * Hands out partitions as Kafka's own enumerator does, and tells every reader up to when all of
 * them have read the partitions that nobody waits for ({@link ReadUpTo}).
 */
final class LiveEnumerator implements SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> {

  private final SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> partitions;
  private final SplitEnumeratorContext<KafkaPartitionSplit> context;
  private final ReadByAll readByAll;

  LiveEnumerator(
      SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> partitions,
      SplitEnumeratorContext<KafkaPartitionSplit> context) {
    this.partitions = partitions;
    this.context = context;
    this.readByAll = new ReadByAll(this::tell);
  }

  @Override
  public void start() {
    partitions.start();
  }

  @Override
  public void addReader(int reader) {
    readByAll.forget(reader);
    partitions.addReader(reader);
  }

  @Override
  public void handleSourceEvent(int reader, SourceEvent event) {
    if (event instanceof ReadUpTo read) {
      readByAll.hear(reader, read.instant(), context.currentParallelism());
    } else {
      partitions.handleSourceEvent(reader, event);
    }
  }

  @Override
  public void handleSplitRequest(int reader, @Nullable String host) {
    partitions.handleSplitRequest(reader, host);
  }

  @Override
  public void addSplitsBack(List<KafkaPartitionSplit> splits, int reader) {
    readByAll.forget(reader);
    partitions.addSplitsBack(splits, reader);
  }

  @Override
  public KafkaSourceEnumState snapshotState(long checkpointId) throws Exception {
    return partitions.snapshotState(checkpointId);
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    partitions.notifyCheckpointComplete(checkpointId);
  }

  @Override
  public void close() throws IOException {
    partitions.close();
  }

  /** A reader that has failed a moment ago starts again and is told then. */
  private void tell(int reader, ReadUpTo read) {
    if (context.registeredReaders().containsKey(reader)) {
      context.sendEventToSourceReader(reader, read);
    }
  }
}
