// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.hamon.correlation.decode.Input;

/** All of history, since it is merged in one place, and how far it was read. */
record HistorySplit(List<FilePosition> positions) implements SourceSplit {

  static final SimpleVersionedSerializer<HistorySplit> SERIALIZER = new Serializer();

  HistorySplit {
    positions = List.copyOf(positions);
  }

  @Override
  public String splitId() {
    return "history";
  }

  private static final class Serializer implements SimpleVersionedSerializer<HistorySplit> {

    @Override
    public int getVersion() {
      return 1;
    }

    @Override
    public byte[] serialize(HistorySplit split) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeInt(split.positions().size());
      for (FilePosition position : split.positions()) {
        out.writeUTF(position.file().input().topic());
        out.writeUTF(position.file().path());
        out.writeUTF(position.file().name());
        out.writeLong(position.line());
        out.writeLong(position.latest());
      }
      return bytes.toByteArray();
    }

    @Override
    public HistorySplit deserialize(int version, byte[] serialized) throws IOException {
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(serialized));
      int files = in.readInt();
      List<FilePosition> positions = new ArrayList<>(files);
      for (int i = 0; i < files; i++) {
        String topic = in.readUTF();
        Input input =
            Input.of(topic)
                .orElseThrow(() -> new IOException("Expected an input, but got " + topic));
        positions.add(
            new FilePosition(
                new HistoryFile(input, in.readUTF(), in.readUTF()), in.readLong(), in.readLong()));
      }
      return new HistorySplit(positions);
    }
  }
}
