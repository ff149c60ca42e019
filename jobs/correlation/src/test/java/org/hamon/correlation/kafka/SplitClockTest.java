// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.hamon.correlation.kafka.LiveTime.Mode;
import org.junit.jupiter.api.Test;

class SplitClockTest {

  private static final long T = 1_700_000_000_000L;
  private static final long NONE = SplitClock.NONE;

  @Test
  void exampleUsage() {
    SplitClock clock = clock(Mode.AUTO);
    clock.skipTo(0);
    clock.ends(T, 0);
    clock.record(0, T + 40, T + 100);
    clock.ends(T + 200, 1);
    // read up to T + 200, records take 60 ms, and may be 2 s out of order
    assertThat(clock.watermark(NONE)).isEqualTo(T + 200 - 2_000 - 60 - 1);
    clock.ends(T + 60_000, 1);
    assertThat(clock.watermark(NONE)).isEqualTo(T + 60_000 - 2_060 - 1);
  }

  @Test
  void nothingIsKnown_untilTheBrokerHasAnswered() {
    SplitClock clock = clock(Mode.CLOCK);
    assertThat(clock.watermark(NONE)).isEqualTo(NONE);
    clock.ends(T, 7);
    assertThat(clock.watermark(NONE)).as("nobody knows where reading begins").isEqualTo(NONE);
    clock.skipTo(7);
    assertThat(clock.watermark(NONE)).isEqualTo(T - 2_001);
  }

  @Test
  void backlogHoldsTimeBack() {
    SplitClock clock = live();
    clock.ends(T + 10_000, 100);
    assertThat(clock.watermark(NONE)).isEqualTo(T - 2_001);
    clock.record(50, T + 5_000, T + 10_100);
    assertThat(clock.watermark(NONE)).as("by the record").isEqualTo(T + 5_000 - 2_001);
    clock.record(99, T + 9_000, T + 10_200);
    assertThat(clock.readUpTo()).isEqualTo(T + 10_000);
    assertThat(clock.lag()).isZero();
  }

  @Test
  void logThatEndsEarlierThanItDidIsNotReadBefore_itsFirstRecordIs() {
    SplitClock clock = live();
    clock.record(999, T, T);
    clock.ends(T + 10_000, 1_000);
    assertThat(clock.readUpTo()).isEqualTo(T + 10_000);
    clock.ends(T + 20_000, 1);
    assertThat(clock.lag()).isZero();
    assertThat(clock.readUpTo()).as("the record at 0 is not read").isEqualTo(T + 10_000);
    clock.record(0, T + 15_000, T + 20_100);
    assertThat(clock.readUpTo()).isEqualTo(T + 20_000);
  }

  @Test
  void brokerThatDoesNotAnswerHoldsTimeBack() {
    SplitClock clock = live();
    long before = clock.watermark(NONE);
    assertThat(clock.watermark(NONE)).isEqualTo(before);
    assertThat(clock.isIdle(NONE, T + 3_600_000)).isFalse();
  }

  @Test
  void feedThatKeepsComingGoesOnWithTheAnswersThatItHasCaughtUpWith() {
    SplitClock clock = live();
    for (int i = 0; i < 1_000; i++) {
      clock.ends(T + i * 100L, i + 2);
      clock.record(i + 1, T + i * 100L, T + i * 100L);
    }
    assertThat(clock.readUpTo()).isEqualTo(T + 99_900);
  }

  @Test
  void historyThatIsPlayedGoesByItsRecords() {
    SplitClock clock = clock(Mode.AUTO);
    clock.skipTo(0);
    clock.ends(T, 0);
    long yearsAgo = T - 8 * 365 * 24 * 3_600_000L;
    clock.record(0, yearsAgo, T + 10);
    clock.ends(T + 100, 1);
    assertThat(clock.watermark(NONE)).isEqualTo(yearsAgo - 2_001);
    assertThat(clock.isIdle(NONE, T + 500)).isFalse();
    assertThat(clock.isIdle(NONE, T + 1_010)).isTrue();
  }

  @Test
  void backlogTellsNothingOfTheUsualDelay() {
    SplitClock clock = clock(Mode.AUTO);
    clock.skipTo(0);
    clock.ends(T, 10);
    clock.record(0, T - 7_200_000, T);
    assertThat(clock.liveDelay()).isEqualTo(NONE);
    clock.record(9, T - 100, T + 100);
    clock.ends(T + 200, 10);
    clock.record(10, T + 250, T + 300);
    assertThat(clock.liveDelay()).isEqualTo(50);
  }

  @Test
  void partitionWithoutRecordsGoesByTheOthers() {
    SplitClock clock = clock(Mode.AUTO);
    clock.skipTo(0);
    clock.ends(T, 0);
    assertThat(clock.watermark(NONE)).isEqualTo(NONE);
    assertThat(clock.isIdle(NONE, T + 1_000)).as("nobody waits for it").isTrue();
    assertThat(clock.watermark(300)).isEqualTo(T - 2_301);
    assertThat(clock.isIdle(300, T + 1_000)).isFalse();
  }

  @Test
  void lastRecordBeforeTheStartTellsThatTheFeedIsLive() {
    SplitClock clock = clock(Mode.AUTO);
    clock.skipTo(5);
    clock.startsAfter(80, T);
    clock.ends(T, 5);
    assertThat(clock.watermark(NONE)).isEqualTo(T - 2_081);
  }

  @Test
  void usualDelayHoldsTheClockBackOnlySoMuch() {
    SplitClock clock = clock(Mode.AUTO);
    clock.skipTo(0);
    clock.ends(T, 0);
    clock.record(0, T - 300_000, T);
    clock.ends(T + 100, 1);
    assertThat(clock.watermark(NONE)).isEqualTo(T + 100 - 2_000 - 10_000 - 1);
  }

  @Test
  void recordsAloneMoveTime_whereThatIsAskedFor() {
    SplitClock clock = clock(Mode.RECORDS);
    clock.skipTo(0);
    clock.ends(T, 0);
    clock.record(0, T, T);
    clock.ends(T + 60_000, 1);
    assertThat(clock.watermark(NONE)).isEqualTo(T - 2_001);
    assertThat(clock.isIdle(NONE, T + 60_000)).isTrue();
  }

  @Test
  void deadLetterMovesNoTime() {
    SplitClock clock = live();
    long before = clock.watermark(NONE);
    clock.record(1, NONE, T + 100);
    assertThat(clock.watermark(NONE)).isEqualTo(before);
  }

  /** Read up to T, without any delay. */
  private static SplitClock live() {
    SplitClock clock = clock(Mode.AUTO);
    clock.skipTo(0);
    clock.ends(T - 100, 0);
    clock.record(0, T, T);
    clock.ends(T, 1);
    return clock;
  }

  private static SplitClock clock(Mode mode) {
    return new SplitClock(
        new LiveTime(
            mode, Duration.ofSeconds(2), LiveTime.DEFAULT_IDLENESS, LiveTime.DEFAULT_MOST_DELAY),
        T);
  }
}
