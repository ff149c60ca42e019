// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hamon.replay.scoring.IssuedWarning;
import org.junit.jupiter.api.Test;

class EndingTest {

  private static final EventTime CLOCK = EventTime.of("JP-01");

  @Test
  void exampleUsage() {
    Ending ending =
        Ending.of(
            List.of(
                situation("open", member("plant", "stopped"), member("bank", "normal")),
                situation("closed", member("plant", "normal"), member("bank", "normal"))),
            List.of(
                warning("w-1", 1, "alert", "ict"),
                warning("w-1", 2, "all-clear", "ict"),
                warning("w-2", 1, "alert", "gas"),
                warning("w-2", 2, "all-clear", "gas")));

    assertThat(ending.isOver()).isTrue();
    assertThat(ending.text(CLOCK))
        .containsExactly("all clear for gas, ict; the last at 6 Sep 12:00 JST");
  }

  @Test
  void whyThereIsNoAllClearIsSaid() {
    Ending ending =
        Ending.of(
            List.of(
                situation(
                    "open",
                    member("plant-2", "degraded"),
                    member("plant-1", "stopped"),
                    member("bank", "normal"))),
            List.of(
                warning("w-1", 1, "alert", "ict"),
                warning("w-2", 1, "alert", "gas"),
                warning("w-2", 2, "stand-down", "gas")));

    assertThat(ending.isOver()).isFalse();
    assertThat(ending.text(CLOCK))
        .containsExactly(
            "no all-clear: situation s-1 goes on; 2 of its 3 assets are not normal: plant-1 stopped"
                + " since 6 Sep 03:08 JST, plant-2 degraded since 6 Sep 03:08 JST",
            "still warned: ict",
            "stood down: gas");
  }

  @Test
  void threeAreNamedAndTheOthersCounted() {
    Ending ending =
        Ending.of(
            List.of(
                situation(
                    "open",
                    member("a", "stopped"),
                    member("b", "stopped"),
                    member("c", "stopped"),
                    member("d", "stopped"))),
            List.of(warning("w-1", 1, "alert", "ict")));

    assertThat(ending.text(CLOCK).get(0)).endsWith(" and 1 other").doesNotContain("d stopped");
    assertThat(ending.text(CLOCK)).contains("stood down: nobody");
  }

  @Test
  void whereNobodyWasWarnedNothingHasToEnd() {
    assertThat(Ending.of(List.of(), List.of()).text(CLOCK)).isEmpty();
    assertThat(Ending.of(List.of(), List.of()).isOver()).isTrue();
  }

  private static String member(String asset, String state) {
    return """
        {"asset":"%s","state":"%s","since":"2018-09-05T18:08:04Z"}"""
        .formatted(asset, state);
  }

  private static String situation(String status, String... members) {
    return """
        {"id":"s-1","lane":"actual","status":"%s","membersTotal":%d,"members":[%s]}"""
        .formatted(status, members.length, String.join(",", members));
  }

  private static IssuedWarning warning(String id, int revision, String type, String sector) {
    boolean standsDown = type.equals("stand-down");
    return IssuedWarning.parse(
        """
        {"id":"%s","revision":%d,"type":"%s","lane":"actual","situation":"s-1","sector":"%s",\
        "issuedAt":"2018-09-06T03:00:0%dZ","standDown":%s}"""
            .formatted(id, revision, standsDown ? "update" : type, sector, revision, standsDown));
  }
}
