// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import org.hamon.correlation.Output;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A dead letter keeps what came, byte for byte, as far as a line may be long. */
class DeadLettersTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST = 256 << 10;

  @Test
  void exampleUsage() throws Exception {
    String text = " {\"asset\": \"変電所\", \"value\":1.0e0 }\t\r\n";

    JsonNode letter = letter(text.getBytes(UTF_8));

    assertThat(letter.path("raw").textValue()).isEqualTo(text);
    assertThat(letter.has("rawLength")).isFalse();
    assertThat(letter.has("rawBase64")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "\"", "\u0000", "é", "長", "😀", "\\", "\n"})
  void lineIsNeverLongerThanAnOutputMayBe_andWhatIsCutIsABeginning(String unit) throws Exception {
    for (int bytes :
        new int[] {1_000, 40_000, 100_000, LONGEST - 400, LONGEST, LONGEST + 1, 600_000}) {
      String text = "a".repeat(3 + bytes % 5) + unit.repeat(bytes / unit.getBytes(UTF_8).length);
      byte[] came = text.getBytes(UTF_8);
      Output line = DeadLetters.refused(dead(Raw.of(came)), 0);
      JsonNode letter = JSON.readTree(line.json());
      String raw = letter.path("raw").textValue();

      assertThat(line.json().getBytes(UTF_8).length).isLessThanOrEqualTo(LONGEST);
      assertThat(text).startsWith(raw);
      if (raw.length() < text.length()) {
        assertThat(line.json().getBytes(UTF_8).length).isGreaterThan(LONGEST - 400);
        assertThat(letter.path("rawLength").longValue()).isEqualTo(came.length);
        assertThat(letter.path("rawSha256").textValue()).isEqualTo(sha256(came));
      } else {
        assertThat(letter.has("rawLength")).isFalse();
      }
    }
  }

  @Test
  void whatIsNotUtf8StandsInBase64() throws Exception {
    byte[] random = new byte[5_000];
    new Random(1).nextBytes(random);

    for (byte[] came : new byte[][] {random, "{\"asset\":1}".getBytes(UTF_16BE), {(byte) 0xFF}}) {
      JsonNode letter = letter(came);
      assertThat(Base64.getDecoder().decode(letter.path("rawBase64").textValue())).isEqualTo(came);
      assertThat(letter.has("raw")).isFalse();
      assertThat(letter.has("rawLength")).isFalse();
    }
  }

  @Test
  void muchThatIsNotUtf8IsCut() throws Exception {
    byte[] random = new byte[800_000];
    new Random(1).nextBytes(random);

    JsonNode letter = letter(random);
    byte[] kept = Base64.getDecoder().decode(letter.path("rawBase64").textValue());

    assertThat(random).startsWith(kept);
    assertThat(kept.length).isGreaterThan(190_000);
    assertThat(letter.path("rawLength").longValue()).isEqualTo(random.length);
    assertThat(letter.path("rawSha256").textValue()).isEqualTo(sha256(random));
    assertThat(letter.toString().length()).isLessThan(LONGEST);
  }

  @Test
  void ofALineThatItsReaderCutLengthAndHashAreThoseOfAll() throws Exception {
    Decoded dead =
        new RecordParser(null)
            .parseBeginning(
                Input.TELEMETRY,
                ORIGIN,
                new byte[RecordParser.MAX_BYTES + 1],
                0,
                RecordParser.MAX_BYTES + 1,
                3L << 30,
                "abc");

    JsonNode letter = JSON.readTree(DeadLetters.refused(dead, 0).json());

    assertThat(letter.path("reason").textValue()).isEqualTo("TOO_LARGE");
    assertThat(letter.path("rawLength").longValue()).isEqualTo(3L << 30);
    assertThat(letter.path("rawSha256").textValue()).isEqualTo("abc");
  }

  @Test
  void ofARecordThatIsKeptShortLengthAndHashAreThoseOfAll() throws Exception {
    byte[] came = "長".repeat(50_000).getBytes(UTF_8);

    JsonNode letter = JSON.readTree(DeadLetters.refused(dead(Raw.of(came).shortened()), 0).json());

    assertThat(letter.path("raw").textValue()).isEqualTo("長".repeat(341));
    assertThat(letter.path("rawLength").longValue()).isEqualTo(150_000);
    assertThat(letter.path("rawSha256").textValue()).isEqualTo(sha256(came));
    assertThat(Raw.of(new byte[1024]).shortened()).isEqualTo(Raw.of(new byte[1024]));
  }

  @Test
  void sentenceIsCutAndWhole() throws Exception {
    Output line =
        DeadLetters.of(
            Reason.BAD_PATTERN,
            "\ud800 " + "error ".repeat(9_000),
            ORIGIN,
            Raw.of(new byte[0]),
            "actual",
            0);

    assertThat(JSON.readTree(line.json()).path("detail").textValue())
        .startsWith("\uFFFD error")
        .endsWith("…")
        .hasSize(2_000);
  }

  private static final Origin ORIGIN = new Origin("telemetry", 3, 17);

  private static JsonNode letter(byte[] came) throws Exception {
    return JSON.readTree(DeadLetters.refused(dead(Raw.of(came)), 0).json());
  }

  private static Decoded dead(Raw raw) {
    return new RecordParser(null).parse(Input.TELEMETRY, ORIGIN, new byte[] {'x'}).came(raw, null);
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
