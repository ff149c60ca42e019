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
        .contains("stand-down");
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

  @Test
  void whatIsGraveComesBeforeWhatIsRoutine() {
    // the first asset only drifts, the second was not known of
    assertThat(
            found(
                briefing()
                    .rootStopped()
                    .impact(
                        forecast("bts-17", 0.65, "22:07", 48_000),
                        forecast("bts-18", 0.2, "22:07", 10))))
        .contains(Change.withinAMinute("new-impact"));
  }

  @Test
  void rootTypeAndPhaseAreGrave_patternsAreRoutine() {
    assertThat(
            found(
                briefing()
                    .rootStopped()
                    .roots(new RootCandidate("plant", "electricity", null, 0.5))
                    .impact(SITE)))
        .contains(Change.withinAMinute("root"));
    assertThat(found(briefing().rootStopped().failure(FailureType.COMMON_CAUSE).impact(SITE)))
        .contains(Change.withinAMinute("failure-type"));
    assertThat(found(briefing().impact(SITE).rootStopped().patterns("p@1")))
        .contains(Change.routine("patterns"));
    assertThat(found(briefing().rootStopped().impact(confirmed("bts-17", "18:30", 48_000))))
        .contains(Change.atOnce("priority-raised"));
  }

  @Test
  void ofAListCutShortGrowthByATenthIsGrave() {
    assertThat(found(many(221), many(202))).contains(Change.routine("extent"));
    assertThat(found(many(223), many(202))).contains(Change.withinAMinute("extent"));
    assertThat(found(many(202), many(202))).isEmpty();
  }

  private static BriefingBuilder many(int assets) {
    BriefingBuilder many = briefing().rootStopped();
    for (int n = 0; n < assets; n++) {
      many.impact(forecast("bts-" + n, 0.6, "22:07", 100));
    }
    return many;
  }

  private static Optional<String> change(BriefingBuilder next) {
    return found(next).map(Change::rule);
  }

  private static Optional<Change> found(BriefingBuilder next) {
    return found(next, SITE);
  }

  private static Optional<Change> found(BriefingBuilder next, Impact before) {
    return found(next, briefing().rootStopped().impact(before));
  }

  private static Optional<Change> found(BriefingBuilder next, BriefingBuilder before) {
    Assessment first = Assessment.of(before.build(), ICT, null, OPENED, CUTS);
    Told told = new Revision(first, WarningType.ALERT, 1, OPENED, Desk.settings()).told(null);
    Assessment now = Assessment.of(next.build(), ICT, told, OPENED + 60_000, CUTS);
    return MaterialChange.between(told, now, CUTS);
  }
}
