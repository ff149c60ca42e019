// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

import static org.apache.flink.types.PojoTestUtils.assertSerializedAsPojoWithoutKryo;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.stream.Stream;
import org.hamon.patterns.language.Match;
import org.hamon.patterns.language.StateChange;
import org.hamon.patterns.language.Symptom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordsTest {

  static Stream<Class<?>> onStreamsOrInState() {
    return Stream.of(
        StateChange.class,
        Symptom.class,
        Match.class,
        ControlChange.class,
        PatternChange.class,
        PatternFault.class,
        StoredCost.class,
        Storm.class);
  }

  @ParameterizedTest
  @MethodSource("onStreamsOrInState")
  void needNoKryo(Class<?> type) {
    assertThatCode(() -> assertSerializedAsPojoWithoutKryo(type)).doesNotThrowAnyException();
  }
}
