// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.hamon.patterns.language.Cause;
import org.hamon.patterns.language.StateChange;
import org.hamon.patterns.language.Symptom;
import org.hamon.patterns.language.Tlp;
import org.hamon.topology.AssetState;

class SymptomTypeTest {

  private static final TypeSerializer<Symptom> WIRE =
      SymptomType.INSTANCE.createSerializer(new SerializerConfigImpl());

  private static final List<String> WORDS =
      List.of(
          "",
          "a",
          "r-1",
          "\u505c\u6b62",
          "\ud83d\ude80",
          "Aa",
          "BB",
          "x".repeat(63),
          "y".repeat(300));

  /** One serializer for all of them: what it remembers of earlier symptoms must not show. */
  @Property(tries = 500)
  void readsWhatWasWritten(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    DataOutputSerializer target = new DataOutputSerializer(64);
    Symptom first = symptom(random);
    Symptom second = symptom(random);
    WIRE.serialize(first, target);
    WIRE.serialize(second, target);

    DataInputDeserializer source = new DataInputDeserializer(target.getCopyOfBuffer());
    assertThat(WIRE.deserialize(source)).isEqualTo(first);
    assertThat(WIRE.deserialize(source)).isEqualTo(second);
    assertThat(source.available()).isZero();
  }

  private static Symptom symptom(Random random) {
    StateChange change =
        new StateChange(
            word(random),
            word(random),
            word(random),
            wordOrNone(random),
            wordOrNone(random),
            random.nextLong(),
            random.nextLong(),
            any(AssetState.values(), random),
            any(AssetState.values(), random),
            wordOrNone(random),
            random.nextBoolean(),
            random.nextBoolean(),
            any(Cause.values(), random),
            random.nextInt(6) - 1,
            any(Tlp.values(), random),
            any(StateChange.Evidence.values(), random),
            wordOrNone(random));
    return new Symptom(
        word(random),
        word(random),
        wordOrNone(random),
        wordOrNone(random),
        random.nextLong(),
        change,
        random.nextInt(8) - 1,
        random.nextBoolean() ? List.of() : List.of(word(random), word(random)),
        random.nextBoolean());
  }

  private static String word(Random random) {
    return any(WORDS.toArray(String[]::new), random);
  }

  private static String wordOrNone(Random random) {
    return random.nextInt(4) == 0 ? null : word(random);
  }

  private static <T> T any(T[] all, Random random) {
    return all[random.nextInt(all.length)];
  }
}
