// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LeadTableTest {

  private final SituationEnds situations = new SituationEnds();

  @Test
  void exampleUsage() {
    // given
    List<Label> labels =
        List.of(
            Label.parse(
                """
                {"incident":"I","sector":"ict","region":"JP-01","asset":null,\
                "at":"2018-09-06T15:00:00+09:00","kind":"degrade","pattern":"cascading"}"""));
    List<IssuedWarning> warnings =
        List.of(
            IssuedWarning.parse(
                """
                {"id":"w-1","revision":1,"type":"alert","lane":"actual","situation":"s-1",\
                "sector":"ict","regions":["JP-01"],"issuedAt":"2018-09-05T18:25:04Z",\
                "priority":"P2","phase":"prevent","headline":"Power is gone"}"""));
    situations.take(
        """
        {"id":"s-1","status":"open","at":"2018-09-05T18:25:04Z"}""");

    // when
    LeadTable table = LeadTable.of(labels, warnings, situations, label -> true);

    // then
    assertThat(table.hits()).isEqualTo(1);
    assertThat(table.rows().get(0).lead())
        .contains(Duration.ofHours(11).plusMinutes(34).plusSeconds(56));
  }

  @Test
  void takesTheFirstWarningOfSeveral() {
    LeadTable table =
        table(
            fail("ict", "12:00"),
            alert("w-1", "s-1", "ict", "11:00"),
            alert("w-2", "s-2", "ict", "10:00"));

    assertThat(table.rows().get(0).lead()).contains(Duration.ofHours(2));
  }

  @Test
  void missesWithoutAWarningToThatSectorAndRegion() {
    assertThat(table(fail("ict", "12:00"), alert("w-1", "s-1", "water", "11:00")).hits()).isZero();
    Label elsewhere =
        new Label("I", "ict", "JP-13", null, at("12:00"), Label.Kind.FAIL, null, null);
    assertThat(table(elsewhere, alert("w-1", "s-1", "ict", "11:00")).hits()).isZero();
  }

  @Test
  void allowsTenSecondsAfterButNoMore() {
    assertThat(table(fail("ict", "12:00"), alert("w-1", "s-1", "ict", "12:00:10")).hits()).isOne();
    assertThat(table(fail("ict", "12:00"), alert("w-1", "s-1", "ict", "12:00:11")).hits()).isZero();
  }

  @Test
  void allowsTwoMinutesAfterADegradationThatNothingBuffers() {
    Label degraded =
        new Label("I", "ict", "JP-01", null, at("12:00"), Label.Kind.DEGRADE, null, null);
    List<IssuedWarning> late = List.of(alert("w-1", "s-1", "ict", "12:02"));

    assertThat(LeadTable.of(List.of(degraded), late, situations, label -> false).hits()).isOne();
    assertThat(LeadTable.of(List.of(degraded), late, situations, label -> true).hits()).isZero();
  }

  @Test
  void ignoresWarningsOlderThanThreeDays() {
    Label label = new Label("I", "ict", "JP-01", null, at("12:00"), Label.Kind.FAIL, null, null);
    long threeDays = Duration.ofHours(72).toMillis();

    assertThat(table(label, alertAt("w-1", at("12:00") - threeDays)).hits()).isOne();
    assertThat(table(label, alertAt("w-1", at("12:00") - threeDays - 1)).hits()).isZero();
  }

  @Test
  void ignoresWarningsOfASituationThatEndedBefore() {
    situations.take(
        """
        {"id":"s-1","status":"closed","at":"2018-09-06T11:30:00Z"}""");

    assertThat(table(fail("ict", "12:00"), alert("w-1", "s-1", "ict", "11:00")).hits()).isZero();
    assertThat(table(fail("ict", "11:15"), alert("w-1", "s-1", "ict", "11:00")).hits()).isOne();
  }

  @Test
  void anAllClearIsNoWarning() {
    IssuedWarning clear =
        new IssuedWarning(
            "w-1",
            2,
            "all-clear",
            "actual",
            "s-1",
            "ict",
            List.of("JP-01"),
            at("11:00"),
            "P3",
            "",
            "",
            List.of());

    assertThat(table(fail("ict", "12:00"), clear).hits()).isZero();
  }

  @Test
  void aWarningStandsUntilItIsStoodDown() {
    IssuedWarning down =
        new IssuedWarning(
            "w-1",
            2,
            "update",
            "actual",
            "s-1",
            "ict",
            List.of("JP-01"),
            at("11:00"),
            "P4",
            "",
            "",
            List.of(),
            true);
    IssuedWarning first = alert("w-1", "s-1", "ict", "10:00");

    LeadTable withdrawn = table(fail("ict", "12:00"), first, down);
    assertThat(withdrawn.hits()).isOne();
    assertThat(withdrawn.standing()).isZero();
    assertThat(table(fail("ict", "10:30"), first, down).standing()).isOne();
    assertThat(table(fail("ict", "12:00"), first).standing()).isOne();
    assertThat(
            table(fail("ict", "12:00"), first, down, alert("w-2", "s-1", "ict", "11:30"))
                .standing())
        .isOne();
    assertThat(table(fail("gas", "12:00"), first).standing()).isZero();
  }

  @Test
  void otherLanesDoNotCount() {
    IssuedWarning exercise =
        new IssuedWarning(
            "w-1",
            1,
            "alert",
            "exercise/a",
            "s-1",
            "ict",
            List.of("JP-01"),
            at("11:00"),
            "P3",
            "",
            "",
            List.of());

    assertThat(table(fail("ict", "12:00"), exercise).hits()).isZero();
  }

  @Test
  void countsTheMostNewWarningsInAnyTenMinutes() {
    List<IssuedWarning> warnings = new ArrayList<>();
    warnings.add(alert("w-1", "s-1", "ict", "11:00"));
    warnings.add(alert("w-2", "s-2", "ict", "11:09:59"));
    warnings.add(alert("w-3", "s-3", "ict", "11:10:00"));
    warnings.add(alert("w-4", "s-1", "water", "11:00"));

    assertThat(LeadTable.mostNewWarnings(warnings)).isEqualTo(Map.of("ict", 2, "water", 1));
  }

  @Test
  void countsMergedSituationsApart() {
    situations.take(
        """
        {"id":"s-1","status":"open","at":"2018-09-06T11:30:00Z"}""");
    situations.take(
        """
        {"id":"s-2","status":"closed","successor":"s-1","at":"2018-09-06T11:30:00Z"}""");

    assertThat(situations.count()).isOne();
    assertThat(situations.merged()).isOne();
  }

  @Test
  void saysWhatIsWrongWithALabel() {
    assertThatThrownBy(() -> Label.parse("{\"sector\":\"ict\"}"))
        .isInstanceOf(InvalidLabelException.class)
        .hasMessage("Expected 'incident', but there is none");
    assertThatThrownBy(
            () ->
                Label.parse(
                    """
                    {"incident":"I","sector":"ict","at":"noon","kind":"fail"}"""))
        .hasMessageContaining("found 'noon'");
  }

  private LeadTable table(Label label, IssuedWarning... warnings) {
    return LeadTable.of(List.of(label), List.of(warnings), situations, unused -> true);
  }

  private static Label fail(String sector, String time) {
    return new Label("I", sector, "JP-01", null, at(time), Label.Kind.FAIL, null, null);
  }

  private static IssuedWarning alert(String id, String situation, String sector, String time) {
    return new IssuedWarning(
        id,
        1,
        "alert",
        "actual",
        situation,
        sector,
        List.of("JP-01"),
        at(time),
        "P2",
        "",
        "",
        List.of());
  }

  private static IssuedWarning alertAt(String id, long time) {
    return new IssuedWarning(
        id, 1, "alert", "actual", "s-1", "ict", List.of("JP-01"), time, "P2", "", "", List.of());
  }

  private static long at(String time) {
    return Instant.parse("2018-09-06T" + (time.length() == 5 ? time + ":00" : time) + "Z")
        .toEpochMilli();
  }
}
