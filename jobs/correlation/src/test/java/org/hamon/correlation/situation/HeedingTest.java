// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamon.correlation.situation.Tells.advisory;
import static org.hamon.correlation.situation.Tells.control;
import static org.hamon.topology.AssetState.NORMAL;
import static org.hamon.topology.AssetState.STOPPED;

import java.util.List;
import org.hamon.correlation.Ids;
import org.hamon.correlation.notice.Advisory;
import org.hamon.correlation.notice.Control;
import org.hamon.correlation.notice.Control.Kind;
import org.hamon.correlation.notice.Control.Target;
import org.hamon.correlation.notice.Ruling;
import org.hamon.correlation.situation.Briefing.PhaseOfLife;
import org.hamon.patterns.language.Cause;
import org.hamon.patterns.language.FailureType;
import org.hamon.patterns.language.StateChange;
import org.hamon.patterns.language.Tlp;
import org.junit.jupiter.api.Test;

/** Controls and advisories of one lane, and what the situations make of them. */
class HeedingTest {

  private static final String SITUATION =
      "s-" + Ids.hash(StateChange.ACTUAL, "sub", Long.toString(Town.at("03:00")));

  private final Town town = Town.withOneFeeder();
  private final Heard heard = new Heard();
  private final Stage lane = heard.lane(town);

  @Test
  void falseAlarmRetractsTheSituation() {
    lane.add(Signal.of(town.change("03:00", "sub", STOPPED)));
    lane.add(
        control("03:20", Kind.OVERRIDE, Target.SITUATION, SITUATION)
            .sets(Ruling.VERDICT, Ruling.FALSE_ALARM)
            .signal());
    lane.advance(Town.at("03:20"));

    assertThat(heard.phases("ict")).containsExactly(PhaseOfLife.OPEN, PhaseOfLife.RETRACTED);
    assertThat(heard.last("ict").at()).isEqualTo(Town.at("03:20"));

    lane.add(Signal.of(town.change("04:00", "sub", NORMAL)));
    lane.advance(Town.at("05:00"));
    assertThat(heard.phases("ict")).hasSize(2);
    lane.advance(Town.at("16:00"));
    assertThat(lane.isEmpty()).isTrue();
  }

  @Test
  void operatorsWordOnRootCauseAndFailureWins_fieldByField() {
    lane.add(Signal.of(town.change("03:00", "sub", STOPPED)));
    lane.add(
        control("03:10", Kind.OVERRIDE, Target.SITUATION, SITUATION)
            .sets(Ruling.ROOT, "plant")
            .sets(Ruling.CAUSE, "cyber")
            .signal());
    lane.add(
        control("03:20", Kind.OVERRIDE, Target.SITUATION, SITUATION)
            .sets(Ruling.FAILURE, "escalating")
            .until("03:40")
            .signal());
    lane.advance(Town.at("03:20"));

    Briefing briefing = heard.last("electricity");
    assertThat(briefing.roots()).extracting(RootCandidate::asset).containsExactly("plant");
    assertThat(briefing.cause()).isEqualTo(Cause.CYBER);
    assertThat(briefing.failure()).isEqualTo(FailureType.ESCALATING);

    lane.add(
        control("03:30", Kind.OVERRIDE, Target.SITUATION, SITUATION)
            .sets(Ruling.ROOT, null)
            .signal());
    lane.advance(Town.at("03:40"));

    briefing = heard.last("electricity");
    assertThat(briefing.roots().get(0).asset()).isEqualTo("sub");
    assertThat(briefing.cause()).isEqualTo(Cause.CYBER);
    assertThat(briefing.failure()).isEqualTo(FailureType.CASCADING);
  }

  @Test
  void acknowledgementGoesToTheSituationItNames_andEndsWithIt() {
    lane.add(Signal.of(town.change("03:00", "sub", STOPPED)));
    lane.add(control("03:20", Kind.ACKNOWLEDGE, Target.SITUATION, SITUATION).signal());
    lane.advance(Town.at("03:20"));

    assertThat(heard.last("ict").controls()).extracting(Control::id).containsExactly("c-03:20");

    lane.add(Signal.of(town.change("04:00", "sub", NORMAL)));
    lane.advance(Town.at("04:00"));
    assertThat(heard.last("ict").phaseOfLife()).isEqualTo(PhaseOfLife.CLOSED);
    lane.advance(Town.at("16:00"));
    assertThat(lane.isEmpty()).isTrue();
  }

  @Test
  void whatNamesAWarningFindsItsSituation_evenBeforeItIsThere() {
    String warning = Ids.ofWarning(SITUATION, "ict", "T-CEPTOAR");
    lane.add(control("02:00", Kind.ACKNOWLEDGE, Target.WARNING, warning).signal());
    lane.add(control("02:00", Kind.ACKNOWLEDGE, Target.SITUATION, "s-other").id("x").signal());
    lane.add(Signal.of(town.change("03:00", "sub", STOPPED)));
    lane.advance(Town.at("03:01"));

    assertThat(heard.last("ict").controls()).extracting(Control::id).containsExactly("c-02:00");
    assertThat(heard.decisions()).anyMatch(line -> line.contains("\"waits\":true"));
  }

  @Test
  void whatNamesNothingIsKeptUntilItExpires_andThatIsSaid() {
    lane.add(
        control("02:00", Kind.ACKNOWLEDGE, Target.SITUATION, SITUATION).until("02:30").signal());
    lane.add(control("02:00", Kind.ACKNOWLEDGE, Target.WARNING, "w-none").id("x").signal());
    lane.advance(Town.at("02:00") + Heeding.KEPT_MILLIS - 1);
    assertThat(lane.isEmpty()).isFalse();
    lane.advance(Town.at("02:00") + Heeding.KEPT_MILLIS);

    assertThat(lane.isEmpty()).isTrue();
    assertThat(heard.decisions())
        .filteredOn(line -> line.contains("\"choice\":\"expired\""))
        .hasSize(2)
        .allMatch(line -> line.contains("control-unmatched"));
  }

  @Test
  void silenceIsKnownToWhoWarns_andItsEndIsTold() {
    lane.add(Signal.of(town.change("03:00", "sub", STOPPED)));
    lane.add(control("03:10", Kind.SILENCE, Target.SECTOR, "ict").until("03:40").signal());
    lane.advance(Town.at("03:39"));

    assertThat(heard.last("ict").controls()).hasSize(1);
    assertThat(heard.last("medical").controls()).isEmpty();

    lane.advance(Town.at("03:40"));
    assertThat(heard.last("ict").controls()).isEmpty();
    assertThat(heard.last("ict").at()).isEqualTo(Town.at("03:40"));
  }

  @Test
  void commentStaysWithTheSituationsLine_andLeavesInNoBriefing() {
    lane.add(Signal.of(town.change("03:00", "sub", STOPPED)));
    lane.add(control("03:10", Kind.COMMENT, Target.ASSET, "sub").says("op-x", "on site").signal());
    lane.advance(Town.at("03:10"));

    assertThat(heard.lines().get(heard.lines().size() - 1))
        .contains(
            "\"comments\":[{\"id\":\"c-03:10\",\"at\":\"2018-09-06T03:10:00Z\","
                + "\"by\":\"op-x\",\"text\":\"on site\"}]");
    assertThat(heard.briefings().toString()).doesNotContain("on site").doesNotContain("op-x");
    assertThat(heard.decisions().toString()).doesNotContain("on site").doesNotContain("op-x");
  }

  @Test
  void advisoryGoesToTheSectorsAndPlacesItConcerns_untilItExpires() {
    lane.add(Signal.of(town.change("03:00", "sub", STOPPED)));
    lane.add(advisory("q1", "02:00", Advisory.Kind.HAZARD).areas("JP-01").until("03:30").signal());
    lane.add(advisory("q2", "02:00", Advisory.Kind.THREAT).areas("JP-13").signal());
    lane.add(advisory("q3", "02:00", Advisory.Kind.THREAT).sectors("medical").signal());
    lane.add(advisory("q4", "02:30", Advisory.Kind.RECOVERY_METHOD).areas("JP").signal());
    lane.advance(Town.at("03:00"));

    assertThat(heard.last("ict").advisories()).extracting(Advisory::id).containsExactly("q4", "q1");
    assertThat(heard.last("medical").advisories())
        .extracting(Advisory::id)
        .containsExactly("q4", "q1", "q3");

    lane.advance(Town.at("03:30"));
    assertThat(heard.last("ict").advisories()).extracting(Advisory::id).containsExactly("q4");
  }

  @Test
  void advisoryAloneOpensNothing() {
    lane.add(advisory("q1", "02:00", Advisory.Kind.HAZARD).until("03:00").signal());
    lane.advance(Town.at("05:00"));

    assertThat(heard.briefings()).isEmpty();
    assertThat(heard.lines()).isEmpty();
    assertThat(heard.decisions())
        .containsExactly(
            "{\"at\":\"2018-09-06T02:00:00Z\",\"lane\":\"actual\",\"choice\":\"taken\","
                + "\"rule\":\"advisory\",\"inputs\":{\"advisory\":\"q1\",\"kind\":\"hazard\","
                + "\"areas\":[],\"sectors\":[],\"tlp\":\"TLP:AMBER\","
                + "\"expires\":\"2018-09-06T03:00:00Z\"}}");
    assertThat(lane.isEmpty()).isTrue();
  }

  @Test
  void flowsOfTerrorAndCrimeAndRedGoNowhere() {
    lane.add(Signal.of(town.change("03:00", "sub", STOPPED)));
    lane.add(advisory("terror-1", "02:00", Advisory.Kind.TERROR).signal());
    lane.add(advisory("crime-1", "02:00", Advisory.Kind.CRIME_REPORT).signal());
    lane.add(advisory("red-1", "02:00", Advisory.Kind.HAZARD).tlp(Tlp.RED).signal());
    lane.advance(Town.at("04:00"));

    assertThat(heard.briefings()).allMatch(briefing -> briefing.advisories().isEmpty());
    assertThat(heard.lines().toString()).doesNotContain("advisory");
    assertThat(heard.decisions())
        .filteredOn(line -> line.contains("not-sent"))
        .hasSize(3)
        .noneMatch(line -> line.contains("red-1"));
  }

  @Test
  void situationWithoutACauseTakesThatOfAnAdvisoryInPlaceAndTime() {
    lane.add(advisory("q1", "02:00", Advisory.Kind.HAZARD).cause(Cause.NATURAL).signal());
    lane.add(advisory("q2", "02:10", Advisory.Kind.TERROR).cause(Cause.HUMAN).signal());
    lane.add(Signal.of(town.unexplained("03:00", "sub", STOPPED)));
    lane.advance(Town.at("03:00"));

    assertThat(heard.lines().get(0)).contains("\"cause\":\"natural\",\"causeFrom\":\"advisory\"");
    assertThat(heard.last("ict").cause()).isEqualTo(Cause.UNKNOWN);
  }

  @Test
  void whatMembersSayOfTheCauseComesFirst() {
    lane.add(advisory("q1", "02:00", Advisory.Kind.HAZARD).cause(Cause.CYBER).signal());
    lane.add(Signal.of(town.change("03:00", "sub", STOPPED)));
    lane.advance(Town.at("03:00"));

    assertThat(heard.lines().get(0)).contains("\"cause\":\"natural\"").doesNotContain("causeFrom");
  }

  @Test
  void maintenanceAndWordsOnAssetsAreHeededElsewhere_hereTheyAreOnlyNotedUntilTheyEnd() {
    lane.add(control("02:00", Kind.MAINTENANCE, Target.ASSET, "sub").until("04:00").signal());
    lane.add(
        control("02:00", Kind.OVERRIDE, Target.ASSET, "sub")
            .id("o")
            .sets(Ruling.STATE, "stopped")
            .until("05:00")
            .signal());
    lane.advance(Town.at("02:00"));
    assertThat(heard.decisions()).hasSize(2).allMatch(line -> line.contains("\"taken\""));
    assertThat(lane.isEmpty()).isFalse();

    lane.advance(Town.at("05:00"));
    assertThat(heard.decisions()).hasSize(2);
    assertThat(heard.briefings()).isEmpty();
    assertThat(lane.isEmpty()).isTrue();
  }

  @Test
  void mergedSituationTakesItsControlsAlongIntoNothing() {
    lane.add(Signal.of(town.change("03:00", "sub", STOPPED)));
    lane.add(control("03:05", Kind.ACKNOWLEDGE, Target.SITUATION, SITUATION).signal());
    lane.add(Signal.of(town.change("04:00", "sub", NORMAL)));
    lane.add(Signal.of(town.change("04:00", "bts", STOPPED)));
    lane.add(Signal.of(town.change("05:30", "sub", STOPPED)));
    lane.advance(Town.at("05:30"));

    List<Briefing> last = heard.briefings();
    assertThat(last.get(last.size() - 1).situation()).isNotEqualTo(SITUATION);
    assertThat(last.get(last.size() - 1).controls()).isEmpty();
  }

  @Test
  void controlsOnNothingWaitExpireAndSaySo_allAlike() {
    lane.add(
        control("03:00", Kind.MAINTENANCE, Target.ASSET, "ghost").id("m").until("03:40").signal());
    lane.add(
        control("03:00", Kind.SILENCE, Target.SITUATION, "s-0").id("s").until("03:40").signal());
    lane.add(
        control("03:00", Kind.SILENCE, Target.ASSET, "ghost").id("sa").until("03:40").signal());
    lane.add(
        control("03:00", Kind.OVERRIDE, Target.ASSET, "ghost")
            .id("o")
            .sets(Ruling.STATE, "stopped")
            .until("03:40")
            .signal());
    lane.add(
        control("03:00", Kind.ACKNOWLEDGE, Target.WARNING, "w-0").id("a").until("03:40").signal());
    lane.advance(Town.at("03:40"));

    assertThat(heard.decisions())
        .filteredOn(line -> line.contains("\"choice\":\"taken\""))
        .hasSize(5)
        .allMatch(line -> line.contains("\"waits\":true"));
    assertThat(heard.decisions())
        .filteredOn(line -> line.contains("\"choice\":\"expired\""))
        .hasSize(5)
        .allMatch(line -> line.contains("\"rule\":\"control-unmatched\""));
    assertThat(lane.isEmpty()).isTrue();
  }

  @Test
  void controlsOnWhatIsThereNeitherWaitNorExpire() {
    lane.add(Signal.of(town.change("03:00", "sub", STOPPED)));
    lane.add(
        control("03:10", Kind.MAINTENANCE, Target.ASSET, "bts").id("m").until("03:40").signal());
    lane.add(
        control("03:10", Kind.SILENCE, Target.SITUATION, SITUATION)
            .id("s")
            .until("03:40")
            .signal());
    lane.add(
        control("03:10", Kind.OVERRIDE, Target.ASSET, "bts@JP-01").id("o").until("03:40").signal());
    lane.add(
        control("03:10", Kind.OVERRIDE, Target.ASSET, "ict@JP-01").id("p").until("03:40").signal());
    lane.advance(Town.at("03:40"));

    assertThat(heard.decisions())
        .filteredOn(line -> line.contains("\"waits\"") || line.contains("\"expired\""))
        .hasSize(2)
        .allMatch(line -> line.contains("bts@JP-01"));
  }

  @Test
  void maintenanceInARegionThatThereIsNotWaitsAndExpires_inOneThatThereIsItDoesNot() {
    lane.add(
        control("03:10", Kind.MAINTENANCE, Target.REGION, "XX-99").id("x").until("03:40").signal());
    lane.add(
        control("03:10", Kind.MAINTENANCE, Target.REGION, "JP-01").id("m").until("03:40").signal());
    lane.advance(Town.at("03:40"));

    assertThat(heard.decisions())
        .filteredOn(line -> line.contains("\"waits\"") || line.contains("\"expired\""))
        .hasSize(2)
        .allMatch(line -> line.contains("XX-99"));
  }

  @Test
  void aSilenceOnASituationThatHasEndedEndsWithoutHarm() {
    lane.add(Signal.of(town.change("03:00", "sub", STOPPED)));
    lane.add(
        control("03:10", Kind.SILENCE, Target.SITUATION, SITUATION)
            .id("s")
            .until("05:00")
            .signal());
    lane.add(Signal.of(town.change("04:10", "sub", NORMAL)));
    lane.advance(Town.at("04:30"));
    assertThat(heard.last("ict").phaseOfLife()).isEqualTo(PhaseOfLife.CLOSED);

    lane.advance(Town.at("05:00"));
    lane.add(Signal.of(town.change("05:05", "sub", STOPPED)));
    lane.advance(Town.at("05:05"));

    assertThat(heard.last("ict").phaseOfLife()).isEqualTo(PhaseOfLife.OPEN);
    assertThat(heard.last("ict").controls()).isEmpty();
  }

  @Test
  void aWithdrawnSilenceEndsAsItsUntilWouldHaveEndedIt() {
    lane.add(Signal.of(town.change("03:00", "sub", STOPPED)));
    lane.add(
        control("03:10", Kind.SILENCE, Target.SITUATION, SITUATION)
            .id("s")
            .until("05:00")
            .signal());
    lane.advance(Town.at("03:10"));
    assertThat(heard.last("ict").controls()).hasSize(1);

    lane.add(control("03:20", Kind.WITHDRAW, Target.CONTROL, "s").id("w").signal());
    lane.advance(Town.at("03:21"));

    assertThat(heard.last("ict").controls()).isEmpty();
    assertThat(heard.last("ict").at()).isEqualTo(Town.at("03:20"));
    assertThat(heard.decisions())
        .filteredOn(line -> line.contains("\"choice\":\"withdrawn\""))
        .singleElement()
        .asString()
        .contains("\"control\":\"s\"", "\"withdrawnBy\":\"w\"", "\"rule\":\"withdraw\"");
  }

  @Test
  void aWithdrawalOfWhatIsNotThereWaitsForIt_andExpiresIfItNeverComes() {
    lane.add(Signal.of(town.change("03:00", "sub", STOPPED)));
    lane.add(control("03:05", Kind.WITHDRAW, Target.CONTROL, "s").id("w").signal());
    lane.add(control("03:05", Kind.WITHDRAW, Target.CONTROL, "never").id("v").signal());
    lane.add(
        control("03:10", Kind.SILENCE, Target.SITUATION, SITUATION)
            .id("s")
            .until("05:00")
            .signal());
    lane.advance(Town.at("03:11"));

    assertThat(heard.last("ict").controls()).isEmpty();
    assertThat(heard.decisions())
        .filteredOn(line -> line.contains("\"of\":"))
        .hasSize(2)
        .allMatch(line -> line.contains("\"waits\":true"));
    lane.add(Signal.of(town.change("04:00", "sub", NORMAL)));
    lane.advance(Town.at("04:00") + Town.hours(24 * 31));
    assertThat(heard.decisions())
        .filteredOn(line -> line.contains("\"choice\":\"expired\""))
        .singleElement()
        .asString()
        .contains("\"of\":\"never\"");
    assertThat(lane.isEmpty()).isTrue();
  }
}
