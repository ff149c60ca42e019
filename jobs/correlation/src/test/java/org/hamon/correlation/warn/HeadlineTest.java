// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.warn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamon.correlation.warn.BriefingBuilder.briefing;
import static org.hamon.correlation.warn.BriefingBuilder.confirmed;
import static org.hamon.correlation.warn.BriefingBuilder.forecast;
import static org.hamon.correlation.warn.BriefingBuilder.with;

import java.util.List;
import org.hamon.correlation.situation.Briefing;
import org.hamon.correlation.situation.Impact;
import org.hamon.correlation.situation.RootCandidate;
import org.hamon.patterns.language.FailureType;
import org.hamon.patterns.language.Tlp;
import org.hamon.topology.AssetState;
import org.hamon.topology.Topology;
import org.jspecify.annotations.Nullable;
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
    assertThat(english(seen, WarningType.ALERT, null))
        .isEqualTo(
            "1 ict asset failing since 18:07 UTC, 1 more may fail from 22:25 UTC (in 4 h 18 min):"
                + " disturbance at sub-atsuma (electricity); 48,500 people; JP-01");
    assertThat(japanese(seen, WarningType.ALERT))
        .isEqualTo(
            "情報通信 1 件が 18:07 UTC から停止中、さらに 1 件が 22:25 UTC(4時間18分後)から停止の見込み。"
                + "sub-atsuma(電力) の障害。48,500 人。JP-01");
  }

  @Test
  void whatIsOnlySilentIsNotSaidToFail() {
    Assessment seen =
        seen(
            briefing()
                .rootStopped()
                .impact(
                    with(
                        confirmed("b", "18:07", 500),
                        Impact.Status.CONFIRMED,
                        AssetState.UNKNOWN)));
    assertThat(english(seen, WarningType.ALERT, null))
        .startsWith("1 ict asset silent since 18:07 UTC");
    assertThat(japanese(seen, WarningType.ALERT)).startsWith("情報通信 1 件が 18:07 UTC から応答なし");
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
      assertThat(english(seen(briefing), type, null)).hasSizeLessThanOrEqualTo(160);
      assertThat(japanese(seen(briefing), type)).hasSizeLessThanOrEqualTo(160);
    }
  }

  @Test
  void exerciseSaysSo() {
    BriefingBuilder briefing =
        briefing().lane("exercise/e1").rootStopped().impact(forecast("a", 0.9, "22:25", 1));
    assertThat(english(seen(briefing), WarningType.ALERT, null)).startsWith("EXERCISE ");
    assertThat(japanese(seen(briefing), WarningType.ALERT)).startsWith("【訓練】");
    assertThat(english(seen(briefing.lane("test")), WarningType.ALERT, null)).startsWith("TEST ");
  }

  @Test
  void commonCauseIsNeverCalledADisturbanceThere() {
    BriefingBuilder briefing =
        briefing()
            .failure(FailureType.COMMON_CAUSE)
            .roots(new RootCandidate("vendor-1", "provider", null, 0.8))
            .rootStopped()
            .impact(confirmed("a", "18:07", 1));
    assertThat(english(seen(briefing), WarningType.ALERT, null))
        .contains("common cause vendor-1 (provider)");
  }

  @Test
  void endSaysWhatFollows() {
    Assessment seen = seen(briefing().rootStopped().impact(forecast("a", 0.9, "22:25", 1)));
    assertThat(english(seen, WarningType.ALL_CLEAR, null)).startsWith("All clear for ict");
    assertThat(english(seen, WarningType.ALL_CLEAR, "s-2")).contains("goes on as s-2");
    assertThat(english(seen, WarningType.CANCEL, null)).startsWith("Cancelled for ict");
  }

  @Test
  void whatGoesOnElsewhereIsNotCalledClear() {
    Assessment seen = seen(briefing().rootStopped().impact(forecast("a", 0.9, "22:25", 1)));
    assertThat(english(seen, WarningType.ALL_CLEAR, "s-2"))
        .isEqualTo(
            "Moved, ict: disturbance at sub-atsuma (electricity) goes on as s-2, which is told by a"
                + " warning of its own");
    assertThat(japanese(seen, WarningType.ALL_CLEAR)).startsWith("解除 情報通信: ");
  }

  @Test
  void whatStillFailsWhenTheRootIsBackIsSaid_andNotWhatIsNotExpected() {
    Assessment seen = seen(back("20:00").impact(confirmed("b", "18:07", 500)));
    assertThat(english(seen, WarningType.UPDATE, null))
        .isEqualTo(
            "1 ict asset still failing since 18:07 UTC; sub-atsuma (electricity) is back; 500"
                + " people; JP-01");
    assertThat(japanese(seen, WarningType.UPDATE))
        .isEqualTo("情報通信 1 件が 18:07 UTC から停止したまま。sub-atsuma(電力) は復旧。500 人。JP-01");
  }

  @Test
  void whatIsOnItsWayBackIsNotSaidToFail() {
    Impact onItsWay =
        with(confirmed("b", "18:07", 500), Impact.Status.CONFIRMED, AssetState.RECOVERING);
    Assessment seen = seen(back("20:00").impact(onItsWay, forecast("a", 0.05, "22:25", 10)));
    assertThat(english(seen, WarningType.UPDATE, null))
        .isEqualTo(
            "No ict asset is failing any more, 1 is not yet normal, 1 may fail but is unlikely to;"
                + " sub-atsuma (electricity) is back; JP-01");
    assertThat(japanese(seen, WarningType.UPDATE))
        .isEqualTo("情報通信 停止中の設備なし、1 件が復旧途中、停止のおそれの小さいもの 1 件。sub-atsuma(電力) は復旧。JP-01");
  }

  @Test
  void whatIsOverdueMayComeAnyTime() {
    Assessment seen =
        seen(briefing().clock("19:00").rootStopped().impact(forecast("a", 0.9, "18:50", 10)));
    assertThat(english(seen, WarningType.UPDATE, null))
        .startsWith("1 ict asset may fail any time now: ");
    assertThat(japanese(seen, WarningType.UPDATE)).startsWith("情報通信 1 件がいつでも停止のおそれ。");
  }

  @Test
  void anotherDayIsNamed() {
    Impact tomorrow = forecast("a", 0.9, "23:00", 10);
    Impact yesterday = confirmed("b", "18:07", 10);
    long day = 86_400_000L;
    Assessment seen =
        seenAt(
            briefing().rootStopped().impact(tomorrow, yesterday),
            BriefingBuilder.at("22:00") - day);
    assertThat(english(seen, WarningType.UPDATE, null))
        .startsWith(
            "1 ict asset failing since 18:07 UTC on 5 Sep, 1 more may fail from 23:00 UTC on 5 Sep"
                + " (in 25 h)");
    assertThat(japanese(seen, WarningType.UPDATE))
        .startsWith("情報通信 1 件が 9月5日 18:07 UTC から停止中、さらに 1 件が 9月5日 23:00 UTC(25時間後)から停止の見込み");
  }

  @Test
  void manyRegionsAreCounted_notCutInTheMiddle() {
    BriefingBuilder briefing = briefing().rootStopped();
    for (int n = 1; n <= 6; n++) {
      briefing.impact(BriefingBuilder.in("JP-0" + n, forecast("a" + n, 0.9, "22:25", 1)));
    }
    assertThat(english(seen(briefing), WarningType.ALERT, null))
        .endsWith("; JP-01 JP-02 JP-03 and 3 more regions");
    assertThat(japanese(seen(briefing), WarningType.ALERT)).endsWith("。JP-01 JP-02 JP-03 ほか 3 地域");
  }

  @Test
  void whatDoesNotFitIsLeftOut_notBrokenOff() {
    BriefingBuilder briefing =
        briefing()
            .rootStopped()
            .roots(new RootCandidate("substation-of-the-north-east", "electricity", "JP-01", 1))
            .impact(confirmed("b", "18:07", 500), forecast("a", 0.9, "22:25", 3_000_000));
    assertThat(english(seen(briefing), WarningType.ALERT, null)).endsWith("; 3,000,500 people");
    briefing.roots(
        new RootCandidate("substation-of-the-north-east-of-the-isle", "electricity", "JP-01", 1));
    assertThat(english(seen(briefing), WarningType.ALERT, null)).endsWith(" (electricity)");
  }

  @Test
  void whoIsThreatenedFromElsewhereHearsThatItIsNotOver() {
    Impact averted =
        with(forecast("a", 0.9, "22:25", 10), Impact.Status.AVERTED, AssetState.NORMAL);
    Briefing briefing = briefing().rootStopped().impact(averted).threat(0.37).build();
    Told told =
        new Revision(
                seen(briefing().impact(forecast("a", 0.9, "22:25", 10))),
                WarningType.ALERT,
                1,
                0,
                Desk.settings())
            .told(null);
    Assessment seen =
        Assessment.of(
            briefing, Recipient.of("ict", List.of()).get(0), told, briefing.at(), Cuts.standard());
    assertThat(english(seen, WarningType.UPDATE, null))
        .isEqualTo(
            "Not over for ict: no asset is failing, but one may be hit within the hour (37 %):"
                + " disturbance at sub-atsuma (electricity); JP-01");
    assertThat(japanese(seen, WarningType.UPDATE))
        .isEqualTo("警戒継続 情報通信: 停止中の設備はないが、1時間以内に停止のおそれ(37 %)。sub-atsuma(電力) の障害。JP-01");
    assertThat(seen.phase()).isEqualTo(Phase.PREVENT);
    assertThat(seen.urgency()).isEqualTo("Expected");
    assertThat(seen.certainty()).isEqualTo("Possible");
  }

  @Test
  void whatComesAndGoesSaysSo() {
    BriefingBuilder briefing =
        briefing()
            .clock("20:00")
            .rootStopped()
            .impact(confirmed("b", "19:50", 500))
            .recurring("18:07", 4, "21:00");
    assertThat(english(seen(briefing), WarningType.UPDATE, null))
        .isEqualTo(
            "1 ict asset failing since 19:50 UTC: disturbance at sub-atsuma (electricity), which"
                + " comes and goes (4 times since 18:07 UTC); 500 people; JP-01");
    assertThat(japanese(seen(briefing), WarningType.UPDATE))
        .isEqualTo(
            "情報通信 1 件が 19:50 UTC から停止中。sub-atsuma(電力) の障害、断続的(18:07 UTC 以降 4 回)。500 人。JP-01");
    assertThat(english(seen(briefing), WarningType.ALL_CLEAR, null))
        .endsWith(" ended at 20:00 UTC; it came and went 4 times since 18:07 UTC");
  }

  @Test
  void beginningAgainIsSaid() {
    Assessment seen = seen(briefing().rootStopped().impact(confirmed("b", "18:07", 500)));
    assertThat(new Headline(seen, WarningType.ALERT, true, null).english())
        .startsWith("Again: 1 ict asset failing");
    assertThat(new Headline(seen, WarningType.ALERT, true, null).japanese(ADVICE))
        .startsWith("再発 情報通信");
  }

  @Test
  void leadIsSaidInWords() {
    assertThat(List.of(60_000L, 3_600_000L, 5_430_000L, 151_560_000L))
        .extracting(EnglishHeadline::words)
        .containsExactly("in 1 min", "in 1 h", "in 1 h 30 min", "in 42 h");
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

  private static BriefingBuilder back(String clock) {
    return briefing()
        .clock(clock)
        .evidence("sub-atsuma", AssetState.NORMAL, clock, null, Tlp.AMBER);
  }

  private static String english(Assessment seen, WarningType type, @Nullable String successor) {
    return new Headline(seen, type, false, successor).english();
  }

  private static String japanese(Assessment seen, WarningType type) {
    return new Headline(seen, type, false, null).japanese(ADVICE);
  }

  private static Assessment seen(BriefingBuilder builder) {
    return seenAt(builder, builder.build().at());
  }

  private static Assessment seenAt(BriefingBuilder builder, long now) {
    Briefing briefing = builder.build();
    Recipient recipient = Recipient.of(briefing.sector(), List.of()).get(0);
    return Assessment.of(briefing, recipient, null, now, Cuts.standard());
  }
}
