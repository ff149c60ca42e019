// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.warn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamon.correlation.warn.BriefingBuilder.OPENED;
import static org.hamon.correlation.warn.BriefingBuilder.briefing;
import static org.hamon.correlation.warn.BriefingBuilder.forecast;

import org.junit.jupiter.api.Test;

class PaceTest {

  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;

  @Test
  void exampleUsage() {
    Told told = told(OPENED, OPENED);
    assertThat(Pace.due(told, Change.atOnce("priority-raised"))).isEqualTo(OPENED);
    assertThat(Pace.due(told, Change.withinAMinute("failed"))).isEqualTo(OPENED + MINUTE);
    assertThat(Pace.due(told, Change.routine("eta"))).isEqualTo(OPENED + 10 * MINUTE);
  }

  @Test
  void routineNewsWaitATenthOfTheTimeSinceSomethingGrave_atMostAnHour() {
    assertThat(routineWait(100 * MINUTE)).isEqualTo(10 * MINUTE);
    assertThat(routineWait(5 * HOUR)).isEqualTo(30 * MINUTE);
    assertThat(routineWait(10 * HOUR)).isEqualTo(HOUR);
    assertThat(routineWait(70 * HOUR)).isEqualTo(HOUR);
  }

  @Test
  void aRevisionStandsUntilItIsLookedAtAgain_butAsLongAsRoutineNewsWouldWait() {
    assertThat(stands(0, 30 * MINUTE)).isEqualTo(30 * MINUTE);
    assertThat(stands(0, 2 * MINUTE)).isEqualTo(10 * MINUTE);
    assertThat(stands(5 * HOUR, 20 * MINUTE)).isEqualTo(30 * MINUTE);
    assertThat(stands(0, 9 * HOUR)).isEqualTo(4 * HOUR);
    // what should have been looked at already stands as long as anything may
    assertThat(stands(0, -MINUTE)).isEqualTo(4 * HOUR);
  }

  @Test
  void nobodyRenewsWhatWasToldWithinTheMinute() {
    assertThat(Pace.renewal(told(OPENED, OPENED))).isEqualTo(OPENED + HOUR);
  }

  private static long routineWait(long quiet) {
    return Pace.due(told(OPENED + quiet, OPENED), Change.routine("eta")) - OPENED - quiet;
  }

  private static long stands(long quiet, long next) {
    long now = OPENED + quiet;
    return Pace.expires(now, OPENED, now + next) - now;
  }

  private static Told told(long issuedAt, long gravelyAt) {
    BriefingBuilder briefing =
        briefing().at(issuedAt).rootStopped().impact(forecast("bts-17", 0.8, "22:07", 10));
    Recipient ict = Recipient.of("ict", java.util.List.of()).get(0);
    Assessment seen = Assessment.of(briefing.build(), ict, null, issuedAt, Cuts.standard());
    return new Revision(seen, WarningType.UPDATE, 2, gravelyAt, Desk.settings()).told(null);
  }
}
