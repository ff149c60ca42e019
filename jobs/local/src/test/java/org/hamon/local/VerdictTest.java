// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hamon.replay.scoring.IssuedWarning;
import org.hamon.replay.scoring.Label;
import org.hamon.replay.scoring.LeadTable;
import org.hamon.replay.scoring.SituationEnds;
import org.junit.jupiter.api.Test;

class VerdictTest {

  private static final long NOON = Instant.parse("2018-09-06T03:00:00Z").toEpochMilli();

  @Test
  void exampleUsage() {
    Verdict verdict = verdict(12, 1, Map.of("ict", 3));

    assertThat(verdict.isGood()).isTrue();
    assertThat(verdict.table(EventTime.of("JP-01")))
        .hasSize(14)
        .anyMatch(line -> line.matches("6 Sep 12:00 +ict +fail +6 Sep 10:00:00 +2h 0m +yes.*"));
    assertThat(verdict.summary())
        .containsExactly(
            "12 of 12 warned in time; median lead 2h 0m",
            "1 situation",
            "at most 3 new warnings to one sector in any 10 minutes (limit 10)");
    assertThat(verdict.json().path("rows").get(0).path("leadMinutes").asDouble()).isEqualTo(120);
  }

  @Test
  void twoRowsMayBeMissedButNotThree() {
    assertThat(verdict(10, 1, Map.of()).isGood()).isTrue();
    assertThat(verdict(9, 1, Map.of()).isGood()).isFalse();
  }

  @Test
  void moreThanOneSituationOrAFloodIsNotGood() {
    assertThat(verdict(12, 2, Map.of()).isGood()).isFalse();
    assertThat(verdict(12, 1, Map.of("ict", 11)).isGood()).isFalse();
    assertThat(verdict(12, 1, Map.of("ict", 10)).isGood()).isTrue();
  }

  @Test
  void whatWasMissedIsRedAndLongLinesAreCut() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
    Console console = new Console(printed, printed, true, false, false);

    verdict(11, 1, Map.of()).print(console, EventTime.of("JP-01"), 64);

    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .filteredOn(line -> line.startsWith("\u001b[1;31m"))
        .singleElement()
        .asString()
        .contains(" gas ", "  NO  ", "…");
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("11 of 12 warned in time");
  }

  @Test
  void durationsHaveTwoUnits() {
    assertThat(Text.duration(Duration.ofSeconds(12))).isEqualTo("12s");
    assertThat(Text.duration(Duration.ofSeconds(545))).isEqualTo("9m 5s");
    assertThat(Text.duration(Duration.ofMinutes(-694))).isEqualTo("-11h 34m");
    assertThat(Text.duration(Duration.ofHours(51))).isEqualTo("2d 3h");
  }

  private static Verdict verdict(int hits, int situations, Map<String, Integer> most) {
    List<Label> labels = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      String sector = i < hits ? "ict" : "gas";
      labels.add(new Label("I", sector, "JP-01", null, NOON, Label.Kind.FAIL, null, "row " + i));
    }
    IssuedWarning warning =
        new IssuedWarning(
            "w-1",
            1,
            "alert",
            "actual",
            "s-1",
            "ict",
            List.of("JP-01"),
            NOON - Duration.ofHours(2).toMillis(),
            "P2",
            "",
            "",
            List.of());
    return new Verdict(
        LeadTable.of(labels, List.of(warning), new SituationEnds(), label -> true),
        situations,
        0,
        most);
  }
}
