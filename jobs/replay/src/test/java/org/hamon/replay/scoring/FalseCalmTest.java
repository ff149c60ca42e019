// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.hamon.topology.Asset;
import org.hamon.topology.Dependency;
import org.hamon.topology.DependencyType;
import org.hamon.topology.Graph;
import org.hamon.topology.Link;
import org.hamon.topology.Topology;
import org.hamon.topology.Trigger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A plant feeds a bank through a substation and a grid of two lines; a shop hangs on neither. */
class FalseCalmTest {

  private static final String STAND_DOWN = "update";

  private final SituationEnds situations = new SituationEnds();
  private final List<IssuedWarning> warnings = new ArrayList<>();
  private final List<AssetFailure> failures = new ArrayList<>();

  FalseCalmTest() {
    root("s-1", "plant", "10:00");
  }

  @Test
  void exampleUsage() {
    // given a bank that is stood down, and stops a quarter of an hour later
    told("w-1", 1, "alert", "finance", "10:00");
    calmed("w-1", 2, STAND_DOWN, "finance", "10:30");
    failed("bank", "finance", "10:45");
    // when it is asked who was calmed for nothing
    List<FalseCalm> found = found();
    // then it is the bank
    assertThat(found).hasSize(1);
    assertThat(found.get(0).calm().key()).isEqualTo("w-1/2");
    assertThat(found.get(0).hit().asset()).isEqualTo("bank");
  }

  @ParameterizedTest
  @ValueSource(strings = {"all-clear", "cancel", STAND_DOWN})
  void whatSaysThatItIsOverCalms(String type) {
    calmed("w-1", 2, type, "finance", "10:30");
    failed("bank", "finance", "10:45");

    assertThat(found()).hasSize(1);
  }

  @Test
  void anUpdateOfSomethingThatStandsDoesNotCalm() {
    told("w-1", 2, "update", "finance", "10:30");
    failed("bank", "finance", "10:45");

    assertThat(found()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"10:29, 0", "10:30, 0", "10:31, 1", "11:30, 1", "11:31, 0"})
  void theHourAfterItCounts(String clock, int falseCalms) {
    calmed("w-1", 2, "all-clear", "finance", "10:30");
    failed("bank", "finance", clock);

    assertThat(found()).hasSize(falseCalms);
  }

  @Test
  void whoWasWarnedAgainBeforeItHappenedWasNotCalmed_ofWhateverSituation() {
    calmed("w-1", 2, "all-clear", "finance", "10:30");
    told("w-2", 1, "alert", "finance", "10:40");
    failed("bank", "finance", "10:45");

    assertThat(found()).isEmpty();
  }

  @Test
  void whatIsToldOfTheHitItselfComesTooLate() {
    calmed("w-1", 2, "all-clear", "finance", "10:30");
    told("w-2", 1, "alert", "finance", "10:45");
    failed("bank", "finance", "10:45");

    assertThat(found()).hasSize(1);
  }

  @Test
  void aWarningOfAnotherSectorOrAnotherCalmIsNoWarning() {
    calmed("w-1", 2, STAND_DOWN, "finance", "10:30");
    told("w-3", 1, "alert", "ict", "10:35");
    calmed("w-1", 3, "all-clear", "finance", "10:40");
    failed("bank", "finance", "10:45");

    assertThat(found()).extracting(one -> one.calm().revision()).containsExactly(2, 3);
  }

  @ParameterizedTest
  @CsvSource({"bank, 1", "shop, 0"})
  void onlyWhatLiesDownstreamOfTheSituationCounts(String asset, int falseCalms) {
    calmed("w-1", 2, "all-clear", "finance", "10:30");
    failed(asset, "finance", "10:45");

    assertThat(found()).hasSize(falseCalms);
  }

  @Test
  void aRootThatBecameKnownLaterWasNotThoughtOfThen() {
    root("s-1", "till", "10:40");
    calmed("w-1", 2, "all-clear", "finance", "10:30");
    failed("shop", "finance", "10:45");

    assertThat(found()).isEmpty();
  }

  @Test
  void aCalmThatTheSameWarningUnsaysWithinTheHourWasTakenBack() {
    told("w-1", 1, "alert", "finance", "10:00");
    calmed("w-1", 2, STAND_DOWN, "finance", "10:10");
    told("w-2", 1, "alert", "finance", "10:15"); // of something else
    told("w-1", 3, "update", "finance", "10:20"); // takes back
    told("w-1", 4, "update", "finance", "10:21");
    calmed("w-1", 5, STAND_DOWN, "finance", "10:30");
    told("w-1", 6, "update", "finance", "11:31"); // an hour later it is another matter

    assertThat(FalseCalm.takenBack(warnings)).isOne();
  }

  private List<FalseCalm> found() {
    return FalseCalm.among(warnings, situations, failures, graph());
  }

  private void root(String situation, String asset, String clock) {
    situations.take(
        """
        {"id":"%s","status":"open","at":"2018-09-06T%s:00Z","candidates":[{"asset":"%s"}]}"""
            .formatted(situation, clock, asset));
  }

  private void told(String id, int revision, String type, String sector, String clock) {
    warnings.add(warning(id, revision, type, sector, clock, false));
  }

  private void calmed(String id, int revision, String type, String sector, String clock) {
    warnings.add(warning(id, revision, type, sector, clock, type.equals(STAND_DOWN)));
  }

  private void failed(String asset, String sector, String clock) {
    failures.add(new AssetFailure(asset, sector, "JP-01", at(clock), Long.MAX_VALUE));
  }

  private static IssuedWarning warning(
      String id, int revision, String type, String sector, String clock, boolean standsDown) {
    return new IssuedWarning(
        id,
        revision,
        type,
        "actual",
        "s-1",
        sector,
        List.of("JP-01"),
        at(clock),
        "P3",
        "recover",
        "",
        List.of(),
        standsDown);
  }

  private static Graph graph() {
    return Graph.of(
        new Topology(
            "t",
            "1",
            List.of(),
            Stream.of("plant", "line", "sub", "bank", "till", "shop")
                .map(FalseCalmTest::asset)
                .toList(),
            List.of(depends("bank", "sub"), depends("shop", "till")),
            List.of(new Link("l1", "line", "plant", true), new Link("l2", "line", "sub", true)),
            List.of(),
            List.of(),
            8));
  }

  private static Asset asset(String id) {
    return new Asset(id, id, "finance", "any", "JP-01", null, 1, null, null, false, 0, 0.1);
  }

  private static Dependency depends(String dependent, String provider) {
    return new Dependency(
        provider + ">" + dependent,
        provider,
        dependent,
        DependencyType.PHYSICAL,
        null,
        1,
        1,
        null,
        Trigger.OUT,
        false,
        0);
  }

  private static long at(String clock) {
    return Instant.parse("2018-09-06T" + clock + ":00Z").toEpochMilli();
  }
}
