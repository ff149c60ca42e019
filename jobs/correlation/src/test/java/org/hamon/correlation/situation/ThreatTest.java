// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.hamon.correlation.situation.Impact.Status;
import org.hamon.topology.AssetState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThreatTest {

  private static final long NOW = 1_000_000_000L;
  private static final Offset<Double> NEARLY = within(0.001);

  @Test
  void exampleUsage() {
    // given an office that is hit with 60 %, half of that within the hour
    Impact office = forecast("office", "d1", 0.6, 30, 60, 240);
    // when
    double threat = Threat.of(List.of(office), NOW);
    // then
    assertThat(threat).isCloseTo(0.3, NEARLY);
  }

  @ParameterizedTest
  @CsvSource({
    "60, 120, 240, 0.1", // p10 in an hour
    "30, 60, 240, 0.5",
    "15, 30, 60, 0.9",
    "59, 59, 59, 1", // certain, and just within
    "61, 61, 61, 0",
    "-20, -10, 30, 0.919", // overdue: any time
    "-30, -20, -10, 1",
    "600, 1200, 2400, 0"
  })
  void theShareWithinTheHourFollowsFromTheQuantiles(int p10, int p50, int p90, double share) {
    assertThat(Threat.of(List.of(forecast("office", "d1", 1, p10, p50, p90)), NOW))
        .isCloseTo(share, NEARLY);
  }

  @Test
  void hitsThatComeTheSameWayAreOne_othersAddUp() {
    Impact one = forecast("one", "d1", 0.5, 1, 2, 3);
    Impact sameWay = forecast("other", "d1", 0.4, 1, 2, 3);
    Impact otherWay = forecast("other", "d2", 0.4, 1, 2, 3);

    assertThat(Threat.of(List.of(one, sameWay), NOW)).isCloseTo(0.5, NEARLY);
    assertThat(Threat.of(List.of(one, otherWay), NOW)).isCloseTo(0.7, NEARLY);
  }

  @Test
  void onlyWhatIsStillToComeThreatens() {
    Impact sure = forecast("office", "d1", 1, 1, 2, 3);

    assertThat(Threat.of(List.of(), NOW)).isZero();
    assertThat(Threat.of(List.of(as(sure, Status.CONFIRMED, AssetState.STOPPED)), NOW)).isZero();
    assertThat(Threat.of(List.of(as(sure, Status.FORECAST, AssetState.STOPPED)), NOW)).isZero();
    assertThat(Threat.of(List.of(as(sure, Status.AVERTED, AssetState.NORMAL)), NOW)).isZero();
    assertThat(Threat.of(List.of(as(sure, Status.FORECAST, AssetState.DEGRADED)), NOW))
        .isCloseTo(1, NEARLY);
  }

  /** Quantiles in minutes from now. */
  private static Impact forecast(
      String asset, String way, double likelihood, int p10, int p50, int p90) {
    return new Impact(
        asset,
        "finance",
        "office",
        "JP-01",
        Status.FORECAST,
        AssetState.NORMAL,
        likelihood,
        NOW + p10 * 60_000L,
        NOW + p50 * 60_000L,
        NOW + p90 * 60_000L,
        List.of(way),
        10,
        0,
        0,
        false);
  }

  private static Impact as(Impact i, Status status, AssetState state) {
    return new Impact(
        i.asset(),
        i.sector(),
        i.kind(),
        i.region(),
        status,
        state,
        i.likelihood(),
        i.p10(),
        i.p50(),
        i.p90(),
        i.path(),
        i.people(),
        i.substitutability(),
        i.centrality(),
        i.failedBefore());
  }
}
