// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.hamon.patterns.language.StateChange;
import org.hamon.patterns.language.Tlp;
import org.hamon.topology.Asset;
import org.hamon.topology.Topology;
import org.hamon.topology.TopologyRegistry;
import org.junit.jupiter.api.Test;

class DeclareBaseTest {

  private static final Observation READING =
      new Observation(
          "a",
          StateChange.ACTUAL,
          70,
          "m",
          1,
          Tlp.AMBER,
          null,
          null,
          new Origin("telemetry", 0, 0));

  @Test
  void exampleUsage() throws Exception {
    try (var harness = harness(1, 0)) {
      harness.open();
      harness.processElement(READING, 70);

      List<Observation> said = harness.extractOutputValues();
      assertThat(said).extracting(Observation::asset).containsExactly("a", "b", "a");
      assertThat(said).extracting(Observation::time).containsExactly(50L, 50L, 70L);
      assertThat(said.get(0).declaration()).matches(Declaration::isOfBase);
      assertThat(said.get(2)).isEqualTo(READING);
    }
  }

  @Test
  void onlyTheFirstSubtaskDeclares() throws Exception {
    try (var harness = harness(2, 1)) {
      harness.open();

      assertThat(harness.extractOutputValues()).isEmpty();
    }
  }

  @Test
  void declaresOnce_alsoWhenRestored() throws Exception {
    OperatorSubtaskState state;
    try (var harness = harness(1, 0)) {
      harness.open();
      state = harness.snapshot(1, 1);
    }

    try (var restored = harness(1, 0)) {
      restored.initializeState(state);
      restored.open();
      restored.processElement(READING, 70);

      assertThat(restored.extractOutputValues()).containsExactly(READING);
      state = restored.snapshot(2, 2);
    }

    try (var again = harness(1, 0)) {
      again.initializeState(state);
      again.open();

      assertThat(again.extractOutputValues()).isEmpty();
    }
  }

  private static OneInputStreamOperatorTestHarness<Observation, Observation> harness(
      int parallelism, int subtask) throws Exception {
    return new OneInputStreamOperatorTestHarness<>(
        new DeclareBase(
            50, () -> TopologyRegistry.acquire("declare-base-test", "two@1", DeclareBaseTest::two)),
        4,
        parallelism,
        subtask);
  }

  private static Topology two() {
    return new Topology(
        "two",
        "1",
        List.of(),
        List.of(asset("a"), asset("b")),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        8);
  }

  private static Asset asset(String id) {
    return new Asset(id, id, "ict", null, null, null, 0, null, null, false, 0, 0);
  }
}
