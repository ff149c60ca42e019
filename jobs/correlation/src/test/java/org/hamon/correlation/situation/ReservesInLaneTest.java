// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamon.topology.AssetState.NORMAL;
import static org.hamon.topology.AssetState.STOPPED;

import java.util.List;
import org.hamon.correlation.situation.Impact.Status;
import org.hamon.patterns.language.Reserve;
import org.hamon.patterns.language.StateChange;
import org.hamon.patterns.language.Tlp;
import org.junit.jupiter.api.Test;

class ReservesInLaneTest {

  private final Town town = Town.withOneFeeder();
  private final Heard heard = new Heard();
  private final Stage lane = heard.lane(town);

  @Test
  void exampleUsage() {
    // given a base station whose battery, it is thought, lasts four hours
    hear(Signal.of(town.change("03:00", "sub", STOPPED)), "03:00");
    assertThat(bts().p50()).isEqualTo(Town.at("07:00"));

    hear(battery("03:05", 95, true), "03:05");

    assertThat(bts().p10()).isEqualTo(Town.at("04:40"));
    assertThat(bts().p90()).isEqualTo(Town.at("04:40"));
    assertThat(heard.last("ict").at()).isEqualTo(Town.at("03:05"));
  }

  @Test
  void whatWasReadBeforeTheOutageLastsFromTheOutageOn() {
    hear(battery("01:00", 90, false), "01:00");

    hear(Signal.of(town.change("03:00", "sub", STOPPED)), "03:00");

    assertThat(bts().p50()).isEqualTo(Town.at("04:30"));
  }

  @Test
  void aBatteryThatIsNotHeardAnyMoreGoesOnRunningDown() {
    hear(Signal.of(town.change("03:00", "sub", STOPPED)), "03:00");
    hear(battery("03:10", 200, true), "03:10");

    lane.advance(Town.at("06:30"));

    assertThat(heard.last("ict").at()).isEqualTo(Town.at("06:30"));
    assertThat(bts().p50()).isEqualTo(Town.at("06:30"));
    assertThat(bts().status()).isEqualTo(Status.FORECAST);
  }

  @Test
  void aBatteryThatStandsDuringTheOutageLastsFromNowOn_untilItShouldHaveBeenToldAgain() {
    hear(Signal.of(town.change("03:00", "sub", STOPPED)), "03:00");
    hear(battery("03:30", 60, false), "03:30");
    assertThat(bts().p50()).isEqualTo(Town.at("04:30"));

    hear(battery("03:50", 60, false), "03:50");
    assertThat(bts().p50()).isEqualTo(Town.at("04:50"));

    lane.advance(Town.at("05:00"));
    assertThat(bts().p50()).isEqualTo(Town.at("05:20"));
  }

  @Test
  void aBatteryThatRunsDownCountsAloneBesideFuelThatStands() {
    hear(reserve("01:00", "bts", Reserve.FUEL, 600, false), "01:00");
    hear(battery("01:00", 60, false), "01:00");
    hear(Signal.of(town.change("03:00", "sub", STOPPED)), "03:00");
    assertThat(bts().p50()).isEqualTo(Town.at("13:00"));

    hear(battery("03:07", 53, true), "03:07");

    assertThat(bts().p50()).isEqualTo(Town.at("04:00"));
  }

  @Test
  void everyOtherAssetKeepsItsBuffer() {
    hear(reserve("02:00", "hospital", Reserve.FUEL, 120, false), "02:00");
    hear(Signal.of(town.change("03:00", "sub", STOPPED)), "03:00");

    assertThat(bts().p50()).isEqualTo(Town.at("07:00"));
    assertThat(heard.last("medical").impacts().get(0).p50()).isEqualTo(Town.at("05:00"));
    assertThat(heard.last("railway").impacts().get(0).p50()).isEqualTo(Town.at("03:00"));
  }

  @Test
  void manyNewsWithinTenSecondsAreLookedAtTogether() {
    hear(Signal.of(town.change("03:00", "sub", STOPPED)), "03:00:30");
    int before = heard.briefings().size();

    for (int second = 10; second < 20; second++) {
      lane.add(battery("03:05:" + second, 100 - second, true));
    }
    lane.advance(Town.at("03:06"));

    List<Long> times =
        heard.briefings().subList(before, heard.briefings().size()).stream()
            .map(Briefing::at)
            .distinct()
            .toList();
    assertThat(times).containsExactly(Town.at("03:05:10"), Town.at("03:05:20"));
    assertThat(bts().p50()).isEqualTo(Town.at("03:05:19") + 81 * 60_000);
  }

  @Test
  void aReserveOfSomebodyNotConcernedWakesNobody() {
    hear(Signal.of(town.change("03:00", "sub", STOPPED)), "03:00:30");
    int before = heard.briefings().size();

    hear(reserve("03:05", "plant", Reserve.FUEL, 100, true), "03:06");

    assertThat(heard.briefings()).hasSize(before);
  }

  @Test
  void aFailedSiteIsConfirmedWhateverItsBatterySaid() {
    hear(Signal.of(town.change("03:00", "sub", STOPPED)), "03:00");
    hear(battery("03:05", 95, true), "03:05");
    hear(Signal.of(town.change("03:30", "bts", STOPPED)), "03:30");
    int before = heard.briefings().size();

    hear(battery("03:31", 20, true), "03:32");

    assertThat(bts().status()).isEqualTo(Status.CONFIRMED);
    assertThat(heard.briefings()).hasSize(before);
  }

  @Test
  void theLabelOfTheReadingsGoesAlongWithTheForecast() {
    hear(Signal.of(town.change("03:00", "sub", STOPPED)), "03:00");
    assertThat(heard.last("ict").reserves()).isNull();

    lane.add(Signal.of(reserve("bts", "03:05", Reserve.BATTERY, 95, true, Tlp.AMBER_STRICT)));
    hear(reserve("03:05", "hospital", Reserve.FUEL, 120, true), "03:05");
    assertThat(heard.last("medical").reserves()).isEqualTo(Tlp.AMBER_STRICT);

    hear(Signal.of(town.change("03:30", "bts", STOPPED)), "03:30");
    assertThat(heard.last("medical").reserves()).isEqualTo(Tlp.AMBER);
  }

  @Test
  void isForgottenADayAfterItWouldHaveBeenUsedUp() {
    hear(battery("01:00", 60, true), "01:00");
    assertThat(lane.isEmpty()).isFalse();

    lane.advance(lane.nextDue() - 1);
    assertThat(lane.isEmpty()).isFalse();

    lane.advance(lane.nextDue());
    assertThat(lane.isEmpty()).isTrue();
    assertThat(lane.nextDue()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void nothingIsLookedAtAgainWhenHistoryHasEnded() {
    hear(Signal.of(town.change("03:00", "sub", STOPPED)), "03:00");
    hear(battery("03:00:05", 95, true), "03:00:05");

    lane.endHistory();

    assertThat(bts().p50()).isEqualTo(Town.at("07:00"));
    assertThat(bts().state()).isEqualTo(NORMAL);
  }

  private Impact bts() {
    return heard.last("ict").impacts().get(0);
  }

  private void hear(Signal signal, String until) {
    lane.add(signal);
    lane.advance(Town.at(until));
  }

  private static Signal battery(String timeOfDay, long minutes, boolean running) {
    return reserve(timeOfDay, "bts", Reserve.BATTERY, minutes, running);
  }

  private static Signal reserve(
      String timeOfDay, String asset, String metric, long minutes, boolean running) {
    return Signal.of(reserve(asset, timeOfDay, metric, minutes, running, Tlp.AMBER));
  }

  static Reserve reserve(
      String asset, String timeOfDay, String metric, long minutes, boolean running, Tlp tlp) {
    return new Reserve(
        StateChange.ACTUAL, asset, metric, Town.at(timeOfDay), minutes * 60_000, running, tlp);
  }
}
