// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.reading;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class PackedInputTest {

  @Test
  void exampleUsage() throws IOException {
    assertThat(unpacked(packed("ten pumps"))).isEqualTo("ten pumps");
  }

  @Test
  void piecesOneBehindTheOtherAreOneText() throws IOException {
    assertThat(unpacked(joined(packed("ten "), packed(""), packed("pumps"))))
        .isEqualTo("ten pumps");
  }

  @Test
  void zerosBehindTheLastPieceArePadding() throws IOException {
    assertThat(unpacked(joined(packed("ten"), new byte[512]))).isEqualTo("ten");
  }

  @Test
  void fileOfNoBytesPacksNothing() throws IOException {
    assertThat(unpacked(new byte[0])).isEmpty();
  }

  @Test
  void headerMayNameTheFileAndSayMore() throws IOException {
    byte[] plain = packed("ten");
    byte[] header = {0x1f, (byte) 0x8b, 8, 2 + 4 + 8 + 16, 0, 0, 0, 0, 0, 3};
    byte[] more = {2, 0, 'x', 'y', 'f', 0, 'c', 0, 1, 1};
    byte[] body = Arrays.copyOfRange(plain, 10, plain.length);

    assertThat(unpacked(joined(header, more, body))).isEqualTo("ten");
  }

  @Test
  void saysWhereAFileIsCutOff_whereverThatIs() throws IOException {
    byte[] whole = joined(packed(noise(3_000)), packed(noise(200)));
    int first = packed(noise(3_000)).length;
    for (int length = 1; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      if (length == first) {
        assertThat(unpacked(part)).hasSize(3_000);
      } else {
        assertThatThrownBy(() -> unpacked(part))
            .isInstanceOf(IOException.class)
            .hasMessage("it is cut off: it ends in the middle, behind byte " + part.length);
      }
    }
  }

  @Test
  void neverEndsAsIfWholeWhenAByteHasChanged() throws IOException {
    byte[] whole = packed(noise(2_000));
    Random random = new Random(3);
    for (int at = 10; at < whole.length; at++) {
      byte[] changed = whole.clone();
      changed[at] ^= (byte) (1 << random.nextInt(8));
      assertThatThrownBy(() -> unpacked(changed)).as("byte %d", at).isInstanceOf(IOException.class);
    }
  }

  @Test
  void saysWhatFollowsThePieces() throws IOException {
    byte[] one = packed("ten");

    assertThatThrownBy(() -> unpacked(joined(one, "plain\n".getBytes(UTF_8))))
        .hasMessage(
            "behind byte " + (one.length + 1) + " it goes on with something that is not packed");
    assertThatThrownBy(() -> unpacked("plain\n".getBytes(UTF_8)))
        .hasMessage("it is not packed with gzip, though its name ends in .gz");
  }

  private static String noise(int length) {
    Random random = new Random(length);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append((char) (' ' + random.nextInt(90)));
    }
    return text.toString();
  }

  private static byte[] packed(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static String unpacked(byte[] bytes) throws IOException {
    try (InputStream in = new PackedInput(new ByteArrayInputStream(bytes))) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
