// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.kafka;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.hamon.correlation.decode.Decoded;
import org.jspecify.annotations.Nullable;

/**
 * Gives a reader its {@link Partition}s as outputs, in front of Flink's own for each split. They
 * are kept when a split ends: a topic that lacks the partition today may have it again tomorrow.
 */
final class PartitionOutputs implements ReaderOutput<Decoded> {

  private final Map<String, Partition> partitions = new HashMap<>();
  private @Nullable ReaderOutput<Decoded> main;

  /** Puts a partition in front of the output of that split. */
  void add(String split, Partition partition) {
    partitions.put(split, partition);
    if (main != null) {
      partition.sendTo(main.createOutputForSplit(split));
    }
  }

  /** Where all goes. Always the same as long as a reader lives. */
  void sendTo(ReaderOutput<Decoded> output) {
    if (main == null) {
      main = output;
      partitions.forEach(
          (split, partition) -> partition.sendTo(output.createOutputForSplit(split)));
    }
  }

  @Override
  public SourceOutput<Decoded> createOutputForSplit(String split) {
    Partition partition = partitions.get(split);
    if (partition == null) {
      throw new IllegalStateException("Expected a split that was added, but got " + split);
    }
    return partition;
  }

  @Override
  public void releaseOutputForSplit(String split) {}

  @Override
  public void collect(Decoded record) {
    main().collect(record);
  }

  @Override
  public void collect(Decoded record, long timestamp) {
    main().collect(record, timestamp);
  }

  @Override
  public void emitWatermark(Watermark watermark) {
    main().emitWatermark(watermark);
  }

  @Override
  public void markIdle() {
    main().markIdle();
  }

  @Override
  public void markActive() {
    main().markActive();
  }

  private ReaderOutput<Decoded> main() {
    if (main == null) {
      throw new IllegalStateException("Expected an output, but the reader was not asked yet");
    }
    return main;
  }
}
