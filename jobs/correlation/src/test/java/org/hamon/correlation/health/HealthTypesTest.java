// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.types.PojoTestUtils;
import org.hamon.correlation.Output;
import org.hamon.patterns.language.Cause;
import org.hamon.patterns.language.Reserve;
import org.hamon.patterns.language.StateChange;
import org.hamon.patterns.language.Tlp;
import org.hamon.topology.AssetState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HealthTypesTest {

  @ParameterizedTest
  @ValueSource(classes = {Standing.class, Reserve.class, StateChange.class, Output.class})
  void whatTravelsNeedsNoKryo(Class<?> type) {
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(type);
  }

  @Test
  void everyEnumValueHasACodeInState() {
    assertThat(Codes.STATES).containsExactlyInAnyOrder(AssetState.values());
    assertThat(Codes.LABELS).containsExactlyInAnyOrder(Tlp.values());
    assertThat(Codes.CAUSES).containsExactlyInAnyOrder(Cause.values());
  }

  @Test
  void theValueOfAnAssetIsSmall() throws Exception {
    Says.Asked asked = new Says.Asked("sub-atsuma");
    asked.take(
        Says.base(Says.asset("sub-atsuma", 30), 0, Says.FREQUENCY),
        Says.reading("sub-atsuma", 1, 50));
    DataOutputSerializer out = new DataOutputSerializer(64);

    AssetEvidenceSerializer.INSTANCE.serialize(asked.asset, out);

    assertThat(out.length()).isLessThan(300);
  }

  @Test
  void theIndexWeighsEveryStateOnce() {
    SectorTally tally = new SectorTally();
    List<Double> indexes =
        Codes.STATES.stream()
            .map(
                state -> {
                  Arrays.fill(tally.weights, 0);
                  tally.weights[Codes.STATES.indexOf(state)] = 7;
                  return tally.index().doubleValue();
                })
            .toList();

    assertThat(indexes).containsExactly(100.0, 75.0, 50.0, 50.0, 10.0, 0.0);
  }
}
