// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.health;

import java.io.IOException;
import java.util.Map;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes {@link SectorTally}; every value begins with the version of its layout. */
final class SectorTallySerializer extends TypeSerializerSingleton<SectorTally> {

  private static final long serialVersionUID = 1L;
  private static final int LAYOUT = 1;

  static final SectorTallySerializer INSTANCE = new SectorTallySerializer();

  @Override
  public void serialize(SectorTally value, DataOutputView out) throws IOException {
    out.writeByte(LAYOUT);
    write(value.counts, out);
    write(value.weights, out);
    out.writeInt(value.seconds.size());
    for (Map.Entry<Long, SectorTally.Second> entry : value.seconds.entrySet()) {
      out.writeLong(entry.getKey());
      out.writeLong(entry.getValue().changed);
      write(entry.getValue().counts, out);
      write(entry.getValue().weights, out);
    }
  }

  @Override
  public SectorTally deserialize(DataInputView in) throws IOException {
    int layout = in.readByte();
    if (layout != LAYOUT) {
      throw new IOException(
          "Expected a tally of layout " + LAYOUT + ", but found " + layout + ": a newer version");
    }
    SectorTally value = new SectorTally();
    read(value.counts, in);
    read(value.weights, in);
    for (int i = in.readInt(); i > 0; i--) {
      SectorTally.Second second = new SectorTally.Second();
      value.seconds.put(in.readLong(), second);
      second.changed = in.readLong();
      read(second.counts, in);
      read(second.weights, in);
    }
    return value;
  }

  private static void write(long[] numbers, DataOutputView out) throws IOException {
    out.writeByte(numbers.length);
    for (long number : numbers) {
      out.writeLong(number);
    }
  }

  private static void read(long[] numbers, DataInputView in) throws IOException {
    int written = in.readByte();
    for (int i = 0; i < written; i++) {
      numbers[i] = in.readLong();
    }
  }

  @Override
  public boolean isImmutableType() {
    return false;
  }

  @Override
  public SectorTally createInstance() {
    return new SectorTally();
  }

  @Override
  public SectorTally copy(SectorTally from) {
    SectorTally copy = new SectorTally();
    copyInto(from.counts, copy.counts);
    copyInto(from.weights, copy.weights);
    from.seconds.forEach(
        (end, second) -> {
          SectorTally.Second copied = new SectorTally.Second();
          copied.changed = second.changed;
          copyInto(second.counts, copied.counts);
          copyInto(second.weights, copied.weights);
          copy.seconds.put(end, copied);
        });
    return copy;
  }

  private static void copyInto(long[] from, long[] to) {
    System.arraycopy(from, 0, to, 0, to.length);
  }

  @Override
  public SectorTally copy(SectorTally from, SectorTally reuse) {
    return copy(from);
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public SectorTally deserialize(SectorTally reuse, DataInputView source) throws IOException {
    return deserialize(source);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    serialize(deserialize(source), target);
  }

  @Override
  public TypeSerializerSnapshot<SectorTally> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What a savepoint says of the serializer; the layout stands in the values. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<SectorTally> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
