// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes what came of a record: its length, and of one that is cut also its hash. */
public final class RawSerializer {

  private RawSerializer() {}

  /** Writes it. */
  public static void write(Raw raw, DataOutputView out) throws IOException {
    String sha256 = raw.sha256();
    out.writeInt(sha256 == null ? raw.bytes().length : -raw.bytes().length - 1);
    out.write(raw.bytes());
    if (sha256 != null) {
      out.writeLong(raw.length());
      out.writeUTF(sha256);
    }
  }

  /** Reads what {@link #write} wrote. */
  public static Raw read(DataInputView in) throws IOException {
    int kept = in.readInt();
    byte[] bytes = new byte[kept >= 0 ? kept : -kept - 1];
    in.readFully(bytes);
    return kept >= 0
        ? new Raw(bytes, bytes.length, null)
        : new Raw(bytes, in.readLong(), in.readUTF());
  }
}
