// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoreTest {

  private final SituationEnds situations = new SituationEnds();

  @Test
  void exampleUsage() {
    situations.take(line("s-1", "open", ""));

    Score score = score(fail("ict"), fail("water"), alert("s-1", "ict"), alert("s-1", "gas"));

    assertThat(score.recall()).isEqualTo(0.5);
    assertThat(score.precision()).isEqualTo(1); // nobody knows of gas
    assertThat(score.f1()).isEqualTo(2 / 3.0);
    assertThat(score.warnings()).isEqualTo(2);
    assertThat(score.loads().get("ict")).isEqualTo(new Score.Load(1, 1, 1, 0));
  }

  @Test
  void whoIsWarnedForNothingCosts() {
    situations.take(line("s-1", "open", ""));
    situations.take(line("s-2", "open", ""));

    assertThat(
            score(fail("ict"), fail("water"), alert("s-1", "ict"), alert("s-2", "ict")).precision())
        .isEqualTo(0.5);
  }

  @Test
  void aSituationThatAnotherTookOverIsPartOfIt() {
    situations.take(line("s-1", "open", ""));
    situations.take(line("s-2", "closed", "s-1"));

    assertThat(
            score(fail("ict"), fail("water"), alert("s-1", "ict"), alert("s-2", "ict")).precision())
        .isEqualTo(1);
  }

  private Score score(Label one, Label other, IssuedWarning first, IssuedWarning second) {
    return Score.of(List.of(one, other), List.of(first, second), situations, label -> true);
  }

  private static String line(String id, String status, String successor) {
    return """
        {"id":"%s","status":"%s","successor":"%s","at":"2018-09-06T11:30:00Z"}"""
        .formatted(id, status, successor);
  }

  private static Label fail(String sector) {
    return new Label("I", sector, "JP-01", null, at("12:00"), Label.Kind.FAIL, null, null);
  }

  private static IssuedWarning alert(String situation, String sector) {
    return new IssuedWarning(
        situation + sector,
        1,
        "alert",
        "actual",
        situation,
        sector,
        List.of("JP-01"),
        at("11:00"),
        "P1",
        "",
        "",
        List.of());
  }

  private static long at(String clock) {
    return Instant.parse("2018-09-06T" + clock + ":00Z").toEpochMilli();
  }
}
