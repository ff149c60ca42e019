// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DrawsTest {

  private static final int SAMPLES = 16_384;

  @Test
  void exampleUsage() {
    long seed = Draws.seed("d1");

    assertThat(Draws.hits(seed, 7, 1)).isTrue();
    assertThat(Draws.hits(seed, 7, 0)).isFalse();
    assertThat(Draws.normal(seed, 7)).isEqualTo(Draws.normal(seed, 7));
    assertThat(Draws.normal(seed, 7)).isNotEqualTo(Draws.normal(Draws.seed("d2"), 7));
  }

  /** These numbers never change: forecasts of released versions depend on them. */
  @Test
  void staysTheSameInEveryVersion() {
    assertThat(Draws.seed("d1")).isEqualTo(0x08917f07b53bf526L);
    assertThat(Draws.mixed(0x9E3779B97F4A7C15L)).isEqualTo(0xe220a8397b1dcdafL);
  }

  @Test
  void hitsAsOftenAsTheStrengthSays() {
    for (String id : new String[] {"d1", "d2", "a>b"}) {
      long seed = Draws.seed(id);
      long hits = IntStream.range(0, SAMPLES).filter(k -> Draws.hits(seed, k, 0.3)).count();
      assertThat(hits / (double) SAMPLES).isCloseTo(0.3, within(0.015));
    }
  }

  @Test
  void delaysOfDependenciesDoNotDependOnEachOther() {
    double[] a =
        IntStream.range(0, SAMPLES).mapToDouble(k -> Draws.normal(Draws.seed("d1"), k)).toArray();
    double[] b =
        IntStream.range(0, SAMPLES).mapToDouble(k -> Draws.normal(Draws.seed("d2"), k)).toArray();
    double product =
        IntStream.range(0, SAMPLES).mapToDouble(k -> a[k] * b[k]).average().orElseThrow();

    assertThat(Arrays.stream(a).average().orElseThrow()).isCloseTo(0, within(0.03));
    assertThat(Arrays.stream(a).map(z -> z * z).average().orElseThrow()).isCloseTo(1, within(0.05));
    assertThat(product).isCloseTo(0, within(0.03));
  }

  @ParameterizedTest
  @CsvSource({
    "0.5,0",
    "0.9,1.2815515655446004",
    "0.975,1.959963984540054",
    "0.001,-3.090232306167813",
    "0.01,-2.3263478740408408",
    "0.99,2.3263478740408408",
    "1e-9,-5.997807015007687"
  })
  void invertsTheNormalDistribution(double p, double z) {
    assertThat(Draws.normalQuantile(p)).isCloseTo(z, within(1e-7));
  }

  @Test
  void delayGoesThroughTheQuantilesOfTheBuffer() {
    Delay delay = Delay.of(new Buffer(3_600_000, 14_400_000, 86_400_000));

    assertThat(delay.at(-1.2816)).isCloseTo(3_600_000L, within(5L));
    assertThat(delay.at(0)).isEqualTo(14_400_000);
    assertThat(delay.at(1.2816)).isCloseTo(86_400_000L, within(5L));
    assertThat(delay.isFixed()).isFalse();
  }

  @Test
  void quantilesAreFlooredAtASecondUnlessFixed() {
    assertThat(Delay.of(new Buffer(0, 0, 2_000)).at(-3)).isEqualTo(1_000);
    assertThat(Delay.of(Buffer.fixed(5)).fixed()).isEqualTo(5);
    assertThat(Delay.of(null).fixed()).isZero();
  }
}
