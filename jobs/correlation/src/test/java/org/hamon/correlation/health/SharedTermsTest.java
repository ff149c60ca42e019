// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hamon.correlation.decode.Declaration;
import org.hamon.topology.Asset;
import org.hamon.topology.ServiceLevel;
import org.hamon.topology.Threshold;
import org.junit.jupiter.api.Test;

class SharedTermsTest {

  @Test
  void exampleUsage() {
    String one = new StringBuilder("wat").append("er").toString();
    String other = new StringBuilder("wat").append("er").toString();

    assertThat(SharedTerms.of(one)).isSameAs(SharedTerms.of(other)).isEqualTo("water");
  }

  @Test
  void assetsOfEqualLevelsShareThem() {
    Terms first = Terms.of(new Declaration(1, asset("JP-01"), List.of(level(1.0))));
    Terms second = Terms.of(new Declaration(2, asset("JP-02"), List.of(level(1.0))));
    Terms third = Terms.of(new Declaration(2, asset("JP-02"), List.of(level(2.0))));

    assertThat(first.levels()).isSameAs(second.levels()).isNotEqualTo(third.levels());
  }

  private static Asset asset(String region) {
    return Asset.ofSectorInRegion("water", region);
  }

  private static ServiceLevel level(double below) {
    return new ServiceLevel(
        "l", "water", "flow", null, null, null, new Threshold(below, null), null, null, 0, 0);
  }
}
