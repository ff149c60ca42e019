// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SituationEndsTest {

  private final SituationEnds situations = new SituationEnds();

  @Test
  void exampleUsage() {
    take("open", "10:00");
    take("closed", "11:00");

    assertThat(situations.count()).isOne();
    assertThat(situations.isOpen("s", at("10:59"))).isTrue();
    assertThat(situations.isOpen("s", at("11:00"))).isFalse();
    assertThat(situations.end("s")).contains(at("11:00"));
  }

  @Test
  void oneThatIsOpenedAgainWasOverInBetween() {
    take("open", "10:00");
    take("closed", "11:00");
    take("open", "11:20");
    take("open", "11:30");

    assertThat(situations.count()).isOne();
    assertThat(situations.isOpen("s", at("11:10"))).isFalse();
    assertThat(situations.isOpen("s", at("11:20"))).isTrue();
    assertThat(situations.end("s")).isEmpty();

    take("closed", "12:00");

    assertThat(situations.isOpen("s", at("11:30"))).isTrue();
    assertThat(situations.end("s")).contains(at("12:00"));
  }

  @Test
  void rootsAreAllThatWereNamedByThen() {
    take("open", "10:00", "plant");
    take("open", "10:30", "line");

    assertThat(situations.roots("s", at("10:29"))).containsExactly("plant");
    assertThat(situations.roots("s", at("10:30"))).containsExactly("line", "plant");
    assertThat(situations.roots("other", at("10:30"))).isEmpty();
  }

  private void take(String status, String clock) {
    take(status, clock, "plant");
  }

  private void take(String status, String clock, String root) {
    situations.take(
        """
        {"id":"s","status":"%s","at":"2018-09-06T%s:00Z","candidates":[{"asset":"%s"}]}"""
            .formatted(status, clock, root));
  }

  private static long at(String clock) {
    return Instant.parse("2018-09-06T" + clock + ":00Z").toEpochMilli();
  }
}
