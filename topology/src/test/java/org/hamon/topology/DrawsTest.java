// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DrawsTest {

  private static final int SAMPLES = 1_024;
  private static final Draws DRAWS = new Draws(SAMPLES);

  @Test
  void exampleUsage() {
    long key = Draws.delayKey("d1");

    assertThat(DRAWS.stratum(key, 7)).isBetween(0, DRAWS.strata() - 1);
    assertThat(DRAWS.normal(0)).isCloseTo(-DRAWS.normal(1_023), within(1e-9));
    assertThat(DRAWS.hittingStrata(0.5)).isEqualTo(512);
  }

  /** These numbers never change: forecasts of released versions depend on them. */
  @Test
  void staysTheSameInEveryVersion() {
    assertThat(IntStream.range(0, 8).map(k -> DRAWS.stratum(Draws.hitKey("d1"), k)))
        .containsExactly(623, 751, 516, 354, 824, 387, 197, 905);
    assertThat(IntStream.range(0, 8).map(k -> DRAWS.stratum(Draws.delayKey("d1"), k)))
        .containsExactly(651, 860, 890, 748, 95, 160, 610, 268);
    assertThat(Draws.mixed(0x9E3779B97F4A7C15L)).isEqualTo(0xe220a8397b1dcdafL);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 16, 100, 1_024, 16_384})
  void everySampleFallsIntoAnotherStratum(int samples) {
    Draws draws = new Draws(samples);
    for (int id = 0; id < 100; id++) {
      long key = Draws.hitKey("d" + id);
      assertThat(IntStream.range(0, draws.strata()).map(k -> draws.stratum(key, k)).distinct())
          .hasSize(draws.strata());
    }
  }

  /** Independent draws of a pair correlate by 1/32 in the root mean square. */
  @Test
  void delaysAndHitsOfDependenciesDoNotDependOnEachOther() {
    double[][] all =
        IntStream.range(0, 300)
            .mapToObj(i -> normals(i % 2 == 0 ? Draws.hitKey("d" + i) : Draws.delayKey("d" + i)))
            .toArray(double[][]::new);
    double squares = 0;
    double largest = 0;
    int pairs = 0;
    for (int i = 0; i < all.length; i++) {
      for (int j = 0; j < i; j++) {
        double product = 0;
        for (int k = 0; k < SAMPLES; k++) {
          product += all[i][k] * all[j][k] / SAMPLES;
        }
        squares += product * product;
        largest = Math.max(largest, Math.abs(product));
        pairs++;
      }
    }

    assertThat(Math.sqrt(squares / pairs)).isCloseTo(1 / 32.0, within(0.004));
    assertThat(largest).isLessThan(0.25);
  }

  /** Of pairs of strata by eighths each of the 64 fields has 16 of 1,024; chi square of 63. */
  @Test
  void pairsOfStrataFillTheSquareEvenly() {
    int unlikely = 0;
    int pairs = 2_000;
    for (int pair = 0; pair < pairs; pair++) {
      int[] fields = new int[64];
      for (int k = 0; k < SAMPLES; k++) {
        int one = DRAWS.stratum(Draws.delayKey("a" + pair), k) / 128;
        int other = DRAWS.stratum(Draws.delayKey("b" + pair), k) / 128;
        fields[8 * one + other]++;
      }
      double chi = Arrays.stream(fields).mapToDouble(n -> (n - 16) * (n - 16) / 16.0).sum();
      unlikely += chi > 92 ? 1 : 0;
    }

    assertThat(unlikely / (double) pairs).as("share beyond the 99 %% quantile").isLessThan(0.03);
  }

  private static double[] normals(long key) {
    return IntStream.range(0, SAMPLES)
        .mapToDouble(k -> DRAWS.normal(DRAWS.stratum(key, k)))
        .toArray();
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
