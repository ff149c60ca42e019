// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamon.topology.AssetState.DEGRADED;
import static org.hamon.topology.AssetState.NORMAL;
import static org.hamon.topology.AssetState.STOPPED;
import static org.hamon.topology.AssetState.UNKNOWN;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.hamon.correlation.Output;
import org.hamon.correlation.situation.Briefing.PhaseOfLife;
import org.hamon.correlation.situation.Impact.Status;
import org.hamon.patterns.language.Cause;
import org.hamon.patterns.language.FailureType;
import org.hamon.patterns.language.Tlp;
import org.hamon.topology.Buffer;
import org.hamon.topology.Trigger;
import org.junit.jupiter.api.Test;

class LaneTest {

  private final Town town = Town.withOneFeeder();
  private final Told told = new Told();

  @Test
  void exampleUsage() {
    Stage lane = lane(town);

    lane.add(Signal.of(town.change("03:00", "sub", STOPPED)));
    lane.advance(Town.at("03:00"));

    assertThat(told.sectorsAt("03:00")).containsExactly("electricity", "ict", "medical", "railway");
    Impact bts = told.last("ict").impacts().get(0);
    assertThat(bts.status()).isEqualTo(Status.FORECAST);
    assertThat(bts.likelihood()).isEqualTo(1);
    assertThat(bts.p50()).isEqualTo(Town.at("07:00"));
    assertThat(bts.path()).containsExactly("sub>bts");

    lane.add(Signal.of(town.change("07:00", "bts", STOPPED)));
    lane.advance(Town.at("07:00"));
    assertThat(told.last("ict").impacts().get(0).status()).isEqualTo(Status.CONFIRMED);

    lane.add(Signal.of(town.change("08:00", "sub", NORMAL)));
    lane.add(Signal.of(town.change("08:10", "bts", NORMAL)));
    lane.advance(Town.at("08:10"));
    assertThat(told.last("ict").phaseOfLife()).isEqualTo(PhaseOfLife.CLOSED);
    assertThat(told.last("medical").phaseOfLife()).isEqualTo(PhaseOfLife.CLOSED);
    assertThat(told.situations()).hasSize(1);
    lane.advance(Town.at("15:00:01"));
    assertThat(lane.isEmpty()).isTrue();
  }

  @Test
  void opensNothingForDegradedAloneNorForAnAssetThatNothingDependsOn() {
    play(
        Signal.of(town.change("03:00", "sub", DEGRADED)),
        Signal.of(town.change("03:01", "bts", STOPPED)),
        Signal.of(town.change("03:02", "plant", UNKNOWN)));

    assertThat(told.briefings).isEmpty();
  }

  @Test
  void opensForAConditionThatSomeDependencyTriggersOn() {
    Town trains =
        new Town()
            .asset("grid", "electricity")
            .asset("train", "railway")
            .dependency("grid", "train", 1, null, new Trigger(null, "frequency-low"));
    play(trains, Signal.of(trains.condition("03:08", "grid", "frequency-low", true)));
    assertThat(told.last("railway").impacts())
        .extracting(Impact::asset, Impact::status)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("train", Status.FORECAST));

    play(trains, Signal.of(trains.condition("03:08", "grid", "something-else", true)));
    assertThat(told.briefings).isEmpty();
  }

  @Test
  void keepsItsIdWhenTheRootIsHeardAfterItsSymptom() {
    play(
        Signal.of(town.change("03:00", "sub", STOPPED)),
        Signal.of(town.change("03:00:30", "plant", STOPPED)));

    assertThat(told.situations()).hasSize(1);
    assertThat(told.last("electricity").roots().get(0).asset()).isEqualTo("plant");
  }

  @Test
  void takesAlongWhatFailedBeforeItsRootDid() {
    play(
        Signal.of(town.change("02:59", "bts", STOPPED)),
        Signal.of(town.change("03:00", "sub", STOPPED)));

    assertThat(told.last("ict").impacts())
        .extracting(Impact::asset, Impact::status)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("bts", Status.CONFIRMED));
  }

  @Test
  void saysAvertedWhenTheProviderCameBackInTime() {
    play(
        Signal.of(town.change("03:00", "plant", STOPPED)),
        Signal.of(town.change("03:00:01", "sub", STOPPED)),
        Signal.of(town.change("04:00", "sub", NORMAL)),
        Signal.of(town.change("04:01", "plant", DEGRADED)));

    assertThat(told.last("ict").impacts())
        .extracting(Impact::status)
        .containsExactly(Status.AVERTED);
    assertThat(told.last("ict").phaseOfLife()).isEqualTo(PhaseOfLife.OPEN);
  }

  @Test
  void saysExpiredWhenTheHitDidNotHappen() {
    Stage lane = lane(town);
    lane.add(Signal.of(town.change("03:00", "sub", STOPPED)));
    lane.advance(Town.at("09:00"));

    assertThat(told.last("railway").impacts())
        .extracting(Impact::status)
        .containsExactly(Status.EXPIRED);
    assertThat(told.last("ict").impacts())
        .extracting(Impact::status)
        .containsExactly(Status.EXPIRED);
    assertThat(told.last("medical").impacts())
        .extracting(Impact::status)
        .containsExactly(Status.FORECAST);
  }

  @Test
  void whatCameBackWithoutItsProviderIsNotForetoldAgain() {
    Town fed =
        new Town()
            .asset("feeder", "electricity")
            .asset("sub", "electricity")
            .asset("bts", "ict")
            .dependency("feeder", "sub", 0.9, Buffer.fixed(Town.hours(1)))
            .dependency("sub", "bts", 1, Buffer.fixed(Town.hours(4)));
    play(
        fed,
        Signal.of(fed.change("03:00", "feeder", STOPPED)),
        Signal.of(fed.change("04:00", "sub", STOPPED)),
        Signal.of(fed.change("04:20", "sub", NORMAL)));

    assertThat(told.last("ict").impacts())
        .extracting(Impact::status)
        .containsExactly(Status.AVERTED);
  }

  @Test
  void evaluatesTheFirstMomentOfASecondAtOnceAndTheRestTogether() {
    Stage lane = lane(town);
    lane.add(Signal.of(town.change("03:00:00.100", "sub", STOPPED)));
    lane.add(Signal.of(town.change("03:00:00.200", "bts", STOPPED)));
    lane.add(Signal.of(town.change("03:00:00.300", "railway", STOPPED)));
    lane.advance(Town.at("03:00:00.500"));
    assertThat(told.times()).containsExactly(Town.at("03:00:00.100"));

    lane.advance(Town.at("03:00:01"));
    assertThat(told.times()).containsExactly(Town.at("03:00:00.100"), Town.at("03:00:00.300"));
  }

  @Test
  void endOfHistoryClosesTheOpenSecondButLooksNoFurther() {
    Stage lane = lane(town);
    lane.add(Signal.of(town.change("03:00:00.100", "sub", STOPPED)));
    lane.add(Signal.of(town.change("03:00:00.200", "bts", STOPPED)));
    lane.advance(Town.at("03:00:00.200"));
    lane.endHistory();

    assertThat(told.times()).containsExactly(Town.at("03:00:00.100"), Town.at("03:00:00.200"));
  }

  @Test
  void opensAnewWhenARestedRootStopsAgain() {
    play(
        Signal.of(town.change("03:00", "sub", STOPPED)),
        Signal.of(town.change("03:01", "bts", STOPPED)),
        Signal.of(town.change("04:00", "sub", NORMAL)),
        Signal.of(town.change("05:30", "sub", STOPPED)));

    assertThat(told.situations()).hasSize(2);
    Briefing old = told.lastWith(PhaseOfLife.MERGED);
    Briefing successor = told.last("ict");
    assertThat(old.successor()).isEqualTo(successor.situation());
    assertThat(successor.impacts())
        .extracting(Impact::asset, Impact::status)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("bts", Status.CONFIRMED));
  }

  @Test
  void aSituationThatAnotherTookOverIsClosed_namesItsSuccessor_andListsWhatItHad()
      throws Exception {
    Heard heard = new Heard();
    Stage lane = heard.lane(town);
    lane.add(Signal.of(town.change("03:00", "sub", STOPPED)));
    lane.add(Signal.of(town.change("03:01", "bts", STOPPED)));
    lane.add(Signal.of(town.change("04:00", "sub", NORMAL)));
    lane.add(Signal.of(town.change("05:30", "sub", STOPPED)));
    lane.advance(Town.at("05:30"));

    JsonNode closed = heard.situationsWith("closed").get(0);
    JsonNode successor = heard.situationsWith("open").get(heard.situationsWith("open").size() - 1);
    assertThat(closed.path("successor").asText()).isEqualTo(successor.path("id").asText());
    assertThat(closed.path("id").asText()).isNotEqualTo(successor.path("id").asText());
    assertThat(closed.path("members"))
        .extracting(m -> m.path("asset").asText() + " " + m.path("state").asText())
        .containsExactly("bts stopped", "sub normal");
    assertThat(closed.path("forecast"))
        .extracting(impact -> impact.path("asset").asText())
        .contains("bts", "hospital");
    assertThat(successor.path("members"))
        .extracting(m -> m.path("asset").asText() + " " + m.path("state").asText())
        .containsExactly("bts stopped", "sub stopped");
  }

  @Test
  void aSituationThatWasMergedIntoAnOlderOneListsWhatItHad() throws Exception {
    Town common =
        new Town()
            .asset("vendor", "provider")
            .asset("bank", "finance")
            .asset("atm", "finance")
            .asset("airline", "aviation")
            .asset("gate", "aviation")
            .dependency("vendor", "bank", 1, null)
            .dependency("vendor", "airline", 1, null)
            .dependency("bank", "atm", 1, null)
            .dependency("airline", "gate", 1, null);
    Heard heard = new Heard();
    Stage lane = heard.lane(common);
    lane.add(Signal.of(common.change("05:00", "bank", STOPPED)));
    lane.add(Signal.of(common.change("05:01", "airline", STOPPED)));
    lane.add(Signal.of(common.match("05:01", "vendor-common-cause", "vendor", "bank", "airline")));
    lane.advance(Town.at("05:02"));

    JsonNode closed = heard.situationsWith("closed").get(0);
    assertThat(closed.path("successor").asText()).isNotEmpty();
    assertThat(closed.path("members"))
        .extracting(m -> m.path("asset").asText())
        .containsExactly("airline");
  }

  @Test
  void aSectorDownstreamThatIsCoveredIsBriefed_soThatItIsSaidWhyNobodyWarnsIt() {
    Town covered =
        new Town()
            .asset("sub", "electricity")
            .asset("bts", "ict")
            .asset("governor", "gas")
            .asset("far", "water")
            .dependency("sub", "bts", 1, null)
            .dependency("sub", "governor", 0, null);

    play(covered, Signal.of(covered.change("03:00", "sub", STOPPED)));

    assertThat(told.sectorsAt("03:00")).containsExactly("electricity", "gas", "ict");
    assertThat(told.last("gas").impacts()).isEmpty();
  }

  @Test
  void aRootThatStopsAgainWithinTheHourStaysInItsSituation() {
    play(
        Signal.of(town.change("03:00", "sub", STOPPED)),
        Signal.of(town.change("03:01", "bts", STOPPED)),
        Signal.of(town.change("04:00", "sub", NORMAL)),
        Signal.of(town.change("04:30", "sub", STOPPED)));

    assertThat(told.situations()).hasSize(1);
  }

  @Test
  void aMatchJoinsWhatItsMembersHadOpenedAndNamesTheCommonCause() {
    Town common =
        new Town()
            .asset("vendor", "provider")
            .asset("bank", "finance")
            .asset("atm", "finance")
            .asset("airline", "aviation")
            .asset("gate", "aviation")
            .dependency("vendor", "bank", 1, null)
            .dependency("vendor", "airline", 1, null)
            .dependency("bank", "atm", 1, Buffer.fixed(Town.hours(1)))
            .dependency("airline", "gate", 1, Buffer.fixed(Town.hours(1)));
    play(
        common,
        Signal.of(common.change("05:00", "bank", STOPPED)),
        Signal.of(common.change("05:01", "airline", STOPPED)));
    assertThat(told.situations()).hasSize(2);

    play(
        common,
        Signal.of(common.change("05:00", "bank", STOPPED)),
        Signal.of(common.change("05:01", "airline", STOPPED)),
        Signal.of(common.match("05:01", "vendor-common-cause", "vendor", "bank", "airline")));

    assertThat(told.lastWith(PhaseOfLife.MERGED).successor())
        .isEqualTo(told.last("finance").situation());
    Briefing briefing = told.last("aviation");
    assertThat(briefing.failure()).isEqualTo(FailureType.COMMON_CAUSE);
    assertThat(briefing.roots().get(0).asset()).isEqualTo("vendor");
    assertThat(briefing.patterns()).containsExactly("vendor-common-cause@1");
    assertThat(briefing.phase()).isEqualTo("contain");
  }

  @Test
  void silenceThatIsASymptomConcernsItsSectors_andThePlaceIsTheRoot() {
    Town east =
        new Town()
            .asset("east", "area")
            .asset("bts-1", "ict")
            .asset("bts-2", "ict")
            .asset("pump", "water")
            .dependency("east", "bts-1", 0.1, null)
            .dependency("east", "bts-2", 0.1, null)
            .dependency("east", "pump", 0.1, null);
    List<Signal> silent =
        List.of(
            Signal.of(east.silence("05:00", "bts-1", true)),
            Signal.of(east.silence("05:01", "pump", true)),
            Signal.of(east.match("05:01", "falls-silent", "east", "bts-1", "pump")),
            Signal.of(east.silence("05:02", "bts-2", true)));
    play(east, silent.toArray(Signal[]::new));

    assertThat(told.last("ict").impacts())
        .extracting(Impact::asset, Impact::status, Impact::state)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("bts-1", Status.CONFIRMED, UNKNOWN));
    assertThat(told.last("water").failure()).isEqualTo(FailureType.COMMON_CAUSE);
    assertThat(told.last("water").roots())
        .singleElement()
        .satisfies(root -> assertThat(root.asset()).isEqualTo("east"))
        .satisfies(root -> assertThat(root.confidence()).isGreaterThan(0.1));

    List<Signal> heard = new ArrayList<>(silent);
    heard.add(Signal.of(east.silence("06:00", "bts-1", false)));
    heard.add(Signal.of(east.silence("06:00", "pump", false)));
    play(east, heard.toArray(Signal[]::new));
    assertThat(told.last("water").roots().get(0).asset()).isEqualTo("east");
    heard.add(Signal.of(east.silence("06:01", "bts-2", false)));
    play(east, heard.toArray(Signal[]::new));
    assertThat(told.last("water").phaseOfLife()).isEqualTo(PhaseOfLife.CLOSED);
    assertThat(told.last("water").roots().get(0).asset()).isEqualTo("east");
  }

  @Test
  void assetThatFellSilentWhenItWasDueStaysConfirmedUntilItIsHeard() {
    play(
        Signal.of(town.change("03:00", "sub", STOPPED)),
        Signal.of(town.silence("07:05", "bts", true)),
        Signal.of(town.change("07:10", "railway", STOPPED)),
        Signal.of(town.change("07:20", "railway", DEGRADED)),
        Signal.of(town.change("07:30", "railway", STOPPED)));

    assertThat(told.briefings)
        .filteredOn(b -> b.sector().equals("ict") && b.at() >= Town.at("07:05"))
        .hasSizeGreaterThanOrEqualTo(4)
        .extracting(b -> b.impacts().get(0).status())
        .containsOnly(Status.CONFIRMED);
  }

  @Test
  void takesAlongTheShakenAreaWhoseStateItsDependentsTriggerOn() {
    Town shaken =
        new Town()
            .asset("area", "area")
            .asset("plant-1", "electricity")
            .asset("plant-2", "electricity")
            .asset("sub-1", "electricity")
            .asset("sub-2", "electricity")
            .dependency("area", "plant-1", 1, null, new Trigger(DEGRADED, null))
            .dependency("area", "plant-2", 1, null, new Trigger(DEGRADED, null))
            .dependency("plant-1", "sub-1", 1, Buffer.fixed(Town.hours(1)))
            .dependency("plant-2", "sub-2", 1, Buffer.fixed(Town.hours(1)));
    play(
        shaken,
        Signal.of(shaken.change("03:07", "area", DEGRADED)),
        Signal.of(shaken.change("03:08", "plant-1", STOPPED)),
        Signal.of(shaken.change("03:09", "plant-2", STOPPED)));

    assertThat(told.situations()).hasSize(1);
    Briefing briefing = told.last("electricity");
    assertThat(briefing.roots().get(0).asset()).isEqualTo("area");
    assertThat(briefing.failure()).isEqualTo(FailureType.COMMON_CAUSE);
    assertThat(briefing.cause()).isEqualTo(Cause.NATURAL);
  }

  @Test
  void doesNotBlameASupplyAreaForAFailureThatExplainsTheOthers() {
    Town supplied =
        new Town()
            .silentAsset("area", "area")
            .asset("sub", "electricity")
            .asset("bts", "ict")
            .asset("pump", "water")
            .dependency("area", "sub", 1, null)
            .dependency("area", "bts", 1, null)
            .dependency("area", "pump", 1, null)
            .dependency("sub", "bts", 1, null)
            .dependency("sub", "pump", 1, null);
    play(
        supplied,
        Signal.of(supplied.change("03:00", "sub", STOPPED)),
        Signal.of(supplied.change("03:01", "bts", STOPPED)),
        Signal.of(supplied.change("03:02", "pump", STOPPED)));

    assertThat(told.last("water").roots().get(0).asset()).isEqualTo("sub");
    assertThat(told.last("water").failure()).isEqualTo(FailureType.CASCADING);
  }

  @Test
  void keepsItsRootWhenTheRootIsBackBeforeItsDependents() {
    play(
        Signal.of(town.change("03:00", "sub", STOPPED)),
        Signal.of(town.change("03:01", "bts", STOPPED)),
        Signal.of(town.change("03:02", "hospital", STOPPED)),
        Signal.of(town.change("05:00", "sub", NORMAL)));

    assertThat(told.last("ict").roots().get(0).asset()).isEqualTo("sub");
  }

  @Test
  void keepsTheCauseWhenTheAllClearDoesNotRepeatIt() {
    play(
        Signal.of(town.change("03:00", "sub", STOPPED)),
        Signal.of(town.unexplained("05:00", "sub", NORMAL)));

    assertThat(told.last("electricity").cause()).isEqualTo(Cause.NATURAL);
  }

  @Test
  void ignoresShadowMatchesAndRedEvidence() {
    var match = town.match("03:00", "shadow", "sub", "sub");
    play(
        Signal.of(
            new org.hamon.patterns.language.Match(
                match.lane(),
                match.pattern(),
                1,
                true,
                match.failure(),
                3,
                null,
                null,
                "sub",
                List.of("sub"),
                match.start(),
                match.at())),
        Signal.of(town.change("03:01", "sub", STOPPED, Tlp.RED)));

    assertThat(told.briefings).isEmpty();
  }

  private void play(Signal... signals) {
    play(town, signals);
  }

  private void play(Town where, Signal... signals) {
    told.briefings.clear();
    Stage lane = lane(where);
    for (Signal signal : signals) {
      lane.add(signal);
    }
    lane.endHistory();
  }

  private Stage lane(Town where) {
    return new Stage(Graphs.always(where.graph()), told, told::decision);
  }

  private static final class Told implements Sayings {
    private final List<Briefing> briefings = new ArrayList<>();
    private final List<Output> decisions = new ArrayList<>();

    @Override
    public void briefing(Briefing briefing) {
      briefings.add(briefing);
    }

    @Override
    public void impact(Output line) {
      assertThat(line.stream()).isEqualTo(Output.IMPACTS);
    }

    private void decision(Output line) {
      decisions.add(line);
    }

    @Override
    public void stock(Stock stock) {
      assertThat(stock.ranking().roots()).isNotEmpty();
    }

    private List<String> sectorsAt(String timeOfDay) {
      return briefings.stream()
          .filter(briefing -> briefing.at() == Town.at(timeOfDay))
          .map(Briefing::sector)
          .toList();
    }

    private Briefing last(String sector) {
      return briefings.stream()
          .filter(briefing -> briefing.sector().equals(sector))
          .reduce((a, b) -> b)
          .orElseThrow();
    }

    private Briefing lastWith(PhaseOfLife phase) {
      return briefings.stream()
          .filter(briefing -> briefing.phaseOfLife() == phase)
          .reduce((a, b) -> b)
          .orElseThrow();
    }

    private List<Long> times() {
      return briefings.stream().map(Briefing::at).distinct().toList();
    }

    private List<String> situations() {
      return briefings.stream().map(Briefing::situation).distinct().toList();
    }
  }
}
