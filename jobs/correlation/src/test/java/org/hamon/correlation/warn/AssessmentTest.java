// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.warn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamon.correlation.warn.BriefingBuilder.OPENED;
import static org.hamon.correlation.warn.BriefingBuilder.at;
import static org.hamon.correlation.warn.BriefingBuilder.briefing;
import static org.hamon.correlation.warn.BriefingBuilder.confirmed;
import static org.hamon.correlation.warn.BriefingBuilder.forecast;
import static org.hamon.correlation.warn.BriefingBuilder.inRegion;
import static org.hamon.correlation.warn.BriefingBuilder.with;

import java.util.List;
import org.hamon.correlation.situation.Impact;
import org.hamon.patterns.language.Tlp;
import org.hamon.topology.AssetState;
import org.junit.jupiter.api.Test;

class AssessmentTest {

  private static final Cuts CUTS = Cuts.standard();

  @Test
  void exampleUsage() {
    Assessment seen =
        seen(
            briefing()
                .rootStopped()
                .impact(forecast("b", 0.6, "19:00", 40_000), forecast("a", 0.85, "22:25", 48_000)));
    assertThat(seen.phase()).isEqualTo(Phase.PREVENT);
    assertThat(seen.urgency()).isEqualTo("Expected");
    assertThat(seen.certainty()).isEqualTo("Likely");
    assertThat(seen.lead()).isEqualTo(at("19:00") - OPENED);
    assertThat(seen.onset()).isEqualTo(at("19:00"));
    assertThat(seen.people()).isEqualTo(88_000);
    assertThat(seen.importance()).isEqualTo(2);
    assertThat(seen.severity()).isEqualTo("Moderate");
  }

  @Test
  void belowItsLeastLeadASectorContains() {
    // ict needs fifteen minutes, railway twelve seconds
    BriefingBuilder soon = briefing().rootStopped().impact(forecast("a", 0.9, "18:17", 10));
    assertThat(seen(soon).phase()).isEqualTo(Phase.CONTAIN);
    assertThat(seen(soon.sector("railway")).phase()).isEqualTo(Phase.PREVENT);
  }

  @Test
  void whatFailsIsObservedAndImmediate() {
    Assessment seen =
        seen(
            briefing()
                .rootStopped()
                .severity(3)
                .impact(confirmed("a", "18:05", 10), forecast("b", 0.9, "22:00", 10)));
    assertThat(seen.phase()).isEqualTo(Phase.CONTAIN);
    assertThat(seen.urgency()).isEqualTo("Immediate");
    assertThat(seen.certainty()).isEqualTo("Observed");
    assertThat(seen.onset()).isEqualTo(at("18:05"));
    assertThat(seen.severity()).isEqualTo("Severe");
  }

  @Test
  void itRecoversOnceTheRootIsBackOrNothingIsLeftToCome() {
    Impact failed = confirmed("a", "18:05", 10);
    assertThat(
            seen(briefing()
                    .evidence("sub-atsuma", AssetState.NORMAL, "18:07", null, Tlp.AMBER)
                    .impact(failed))
                .phase())
        .isEqualTo(Phase.RECOVER);
    Impact back = with(failed, Impact.Status.CONFIRMED, AssetState.RECOVERING);
    Assessment seen = seen(briefing().rootStopped().impact(back));
    assertThat(seen.phase()).isEqualTo(Phase.RECOVER);
    assertThat(seen.urgency()).isEqualTo("Past");
    assertThat(seen.people()).isZero();
    assertThat(seen.score()).isZero();
  }

  @Test
  void unlikelyForecastsCountNeitherPeopleNorTime() {
    Assessment seen =
        seen(
            briefing()
                .rootStopped()
                .impact(forecast("a", 0.05, "18:08", 10), forecast("b", 0.4, "22:00", 7)));
    assertThat(seen.people()).isEqualTo(7);
    assertThat(seen.urgency()).isEqualTo("Future");
    assertThat(seen.certainty()).isEqualTo("Possible");
    assertThat(seen(briefing().rootStopped().impact(forecast("a", 0.05, "18:08", 10))).certainty())
        .isEqualTo("Unlikely");
  }

  @Test
  void regionsAreThoseOfTheImpactsElseTheRoots() {
    Impact there = inRegion(forecast("b", 0.4, "22:00", 7), "JP-02");
    Impact nowhere = inRegion(there, "");
    assertThat(
            seen(briefing().rootStopped().impact(there, forecast("a", 0.4, "22:00", 7))).regions())
        .containsExactly("JP-01", "JP-02");
    assertThat(seen(briefing().rootStopped().impact(there, nowhere)).regions())
        .containsExactly("JP-02");
    assertThat(seen(briefing().rootStopped().impact(nowhere)).regions()).containsExactly("JP-01");
  }

  @Test
  void rootSectorMembersAndLikelyForecastsAreTold() {
    assertThat(rule(briefing().sector("electricity").rootStopped())).isEqualTo("root-sector");
    assertThat(rule(briefing().rootStopped().impact(confirmed("a", "18:05", 10))))
        .isEqualTo("member");
    assertThat(rule(briefing().rootStopped().impact(forecast("a", 0.9, "20:00", 10_000))))
        .isEqualTo("forecast-above-cut");
    assertThat(rule(briefing().rootStopped().impact(forecast("a", 0.09, "20:00", 10_000))))
        .isEqualTo("forecast-below-cut");
    assertThat(rule(briefing().rootStopped())).isEqualTo("not-concerned");
    assertThat(rule(briefing().sector("area").rootStopped().impact(confirmed("a", "18:05", 10))))
        .isEqualTo("no-recipient");
    assertThat(
            rule(briefing().sector("provider").rootStopped().impact(confirmed("a", "18:05", 10))))
        .isEqualTo("member");
  }

  private static String rule(BriefingBuilder briefing) {
    return Selection.of(seen(briefing), CUTS).rule();
  }

  private static Assessment seen(BriefingBuilder builder) {
    var briefing = builder.build();
    Recipient recipient = Recipient.of(briefing.sector(), List.of()).get(0);
    return Assessment.of(briefing, recipient, null, briefing.at(), CUTS);
  }
}
