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
record HistorySplit(List<Position> positions) implements SourceSplit {

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
      for (Position position : split.positions()) {
        Part part = position.part();
        out.writeUTF(part.input().topic());
        out.writeUTF(part.name());
        out.writeInt(part.partition());
        out.writeLong(part.start());
        out.writeLong(part.end());
        out.writeLong(part.size());
        out.writeLong(position.behind());
        out.writeLong(position.latest());
        out.writeLong(position.lastSeen());
      }
      return bytes.toByteArray();
    }

    @Override
    public HistorySplit deserialize(int version, byte[] serialized) throws IOException {
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(serialized));
      int parts = in.readInt();
      List<Position> positions = new ArrayList<>(parts);
      for (int i = 0; i < parts; i++) {
        String topic = in.readUTF();
        Input input =
            Input.of(topic)
                .orElseThrow(() -> new IOException("Expected an input, but got " + topic));
        Part part =
            new Part(
                input, in.readUTF(), in.readInt(), in.readLong(), in.readLong(), in.readLong());
        positions.add(new Position(part, in.readLong(), in.readLong(), in.readLong()));
      }
      return new HistorySplit(positions);
    }
  }
}
