// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.hamon.patterns.language.Reserve;
import org.junit.jupiter.api.Test;

class ReserveChannelTest {

  private final ReserveChannel channel = new ReserveChannel();
  private final List<String> told = new ArrayList<>();

  @Test
  void exampleUsage() {
    // given a battery that stands, then runs down for an hour, then is charged
    read(0, 240).read(30, 240).read(60, 240);
    for (int minute = 70; minute <= 120; minute += 10) {
      read(minute, 300 - minute);
    }
    read(130, 215).read(140, 250);

    assertThat(told)
        .containsExactly(
            "0: 240 running",
            "30: 240 standing",
            "90: 210 running",
            "130: 215 standing",
            "140: 250 standing");
  }

  @Test
  void aReserveThatRunsDownMinuteByMinuteIsToldOnce() {
    for (int minute = 0; minute <= 300; minute++) {
      read(minute, Math.max(0, 240 - minute));
    }

    assertThat(told).containsExactly("0: 240 running");
  }

  @Test
  void oneThatRunsDownFasterIsToldAgainWhenItsEndMovesByATenth() {
    for (int minute = 0; minute <= 60; minute++) {
      read(minute, 120 - 2 * minute);
    }

    assertThat(told)
        .startsWith("0: 120 running", "11: 98 running", "20: 80 running")
        .hasSizeLessThan(20);
    assertThat(told.get(told.size() - 1)).matches("(59|60): [0-2] running");
  }

  @Test
  void oneThatStandsIsToldAgainAfterHalfOfItself_soThatNobodyBelievesItUsedUp() {
    for (int minute = 0; minute <= 400; minute++) {
      read(minute, 240);
    }

    assertThat(told)
        .containsExactly(
            "0: 240 running",
            "25: 240 standing",
            "145: 240 standing",
            "265: 240 standing",
            "385: 240 standing");
  }

  @Test
  void aMinuteMoreOrLessIsNoNews() {
    read(0, 5).read(1, 3.2).read(2, 2).read(3, 2.9);

    assertThat(told).containsExactly("0: 5 running");
  }

  @Test
  void aReadingOlderThanTheNewestSaysNothing_norASecondOneOfItsTime() {
    read(10, 100).read(5, 20).read(10, 20);

    assertThat(told).containsExactly("10: 100 running");
  }

  @Test
  void lessThanNothingIsNothing() {
    read(0, -7).read(1, Double.MAX_VALUE);

    assertThat(told).containsExactly("0: 0 running", "1: 10000000 standing");
  }

  /** However it moves: who knows only what was told is never off by more than the rule allows. */
  @Property(tries = 500)
  void whatWasToldIsNeverFarFromWhatWasRead(@ForAll Random random) {
    ReserveChannel any = new ReserveChannel();
    double minutes = random.nextInt(600);
    double rate = 0;
    long time = 0;
    for (int i = 0; i < 200; i++) {
      time += 1 + random.nextInt(600_000);
      rate = random.nextInt(10) == 0 ? random.nextInt(5) - 3 : rate;
      minutes = Math.max(0, minutes + rate * random.nextDouble() * 5);
      any.read(time, minutes);

      long since = time - any.toldAt;
      long believed = any.running ? Math.max(0, any.toldMillis - since) : any.toldMillis;
      long read = Math.round(minutes * 60_000);
      assertThat(Math.abs(believed - read)).isLessThanOrEqualTo(Math.max(60_000, read / 10 + 1));
      assertThat(any.running || since < Reserve.standsFor(any.toldMillis)).isTrue();
    }
  }

  private ReserveChannelTest read(int minute, double minutes) {
    if (channel.read(minute * 60_000L, minutes)) {
      told.add(
          minute
              + ": "
              + channel.toldMillis / 60_000
              + (channel.running ? " running" : " standing"));
    }
    return this;
  }
}
