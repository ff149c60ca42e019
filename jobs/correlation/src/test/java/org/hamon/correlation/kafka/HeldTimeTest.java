// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeldTimeTest {

  @Test
  void exampleUsage() {
    HeldTime held = new HeldTime();
    held.hold(500, 10);
    held.hold(700, 20);
    assertThat(held.release(9)).isEqualTo(SplitClock.NONE);
    assertThat(held.release(19)).isEqualTo(500);
    assertThat(held.isEmpty()).isFalse();
    assertThat(held.release(20)).isEqualTo(700);
    assertThat(held.isEmpty()).isTrue();
  }

  @Test
  void whatWasSaidIsNotSaidAgain() {
    HeldTime held = new HeldTime();
    held.hold(500, 10);
    assertThat(held.release(10)).isEqualTo(500);
    held.hold(500, 20);
    held.hold(400, 30);
    assertThat(held.isEmpty()).isTrue();
  }

  @Test
  void staysSmall_andLosesNothing_howeverLongItMustWait() {
    HeldTime held = new HeldTime();
    for (int i = 1; i <= 100_000; i++) {
      held.hold(i, i);
    }
    assertThat(held.release(50)).isEqualTo(50);
    assertThat(held.release(99_999)).isLessThan(100_000);
    assertThat(held.release(100_000)).isEqualTo(100_000);
  }

  @Test
  void nothingKnownIsNothingHeld() {
    HeldTime held = new HeldTime();
    held.hold(SplitClock.NONE, 10);
    assertThat(held.isEmpty()).isTrue();
  }
}
