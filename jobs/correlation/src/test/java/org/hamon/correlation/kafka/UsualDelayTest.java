// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class UsualDelayTest {

  @Test
  void exampleUsage() {
    UsualDelay delay = new UsualDelay();
    assertThat(delay.isKnown()).isFalse();
    for (int i = 1; i <= 100; i++) {
      delay.add(i, i);
    }
    assertThat(delay.isLive()).isTrue();
    assertThat(delay.millis()).isEqualTo(99);
  }

  @Test
  void oneStragglerAmongMany_isNotUsual() {
    UsualDelay delay = new UsualDelay();
    for (int i = 0; i < 1_000; i++) {
      delay.add(50, i);
    }
    delay.add(60_000, 1_000);
    assertThat(delay.millis()).isEqualTo(50);
  }

  @Test
  void whatWasUsualAMinuteOrTwoAgoIsForgotten() {
    UsualDelay delay = new UsualDelay();
    delay.add(5_000, 0);
    delay.add(40, 61_000);
    assertThat(delay.millis()).isCloseTo(5_000L, within(50L));
    delay.add(40, 122_000);
    assertThat(delay.millis()).isEqualTo(40);
  }

  @Test
  void feedOfYearsAgoIsNotLive() {
    UsualDelay delay = new UsualDelay();
    delay.add(250_000_000_000L, 0);
    assertThat(delay.isLive()).isFalse();
  }

  @Test
  void clockThatGoesAheadCountsAsNoDelay() {
    UsualDelay delay = new UsualDelay();
    delay.add(-500, 0);
    assertThat(delay.isLive()).isTrue();
    assertThat(delay.millis()).isZero();
  }
}
