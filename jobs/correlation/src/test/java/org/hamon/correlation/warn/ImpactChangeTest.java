// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.warn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamon.correlation.warn.BriefingBuilder.OPENED;
import static org.hamon.correlation.warn.BriefingBuilder.confirmed;
import static org.hamon.correlation.warn.BriefingBuilder.forecast;
import static org.hamon.correlation.warn.BriefingBuilder.with;

import java.util.Optional;
import org.hamon.correlation.situation.Impact;
import org.hamon.correlation.situation.Impact.Status;
import org.hamon.topology.AssetState;
import org.junit.jupiter.api.Test;

class ImpactChangeTest {

  /** Foretold for 22:07, four hours after it was told; ten minutes earlier at the earliest. */
  private static final Impact LIKELY = forecast("bts-17", 0.8, "22:07", 10);

  private static final Impact POSSIBLE = forecast("bts-17", 0.4, "22:07", 10);

  @Test
  void exampleUsage() {
    assertThat(change(POSSIBLE, forecast("bts-17", 0.51, "22:07", 10)))
        .contains(Change.routine("likelihood"));
    assertThat(change(POSSIBLE, confirmed("bts-17", "19:00", 10)))
        .contains(Change.withinAMinute("failed"));
    assertThat(change(POSSIBLE, POSSIBLE)).isEmpty();
  }

  @Test
  void whatFailsIsGrave_howeverLikelyItWasToldToBe() {
    for (Impact before : new Impact[] {LIKELY, POSSIBLE}) {
      assertThat(change(before, confirmed("bts-17", "22:07", 10)))
          .contains(Change.withinAMinute("failed"));
    }
    assertThat(change(confirmed("bts-17", "22:07", 10), confirmed("bts-17", "22:07", 10)))
        .isEmpty();
  }

  @Test
  void whatIsDegradedStillServes() {
    Impact degraded = in(LIKELY, Status.CONFIRMED, AssetState.DEGRADED);
    assertThat(change(POSSIBLE, in(POSSIBLE, Status.CONFIRMED, AssetState.DEGRADED)))
        .contains(Change.withinAMinute("confirmed"));
    assertThat(change(degraded, confirmed("bts-17", "22:07", 10)))
        .contains(Change.withinAMinute("failed"));
    assertThat(change(confirmed("bts-17", "22:07", 10), degraded))
        .contains(Change.routine("state"));
  }

  @Test
  void relapseIsGrave_recoveryIsRoutine() {
    Impact stopped = confirmed("bts-17", "18:07", 10);
    for (AssetState better : new AssetState[] {AssetState.NORMAL, AssetState.RECOVERING}) {
      Impact back = in(stopped, Status.CONFIRMED, better);
      assertThat(change(stopped, back)).contains(Change.routine("state"));
      assertThat(change(back, stopped)).contains(Change.withinAMinute("failed"));
    }
  }

  @Test
  void silentAssetThatIsHeardToBeOutWasLostBefore() {
    Impact stopped = confirmed("bts-17", "18:07", 10);
    assertThat(change(in(stopped, Status.CONFIRMED, AssetState.UNKNOWN), stopped))
        .contains(Change.routine("state"));
  }

  @Test
  void forecastThatWasOverIsAsGoodAsNewOnceItIsLikelyEnough() {
    for (Status over : new Status[] {Status.AVERTED, Status.EXPIRED}) {
      Impact before = in(LIKELY, over, AssetState.NORMAL);
      assertThat(change(before, LIKELY)).contains(Change.withinAMinute("new-impact"));
      assertThat(change(before, forecast("bts-17", 0.09, "22:07", 10)))
          .contains(Change.routine("impact-status"));
      assertThat(change(LIKELY, before)).contains(Change.routine("impact-status"));
    }
  }

  @Test
  void markedlyLikelierOrSoonerIsGrave() {
    assertThat(change(POSSIBLE, forecast("bts-17", 0.89, "22:07", 10)))
        .contains(Change.routine("likelihood"));
    assertThat(change(POSSIBLE, forecast("bts-17", 0.9, "22:07", 10)))
        .contains(Change.withinAMinute("likelihood-raised"));
    assertThat(change(LIKELY, forecast("bts-17", 0.2, "22:07", 10)))
        .contains(Change.routine("likelihood"));
    // a quarter of four hours
    assertThat(change(LIKELY, forecast("bts-17", 0.8, "21:08", 10)))
        .contains(Change.routine("eta"));
    assertThat(change(LIKELY, forecast("bts-17", 0.8, "21:07", 10)))
        .contains(Change.withinAMinute("eta-sooner"));
    Impact silent = in(forecast("bts-17", 0.8, "19:00", 10), Status.FORECAST, AssetState.UNKNOWN);
    assertThat(change(LIKELY, silent)).contains(Change.routine("state"));
    assertThat(change(LIKELY, forecast("bts-17", 0.8, "23:59", 10)))
        .contains(Change.routine("eta"));
  }

  private static Impact in(Impact impact, Status status, AssetState state) {
    return with(impact, status, state);
  }

  private static Optional<Change> change(Impact before, Impact now) {
    return ImpactChange.between(before, now, OPENED, Cuts.standard());
  }
}
