// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.warn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamon.correlation.warn.BriefingBuilder.briefing;
import static org.hamon.correlation.warn.BriefingBuilder.confirmed;
import static org.hamon.correlation.warn.BriefingBuilder.forecast;

import java.util.List;
import org.hamon.correlation.situation.Briefing;
import org.hamon.correlation.situation.Impact;
import org.hamon.correlation.situation.RootCandidate;
import org.hamon.patterns.language.FailureType;
import org.hamon.topology.AssetState;
import org.hamon.topology.Topology;
import org.junit.jupiter.api.Test;

class HeadlineTest {

  private static final Advice ADVICE = Advice.standard();

  @Test
  void exampleUsage() {
    Assessment seen =
        seen(
            briefing()
                .rootStopped()
                .impact(forecast("a", 0.9, "22:25", 48_000), confirmed("b", "18:07", 500)));
    assertThat(Headline.english(seen, WarningType.ALERT, null))
        .isEqualTo(
            "1 ict asset failing since 18:07 UTC, 1 more from 22:25 UTC (in 4 h 18 min):"
                + " disturbance at sub-atsuma (electricity); 48,500 people; JP-01");
    assertThat(Headline.japanese(seen, WarningType.ALERT, null, ADVICE))
        .isEqualTo(
            "情報通信 1 件が 18:07 UTC から停止中、さらに 1 件が 22:25 UTC(4時間18分後)から。"
                + "sub-atsuma(電力) の障害。48,500 人。JP-01");
  }

  @Test
  void whatIsOnlySilentIsNotSaidToFail() {
    Assessment seen =
        seen(
            briefing()
                .rootStopped()
                .impact(
                    BriefingBuilder.with(
                        confirmed("b", "18:07", 500),
                        Impact.Status.CONFIRMED,
                        AssetState.UNKNOWN)));
    assertThat(Headline.english(seen, WarningType.ALERT, null))
        .startsWith("1 ict asset silent since 18:07 UTC");
    assertThat(Headline.japanese(seen, WarningType.ALERT, null, ADVICE))
        .startsWith("情報通信 1 件が 18:07 UTC から応答なし");
  }

  @Test
  void neverLongerThan160Characters() {
    RootCandidate longest = new RootCandidate("x".repeat(300), "y".repeat(80), "JP-01", 1);
    BriefingBuilder briefing =
        briefing()
            .lane("exercise/e1")
            .rootStopped()
            .roots(longest)
            .impact(forecast("a", 0.9, "22:25", 48_000));
    for (WarningType type : WarningType.values()) {
      assertThat(Headline.english(seen(briefing), type, null)).hasSizeLessThanOrEqualTo(160);
      assertThat(Headline.japanese(seen(briefing), type, null, ADVICE))
          .hasSizeLessThanOrEqualTo(160);
    }
  }

  @Test
  void exerciseSaysSo() {
    BriefingBuilder briefing =
        briefing().lane("exercise/e1").rootStopped().impact(forecast("a", 0.9, "22:25", 1));
    assertThat(Headline.english(seen(briefing), WarningType.ALERT, null)).startsWith("EXERCISE ");
    assertThat(Headline.japanese(seen(briefing), WarningType.ALERT, null, ADVICE))
        .startsWith("【訓練】");
    assertThat(Headline.english(seen(briefing.lane("test")), WarningType.ALERT, null))
        .startsWith("TEST ");
  }

  @Test
  void commonCauseIsNeverCalledADisturbanceThere() {
    BriefingBuilder briefing =
        briefing()
            .failure(FailureType.COMMON_CAUSE)
            .roots(new RootCandidate("vendor-1", "provider", null, 0.8))
            .rootStopped()
            .impact(confirmed("a", "18:07", 1));
    assertThat(Headline.english(seen(briefing), WarningType.ALERT, null))
        .contains("common cause vendor-1 (provider)");
  }

  @Test
  void endSaysWhatFollows() {
    Assessment seen = seen(briefing().rootStopped().impact(forecast("a", 0.9, "22:25", 1)));
    assertThat(Headline.english(seen, WarningType.ALL_CLEAR, null)).startsWith("All clear for ict");
    assertThat(Headline.english(seen, WarningType.ALL_CLEAR, "s-2")).contains("goes on as s-2");
    assertThat(Headline.english(seen, WarningType.CANCEL, null)).startsWith("Cancelled for ict");
  }

  @Test
  void leadIsSaidInWords() {
    assertThat(List.of(0L, 59_999L, 60_000L, 3_600_000L, 5_430_000L))
        .extracting(Headline::words)
        .containsExactly("now", "now", "in 1 min", "in 1 h", "in 1 h 30 min");
  }

  @Test
  void everySectorIsAdvisedInBothLanguagesInEachPhase() {
    for (String sector : Topology.TEN_SECTORS) {
      assertThat(ADVICE.sectorJa(sector)).isNotEqualTo(sector);
      for (Phase phase : Phase.values()) {
        assertThat(ADVICE.of(sector, phase, "en")).startsWith("Recommended:");
        assertThat(ADVICE.of(sector, phase, "ja")).startsWith("推奨:");
      }
    }
    assertThat(ADVICE.sectorJa("ports")).isEqualTo("ports");
    assertThat(ADVICE.of("ports", Phase.PREVENT, "en")).startsWith("Recommended:");
  }

  private static Assessment seen(BriefingBuilder builder) {
    Briefing briefing = builder.build();
    Recipient recipient = Recipient.of(briefing.sector(), List.of()).get(0);
    return Assessment.of(briefing, recipient, null, briefing.at(), Cuts.standard());
  }
}
