// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.warn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamon.correlation.warn.BriefingBuilder.OPENED;
import static org.hamon.correlation.warn.BriefingBuilder.briefing;
import static org.hamon.correlation.warn.BriefingBuilder.confirmed;
import static org.hamon.correlation.warn.BriefingBuilder.forecast;
import static org.hamon.correlation.warn.BriefingBuilder.with;

import java.util.List;
import java.util.Optional;
import org.hamon.correlation.situation.Impact;
import org.hamon.correlation.situation.RootCandidate;
import org.hamon.patterns.language.FailureType;
import org.hamon.topology.AssetState;
import org.junit.jupiter.api.Test;

class MaterialChangeTest {

  private static final Cuts CUTS = Cuts.standard();
  private static final Recipient ICT = Recipient.of("ict", List.of()).get(0);
  private static final Impact SITE = forecast("bts-17", 0.80, "22:07", 48_000);

  @Test
  void exampleUsage() {
    assertThat(change(briefing().rootStopped().impact(forecast("bts-17", 0.65, "22:07", 48_000))))
        .contains("likelihood");
    assertThat(change(briefing().rootStopped().impact(SITE))).isEmpty();
  }

  @Test
  void likelihoodCountsFromOneTenth() {
    assertThat(change(briefing().rootStopped().impact(forecast("bts-17", 0.71, "22:07", 48_000))))
        .isEmpty();
  }

  @Test
  void etaCountsFromOneTenthOfTheLead() {
    // the lead was four hours
    assertThat(change(briefing().rootStopped().impact(forecast("bts-17", 0.8, "22:30", 48_000))))
        .isEmpty();
    assertThat(change(briefing().rootStopped().impact(forecast("bts-17", 0.8, "22:31", 48_000))))
        .contains("eta");
  }

  @Test
  void newImpactCountsOnceItIsLikelyEnough() {
    assertThat(change(briefing().rootStopped().impact(SITE, forecast("x", 0.09, "22:07", 1))))
        .isEmpty();
    assertThat(change(briefing().rootStopped().impact(SITE, forecast("x", 0.1, "22:07", 1))))
        .contains("new-impact");
  }

  @Test
  void outcomeOfAForecastCounts() {
    assertThat(
            change(
                briefing()
                    .rootStopped()
                    .impact(with(SITE, Impact.Status.AVERTED, AssetState.NORMAL))))
        .contains("phase");
    assertThat(
            change(
                briefing()
                    .rootStopped()
                    .impact(SITE, with(SITE, Impact.Status.AVERTED, AssetState.NORMAL))))
        .contains("impact-status");
    assertThat(
            change(
                briefing()
                    .rootStopped()
                    .impact(with(SITE, Impact.Status.FORECAST, AssetState.UNKNOWN))))
        .contains("state");
    assertThat(change(briefing().rootStopped().impact(confirmed("bts-17", "18:30", 48_000))))
        .contains("priority-raised");
  }

  @Test
  void rootTypeAndPatternsCount() {
    assertThat(
            change(
                briefing()
                    .rootStopped()
                    .roots(new RootCandidate("plant", "electricity", null, 0.5))
                    .impact(SITE)))
        .contains("root");
    assertThat(change(briefing().rootStopped().failure(FailureType.COMMON_CAUSE).impact(SITE)))
        .contains("failure-type");
    assertThat(change(briefing().rootStopped().patterns("p@1").impact(SITE))).contains("patterns");
  }

  private static Optional<String> change(BriefingBuilder next) {
    Assessment first =
        Assessment.of(briefing().rootStopped().impact(SITE).build(), ICT, null, OPENED, CUTS);
    Told told = new Revision(first, WarningType.ALERT, 1, Desk.settings()).told();
    Assessment now = Assessment.of(next.build(), ICT, told, OPENED + 60_000, CUTS);
    return MaterialChange.between(told, now, CUTS);
  }
}
