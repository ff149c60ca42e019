// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * Strings on the way from task to task: length and UTF-8. Most of what a job sends are the same
 * sectors, kinds and ids again and again, so a reader hands out the string that it made for equal
 * bytes before: it is not decoded again, its hash is known, and state holds it once. Not
 * thread-safe.
 */
final class WireStrings {

  /** Power of two; some 100 bytes each. */
  private static final int REMEMBERED = 8192;

  /** Longer ones are texts, which do not come twice. */
  private static final int LONGEST_REMEMBERED = 64;

  private static final int NONE = 0;

  /** Each at the place of its bytes' hash; the newest wins. */
  private final @Nullable Known[] known = new Known[REMEMBERED];

  private final byte[] scratch = new byte[LONGEST_REMEMBERED];

  private static final class Known {

    final byte[] bytes;
    final String text;

    Known(byte[] bytes, String text) {
      this.bytes = bytes;
      this.text = text;
    }
  }

  static void write(@Nullable String text, DataOutputView target) throws IOException {
    if (text == null) {
      writeLength(NONE, target);
      return;
    }
    byte[] bytes = text.getBytes(UTF_8);
    writeLength(bytes.length + 1, target);
    target.write(bytes);
  }

  @Nullable String read(DataInputView source) throws IOException {
    int length = readLength(source) - 1;
    if (length < 0) {
      return null;
    }
    if (length > LONGEST_REMEMBERED) {
      byte[] bytes = new byte[length];
      source.readFully(bytes);
      return new String(bytes, UTF_8);
    }
    source.readFully(scratch, 0, length);
    int hash = 0;
    for (int i = 0; i < length; i++) {
      hash = 31 * hash + scratch[i];
    }
    int place = (hash ^ hash >>> 15) & (REMEMBERED - 1);
    Known there = known[place];
    if (there == null || !Arrays.equals(there.bytes, 0, there.bytes.length, scratch, 0, length)) {
      there = new Known(Arrays.copyOf(scratch, length), new String(scratch, 0, length, UTF_8));
      known[place] = there;
    }
    return there.text;
  }

  /** One byte for what is short, as nearly all is. */
  private static void writeLength(int length, DataOutputView target) throws IOException {
    if (length < 0xFF) {
      target.writeByte(length);
    } else {
      target.writeByte(0xFF);
      target.writeInt(length);
    }
  }

  private static int readLength(DataInputView source) throws IOException {
    int length = source.readUnsignedByte();
    return length < 0xFF ? length : source.readInt();
  }
}
