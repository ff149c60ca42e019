// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.hamon.correlation.Output;
import org.hamon.correlation.decode.BookEntry.Column;
import org.hamon.topology.Asset;
import org.hamon.topology.Topology;
import org.hamon.topology.TopologyRegistry;
import org.junit.jupiter.api.Test;

/**
 * Records that nobody should send: none may make reading it fail, and each is used or a dead letter
 * with what came.
 *
 * <p>In each build as many as {@link #RECORDS}, from the same seed. On demand as many as one likes:
 * {@code mvn test -pl jobs/correlation -Dtest=FuzzTest -Dhamon.fuzz.seconds=3600
 * -Dhamon.fuzz.seed=7}; without a seed one that the clock gives. A record that fails is printed in
 * base64 with its seed.
 */
class FuzzTest {

  private static final int RECORDS = 120_000;
  private static final int THROUGH_THE_OPERATOR = 30_000;
  private static final long SECONDS = Long.getLong("hamon.fuzz.seconds", 0);
  private static final long SEED =
      Long.getLong("hamon.fuzz.seed", SECONDS == 0 ? 20181129 : System.nanoTime());
  private static final Instant NOW = Instant.parse("2018-09-05T18:30:00Z");
  private static final Input[] INPUTS = Input.values();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TypeSerializer<Observation> wire =
      TypeInformation.of(Observation.class).createSerializer(new SerializerConfigImpl());

  @Test
  void everyRecordIsUsedOrADeadLetterWithWhatCame() throws Exception {
    long end = System.nanoTime() + SECONDS * 1_000_000_000L;
    Mutations mutations = new Mutations(SEED);
    RecordParser live = new RecordParser(Clock.fixed(NOW, ZoneOffset.UTC));
    RecordParser replay = new RecordParser(null);
    Map<String, Integer> found = new HashMap<>();
    for (int i = 0; i < RECORDS || (SECONDS > 0 && System.nanoTime() < end); i++) {
      Input input = INPUTS[i % INPUTS.length];
      byte[] bytes = mutations.next(input);
      try {
        Decoded decoded =
            (i % 2 == 0 ? live : replay).parse(input, new Origin(input.topic(), 0, i), bytes);
        check(decoded, bytes);
        found.merge(input + " " + decoded.reason(), 1, Integer::sum);
      } catch (Exception | Error e) {
        throw failed(i, bytes, e);
      }
    }
    for (Input input : INPUTS) {
      assertThat(found).containsKeys(input + " null", input + " " + Reason.DUPLICATE_KEY);
    }
    assertThat(found.keySet()).hasSizeGreaterThan(60);
  }

  @Test
  void booksBalanceWhateverComes() throws Exception {
    Mutations mutations = new Mutations(SEED + 1);
    RecordParser parser = new RecordParser(null);
    Map<Input, Long> came = new HashMap<>();
    try (OneInputStreamOperatorTestHarness<Decoded, Observation> flink =
        new OneInputStreamOperatorTestHarness<>(
            new DecodeOperator(
                2_000,
                4,
                true,
                () -> TopologyRegistry.acquire("FuzzTest", "t", FuzzTest::topology),
                null))) {
      flink.open();
      for (int i = 0; i < THROUGH_THE_OPERATOR; i++) {
        Input input = INPUTS[i % INPUTS.length];
        byte[] bytes = mutations.next(input);
        try {
          Decoded decoded = parser.parse(input, new Origin(input.topic(), i % 3, i), bytes);
          flink.processElement(decoded, decoded.time());
          came.merge(input, 1L, Long::sum);
        } catch (Exception | Error e) {
          throw failed(i, bytes, e);
        }
      }
      flink.processWatermark(Instant.parse("2031-01-01T00:00:00Z").toEpochMilli());
      flink.snapshot(1, 1);
      flink.getOperator().finish();

      Map<Input, Long> in = new HashMap<>();
      Map<Input, Long> out = new HashMap<>();
      for (BookEntry entry : side(flink, Books.TAG)) {
        (entry.column() == Column.IN ? in : out).merge(entry.input(), entry.count(), Long::sum);
      }
      for (Observation observation : flink.extractOutputValues()) {
        if (observation.declaration() == null) {
          assertThat(copied(observation)).isEqualTo(observation);
          Input input =
              observation.word() != null
                  ? Input.CONTROLS
                  : observation.report() != null ? Input.FAILURE_REPORTS : Input.TELEMETRY;
          out.merge(input, 1L, Long::sum);
        }
      }
      assertThat(in).isEqualTo(came);
      assertThat(out).isEqualTo(came);
      for (Output line : side(flink, Output.TAG)) {
        assertThat(JSON.readTree(line.json()).isObject()).isTrue();
        assertThat(Prose.isWhole(line.json())).isTrue();
      }
    }
  }

  private void check(Decoded decoded, byte[] bytes) throws IOException {
    assertThat(decoded.reason()).as(decoded.detail()).isNotEqualTo(Reason.UNREADABLE);
    Output line =
        DeadLetters.of(
            Reason.NOT_JSON,
            decoded.detail() == null ? "" : decoded.detail(),
            decoded.origin(),
            decoded.raw(),
            decoded.lane(),
            0);
    byte[] written = line.json().getBytes(UTF_8);
    assertThat(written.length).isLessThanOrEqualTo(256 << 10);
    assertThat(Prose.isWhole(line.json())).isTrue();
    JsonNode letter = JSON.readTree(written);
    byte[] raw =
        letter.has("raw")
            ? letter.path("raw").textValue().getBytes(UTF_8)
            : Base64.getDecoder().decode(letter.path("rawBase64").textValue());
    assertThat(letter.has("rawLength") ? Arrays.copyOf(bytes, raw.length) : bytes).isEqualTo(raw);
    if (decoded.isDead()) {
      assertThat(decoded.detail()).isNotBlank();
    } else {
      assertThat(decoded.time()).isNotNegative();
      for (String text : Arrays.asList(decoded.asset(), decoded.metric(), decoded.unknownLabel())) {
        assertThat(text == null || Prose.isWhole(text)).isTrue();
      }
      if (decoded.pattern() != null && decoded.pattern().definition() != null) {
        assertThat(Prose.isWhole(decoded.pattern().definition())).isTrue();
        JSON.readTree(decoded.pattern().definition());
      }
      assertThat(Prose.isWhole(String.valueOf(decoded.change()))).isTrue();
      assertThat(Prose.isWhole(String.valueOf(decoded.notice()))).isTrue();
    }
  }

  private Observation copied(Observation observation) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(256);
    wire.serialize(observation, out);
    return wire.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
  }

  private static AssertionError failed(int number, byte[] bytes, Throwable why) {
    String base64 =
        Base64.getEncoder().encodeToString(Arrays.copyOf(bytes, Math.min(bytes.length, 4_000)));
    return new AssertionError(
        "record "
            + number
            + " of seed "
            + SEED
            + ", in base64 (of "
            + bytes.length
            + " bytes): "
            + base64,
        why);
  }

  private static <T> List<T> side(
      OneInputStreamOperatorTestHarness<Decoded, Observation> flink, OutputTag<T> tag) {
    Queue<StreamRecord<T>> records = flink.getSideOutput(tag);
    List<T> values = new ArrayList<>();
    if (records != null) {
      records.forEach(record -> values.add(record.getValue()));
    }
    return values;
  }

  private static Topology topology() {
    return new Topology(
        "t",
        "1",
        List.of(),
        List.of(new Asset("a", "A", "ict", null, null, null, 0, null, null, false, 0, 0)),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Topology.DEFAULT_HOP_LIMIT);
  }
}
