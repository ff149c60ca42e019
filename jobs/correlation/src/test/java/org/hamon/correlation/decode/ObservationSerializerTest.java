// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.hamon.patterns.language.Cause;
import org.hamon.patterns.language.StateChange;
import org.hamon.patterns.language.Tlp;
import org.hamon.topology.Asset;
import org.hamon.topology.AssetState;
import org.hamon.topology.ServiceLevel;
import org.hamon.topology.Threshold;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObservationSerializerTest {

  private static final Origin ORIGIN = new Origin("hamon.telemetry", 3, 1_234_567_890_123L);

  private final TypeSerializer<Observation> serializer =
      TypeInformation.of(Observation.class).createSerializer(new SerializerConfigImpl());

  @Test
  void exampleUsage() throws IOException {
    assertThat(serializer).isInstanceOf(ObservationSerializer.class);
    assertThat(copy(reading("sub-atsuma", "frequency")))
        .isEqualTo(reading("sub-atsuma", "frequency"));
  }

  static Stream<Observation> observations() {
    Report report =
        new Report(
            "r1", AssetState.STOPPED, 5, 3, Cause.NATURAL, 3, Tlp.AMBER_STRICT, "ict", "JP-01");
    Asset asset = Asset.ofSectorInRegion("water", "JP-02");
    ServiceLevel level =
        new ServiceLevel(
            "l", "water", "flow", null, null, null, new Threshold(1.0, null), null, null, 2, 3);
    return Stream.of(
        reading("a", "m"),
        new Observation("a", "exercise/x", Long.MIN_VALUE, "m", -0.0, Tlp.RED, null, null, ORIGIN),
        new Observation("a", StateChange.ACTUAL, 7, null, 0, Tlp.GREEN, report, null, ORIGIN),
        new Observation("a", StateChange.ACTUAL, 7, "m", 0, Tlp.GREEN, null, null, ORIGIN)
            .came(new Raw(new byte[] {1, -1, 0}, 3, null)),
        new Observation("a", StateChange.ACTUAL, 7, null, 0, Tlp.GREEN, report, null, ORIGIN)
            .came(new Raw(new byte[] {}, 1L << 40, "abc")),
        new Observation(
            "water@JP-02",
            "test",
            7,
            null,
            0,
            Tlp.CLEAR,
            null,
            new Declaration(9, asset, List.of(level)),
            null),
        new Observation(
            "water@JP-02",
            "test",
            7,
            null,
            0,
            Tlp.CLEAR,
            null,
            Declaration.ofBase(9, asset, List.of(level)),
            null),
        new Observation(
            "gone",
            StateChange.ACTUAL,
            7,
            null,
            0,
            Tlp.AMBER,
            null,
            new Declaration(9, null, List.of()),
            null));
  }

  @ParameterizedTest
  @MethodSource("observations")
  void everyKindComesBackAsItWas(Observation observation) throws IOException {
    assertThat(copy(observation)).isEqualTo(observation);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "変電所-1", "é", "\u0000", "\ud800 alone", "😀"})
  void everyTextComesBackAsItWas(String text) throws IOException {
    assertThat(copy(reading(text, text))).isEqualTo(reading(text, text));
    String long127 = text.isEmpty() ? text : text.repeat(127 / text.length());
    assertThat(copy(reading(long127, long127 + text))).isEqualTo(reading(long127, long127 + text));
  }

  @Test
  void textsThatShareAPlaceAreNotMixedUp() throws IOException {
    for (int i = 0; i < 2_000; i++) {
      Observation observation = reading("a" + i % 7, "metric-" + i % 1_000);
      assertThat(copy(observation)).isEqualTo(observation);
    }
  }

  @Test
  void aReadingIsSmall() throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);

    serializer.serialize(reading("sub-atsuma", "frequency"), out);

    assertThat(out.length()).isLessThan(70);
  }

  @Test
  void aSnapshotRestoresTheSerializer() throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());

    TypeSerializerSnapshot<Observation> read =
        TypeSerializerSnapshot.readVersionedSnapshot(
            new DataInputDeserializer(out.getCopyOfBuffer()), getClass().getClassLoader());

    assertThat(read.restoreSerializer()).isEqualTo(serializer).isNotSameAs(serializer);
    assertThat(
            serializer.snapshotConfiguration().resolveSchemaCompatibility(read).isCompatibleAsIs())
        .isTrue();
  }

  @Test
  void aDuplicateSharesNothingThatChanges() throws IOException {
    TypeSerializer<Observation> other = serializer.duplicate();
    DataOutputSerializer out = new DataOutputSerializer(64);

    serializer.serialize(reading("a", "m"), out);

    assertThat(other).isEqualTo(serializer).isNotSameAs(serializer);
    assertThat(other.deserialize(new DataInputDeserializer(out.getCopyOfBuffer())))
        .isEqualTo(reading("a", "m"));
  }

  private static Observation reading(String asset, String metric) {
    return new Observation(
        asset, StateChange.ACTUAL, 1_536_171_904_000L, metric, 49.1, Tlp.AMBER, null, null, ORIGIN);
  }

  private Observation copy(Observation observation) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(observation, out);
    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
    Observation read = serializer.deserialize(in);
    assertThat(in.available()).isZero();
    return read;
  }
}
