// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.hamon.correlation.Output;
import org.hamon.correlation.StreamOwner;
import org.jspecify.annotations.Nullable;

/** Outputs as they lie on disk for a while. */
final class StoredRun implements Iterator<Output> {

  private final DataInputStream in;
  private @Nullable Output next;

  StoredRun(DataInputStream in) {
    this.in = in;
    this.next = read();
  }

  static void write(Output output, DataOutputStream out) throws IOException {
    out.writeBoolean(true);
    writeText(output.stream(), out);
    writeText(output.lane(), out);
    writeText(output.key(), out);
    out.writeLong(output.time());
    out.writeInt(output.revision());
    writeText(output.type(), out);
    writeText(output.subject(), out);
    writeText(output.json(), out);
    StreamOwner owner = output.owner();
    out.writeBoolean(owner != null);
    if (owner != null) {
      writeText(owner.sector(), out);
      writeText(owner.community(), out);
    }
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public Output next() {
    Output output = next;
    if (output == null) {
      throw new NoSuchElementException();
    }
    next = read();
    return output;
  }

  private @Nullable Output read() {
    try {
      if (in.read() < 0) {
        return null;
      }
      return new Output(
          readText(),
          readText(),
          readText(),
          in.readLong(),
          in.readInt(),
          readText(),
          readText(),
          readText(),
          in.readBoolean() ? new StreamOwner(readText(), readText()) : null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String readText() throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }

  private static void writeText(String text, DataOutputStream out) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }
}
