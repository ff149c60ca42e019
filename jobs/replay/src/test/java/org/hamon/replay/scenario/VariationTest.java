// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VariationTest {

  private static final Instant FROM = Instant.parse("2018-09-05T18:00:00Z");
  private static final long T = FROM.toEpochMilli();

  @Test
  void shiftsAndStretches() {
    Variation twice = new Variation(Duration.ofDays(1), 2, 0, Duration.ZERO, 0, 1);

    assertThat(twice.readings(List.of(reading(0), reading(30_000)), FROM))
        .extracting(Reading::time)
        .containsExactly(T + 86_400_000, T + 86_460_000);
    assertThat(
            twice.reports(
                List.of(
                    Map.of(
                        "reportedAt",
                        "2018-09-05T18:10:00Z",
                        "occurredAt",
                        "2018-09-05T18:05:00Z")),
                FROM))
        .containsExactly(
            Map.of("reportedAt", "2018-09-06T18:20:00Z", "occurredAt", "2018-09-06T18:10:00Z"));
  }

  @Test
  void dropsAndDuplicatesAboutTheShareThatWasAsked() {
    List<Reading> readings = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      readings.add(reading(i * 1_000L));
    }

    List<Reading> thinned =
        new Variation(Duration.ZERO, 1, 0.3, Duration.ZERO, 0, 1).readings(readings, FROM);
    List<Reading> doubled =
        new Variation(Duration.ZERO, 1, 0, Duration.ZERO, 0.1, 1).readings(readings, FROM);

    assertThat((double) thinned.size()).isCloseTo(7_000, within(150.0));
    assertThat((double) doubled.size()).isCloseTo(11_000, within(100.0));
    assertThat(new HashSet<>(doubled)).hasSize(10_000);
    assertThat(readings).containsAll(thinned);
  }

  @Test
  void delaysTheArrivalNotTheTime() {
    List<Reading> readings = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      readings.add(reading(i * 1_000L));
    }

    List<Reading> late =
        new Variation(Duration.ZERO, 1, 0, Duration.ofSeconds(20), 0, 1).readings(readings, FROM);

    assertThat(late).containsExactlyInAnyOrderElementsOf(readings).isNotEqualTo(readings);
    long newest = Long.MIN_VALUE;
    for (Reading reading : late) {
      newest = Math.max(newest, reading.time());
      assertThat(newest - reading.time()).isLessThan(20_000);
    }
  }

  @Test
  void theSameSeedTellsTheSame() {
    Variation variation = new Variation(Duration.ZERO, 1.1, 0.5, Duration.ofSeconds(5), 0.5, 7);
    List<Reading> readings = List.of(reading(0), reading(1_000), reading(2_000), reading(3_000));

    assertThat(variation.readings(readings, FROM)).isEqualTo(variation.readings(readings, FROM));
  }

  @Test
  void saysWhatIsWrong() {
    assertThatThrownBy(() -> new Variation(Duration.ZERO, 0, 0, Duration.ZERO, 0, 0))
        .hasMessage("Expected the stretch to be above 0 and at most 1000, but it is 0.0");
    assertThatThrownBy(() -> new Variation(Duration.ZERO, 1, 1.5, Duration.ZERO, 0, 0))
        .hasMessage("Expected drop to be a share from 0 to 1, but it is 1.5");
  }

  private static Reading reading(long after) {
    return new Reading(T + after, "site", "battery", 1);
  }
}
