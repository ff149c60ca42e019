// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.warn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamon.correlation.warn.BriefingBuilder.OPENED;
import static org.hamon.correlation.warn.BriefingBuilder.confirmed;
import static org.hamon.correlation.warn.BriefingBuilder.forecast;
import static org.hamon.correlation.warn.BriefingBuilder.with;

import java.util.List;
import org.hamon.correlation.situation.Impact;
import org.hamon.topology.AssetState;
import org.hamon.topology.Topology;
import org.junit.jupiter.api.Test;

class ScoreTest {

  private static final Cuts CUTS = Cuts.standard();

  @Test
  void exampleUsage() {
    // 0.85 x log10(1 + 48,000 x 240)/8 x 0.5 (four hours) x 0.9 x 0.6
    Impact impact = forecast("bts-17", 0.85, "22:25", 48_000);
    double people = Math.log10(1 + 48_000 * 240.0) / 8;
    assertThat(Score.of(impact, OPENED, CUTS))
        .isCloseTo(0.85 * people * 0.5 * 0.9 * 0.6, within(1e-12));
    assertThat(Priority.of(0.2, CUTS)).isEqualTo(Priority.P2);
  }

  @Test
  void urgencyStepsAtTenMinutesOneHourAndSix() {
    assertThat(List.of(0L, 599_999L, 600_000L, 3_599_999L, 3_600_000L, 21_599_999L, 21_600_000L))
        .extracting(Score::urgency)
        .containsExactly(1.0, 1.0, 0.8, 0.8, 0.5, 0.5, 0.3);
  }

  @Test
  void unstatedPeopleStillCountForSomething() {
    assertThat(Score.of(forecast("bts-17", 0.85, "22:25", 0), OPENED, CUTS))
        .isEqualTo(Score.of(forecast("bts-17", 0.85, "22:25", 100), OPENED, CUTS));
  }

  @Test
  void whatIsOverScoresNothing() {
    Impact forecast = forecast("bts-17", 0.85, "22:25", 48_000);
    assertThat(Score.of(with(forecast, Impact.Status.AVERTED, AssetState.NORMAL), OPENED, CUTS))
        .isZero();
    assertThat(Score.of(with(forecast, Impact.Status.EXPIRED, AssetState.NORMAL), OPENED, CUTS))
        .isZero();
    assertThat(Score.of(with(forecast, Impact.Status.CONFIRMED, AssetState.NORMAL), OPENED, CUTS))
        .isZero();
  }

  @Test
  void whatFailsIsCertainAndNow() {
    Impact failed = confirmed("bts-17", "18:00", 48_000);
    assertThat(Score.lead(failed, OPENED)).isZero();
    assertThat(Score.of(failed, OPENED, CUTS))
        .isGreaterThan(Score.of(forecast("bts-17", 0.99, "18:08", 48_000), OPENED, CUTS));
  }

  @Test
  void whatIsDegradedStillServesAndWeighsAQuarter() {
    Impact stopped = confirmed("bts-17", "18:00", 48_000);
    Impact degraded = with(stopped, Impact.Status.CONFIRMED, AssetState.DEGRADED);
    assertThat(Score.of(degraded, OPENED, CUTS))
        .isCloseTo(Score.of(stopped, OPENED, CUTS) / 4, within(1e-12));
  }

  @Test
  void prioritiesFollowTheCuts() {
    assertThat(List.of(0.30, 0.2999, 0.15, 0.1499, 0.05, 0.0499))
        .extracting(score -> Priority.of(score, CUTS))
        .containsExactly(
            Priority.P1, Priority.P2, Priority.P2, Priority.P3, Priority.P3, Priority.P4);
    assertThat(Priority.P1.isAbove(Priority.P2)).isTrue();
    assertThat(Priority.P2.isAbove(Priority.P2)).isFalse();
  }

  @Test
  void cutsNameTheirVersionAndEachOfTheTenSectors() {
    assertThat(CUTS.version()).isNotEmpty();
    assertThat(CUTS.sectors().keySet()).containsExactlyInAnyOrderElementsOf(Topology.TEN_SECTORS);
    assertThat(CUTS.of("railway").minLeadMillis()).isEqualTo(12_000);
    assertThat(CUTS.of("ports")).isEqualTo(CUTS.others());
  }

  @Test
  void importanceFollowsThePeopleAffected() {
    assertThat(List.of(0L, 1L, 9_999L, 10_000L, 100_000L, 1_000_000L))
        .extracting(CUTS::importanceOf)
        .containsExactly(0, 1, 1, 2, 3, 4);
  }
}
