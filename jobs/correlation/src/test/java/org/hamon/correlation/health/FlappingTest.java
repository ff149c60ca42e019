// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.health;

import static org.assertj.core.api.Assertions.assertThat;

import org.hamon.topology.AssetState;
import org.junit.jupiter.api.Test;

class FlappingTest {

  private static final AssetState NORMAL = AssetState.NORMAL;
  private static final AssetState DEGRADED = AssetState.DEGRADED;
  private static final AssetState STOPPED = AssetState.STOPPED;

  private final Flapping flapping = new Flapping();

  @Test
  void exampleUsage() {
    assertThat(flapping.change(minutes(0), NORMAL, STOPPED)).isTrue();
    assertThat(flapping.change(minutes(1), STOPPED, NORMAL)).isTrue();

    assertThat(flapping.change(minutes(2), NORMAL, DEGRADED)).isTrue();

    assertThat(flapping.on).isTrue();
    assertThat(flapping.shown).isEqualTo(STOPPED);
    assertThat(flapping.ends()).isEqualTo(minutes(12));
  }

  @Test
  void whileItIsOnOnlySomethingWorseIsSaid() {
    flapping.change(minutes(0), NORMAL, DEGRADED);
    flapping.change(minutes(1), DEGRADED, NORMAL);
    flapping.change(minutes(2), NORMAL, DEGRADED);

    assertThat(flapping.change(minutes(3), DEGRADED, NORMAL)).isFalse();
    assertThat(flapping.change(minutes(4), NORMAL, STOPPED)).isTrue();
    assertThat(flapping.shown).isEqualTo(STOPPED);
    assertThat(flapping.change(minutes(5), STOPPED, NORMAL)).isFalse();
    assertThat(flapping.ends()).isEqualTo(minutes(15));
    assertThat(flapping.end(NORMAL)).isTrue();
    assertThat(flapping.on).isFalse();
  }

  @Test
  void aThirdChangeTenMinutesAfterTheFirstIsNone() {
    flapping.change(minutes(0), NORMAL, STOPPED);
    flapping.change(minutes(5), STOPPED, NORMAL);

    flapping.change(minutes(10), NORMAL, STOPPED);

    assertThat(flapping.on).isFalse();
  }

  @Test
  void changesInOneDirectionAreNone() {
    flapping.change(minutes(0), NORMAL, STOPPED);
    flapping.change(minutes(1), STOPPED, AssetState.RECOVERING);

    flapping.change(minutes(2), AssetState.RECOVERING, NORMAL);

    assertThat(flapping.on).isFalse();
    assertThat(flapping.shown).isEqualTo(NORMAL);
  }

  private static long minutes(long count) {
    return count * 60_000;
  }
}
