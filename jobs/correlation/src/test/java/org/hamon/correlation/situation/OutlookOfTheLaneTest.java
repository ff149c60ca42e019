// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.hamon.topology.AssetState.DEGRADED;
import static org.hamon.topology.AssetState.NORMAL;
import static org.hamon.topology.AssetState.STOPPED;
import static org.hamon.topology.AssetState.UNKNOWN;

import org.hamon.correlation.situation.Briefing.PhaseOfLife;
import org.hamon.correlation.situation.Impact.Status;
import org.hamon.topology.AssetState;
import org.hamon.topology.Buffer;
import org.hamon.topology.Graph;
import org.junit.jupiter.api.Test;

/** What will fail follows from all that does not serve, whichever situation it belongs to. */
class OutlookOfTheLaneTest {

  private final Heard heard = new Heard();

  /** A hospital with two feeds, each of which also feeds something of its own. */
  private final Town twoFeeds =
      new Town()
          .silentAsset("north", "electricity")
          .silentAsset("south", "electricity")
          .silentAsset("pump", "water")
          .silentAsset("tower", "ict")
          .silentAsset("hospital", "medical")
          .dependency("north", "pump", 1, Buffer.fixed(Town.hours(9)))
          .dependency("south", "tower", 1, Buffer.fixed(Town.hours(9)))
          .oneOf("power", "north", "hospital", Buffer.fixed(Town.hours(2)))
          .oneOf("power", "south", "hospital", Buffer.fixed(Town.hours(2)));

  @Test
  void twoFeedsThatFailInTwoSituationsAreToldTogether() {
    play(twoFeeds, "03:00", "north", STOPPED, "04:00", "south", STOPPED);

    Impact hospital = heard.lastOf("medical", "hospital");
    assertThat(hospital.status()).isEqualTo(Status.FORECAST);
    assertThat(hospital.p50()).isEqualTo(Town.at("06:00"));
    assertThat(heard.last("medical").situation()).isEqualTo(heard.last("ict").situation());
    assertThat(hospital.with()).containsExactly(heard.last("water").situation());
  }

  @Test
  void theReturnOfEitherFeedAverts() {
    play(twoFeeds, "03:00", "north", STOPPED, "04:00", "south", STOPPED, "05:00", "north", NORMAL);

    assertThat(heard.lastOf("medical", "hospital").status()).isEqualTo(Status.AVERTED);
  }

  @Test
  void aReturnAtTheEndOfTheBufferComesTooLate() {
    play(twoFeeds, "03:00", "north", STOPPED, "04:00", "south", STOPPED, "06:00", "south", NORMAL);

    assertThat(heard.lastOf("medical", "hospital").status()).isEqualTo(Status.EXPIRED);
  }

  @Test
  void whatIsUnderMaintenanceCountsAndAlarmsNobody() {
    Stage lane = heard.lane(twoFeeds);
    lane.add(Signal.withheld(twoFeeds.change("03:00", "north", STOPPED)));
    lane.advance(Town.at("03:30"));
    assertThat(heard.briefings()).isEmpty();

    lane.add(Signal.of(twoFeeds.change("04:00", "south", STOPPED)));
    lane.advance(Town.at("04:00"));

    assertThat(heard.lastOf("medical", "hospital").p50()).isEqualTo(Town.at("06:00"));
    assertThat(heard.last("electricity").impacts())
        .extracting(Impact::asset)
        .containsExactly("south");
  }

  @Test
  void aProviderThatFallsSilentHasNotComeBack() {
    play(twoFeeds, "03:00", "north", STOPPED, "03:10", "north", UNKNOWN);

    Impact pump = heard.lastOf("water", "pump");
    assertThat(pump.status()).isEqualTo(Status.FORECAST);
    assertThat(pump.p50()).isEqualTo(Town.at("12:00"));
  }

  @Test
  void anAssetThatNobodyHearsStaysForetoldPastItsTime_andHoldsNothingOpen() {
    Stage lane = play(twoFeeds, "03:00", "north", STOPPED);
    lane.advance(Town.at("14:00"));

    Impact pump = heard.lastOf("water", "pump");
    assertThat(pump.status()).isEqualTo(Status.FORECAST);
    assertThat(pump.state()).isEqualTo(UNKNOWN);
    assertThat(pump.likelihood()).isEqualTo(1);

    lane.hear(twoFeeds, "15:00", "north", NORMAL);
    assertThat(heard.last("water").phaseOfLife()).isEqualTo(PhaseOfLife.CLOSED);
    assertThat(heard.lastOf("water", "pump").status()).isEqualTo(Status.EXPIRED);
  }

  @Test
  void aDegradedAssetIsStillForetoldToStop() {
    play(twoFeeds, "03:00", "north", STOPPED, "03:01", "pump", DEGRADED);

    Impact pump = heard.lastOf("water", "pump");
    assertThat(pump.status()).isEqualTo(Status.FORECAST);
    assertThat(pump.state()).isEqualTo(DEGRADED);
    assertThat(pump.p50()).isEqualTo(Town.at("12:00"));
  }

  @Test
  void whatMustBeStartedByHandStaysOutWhenItsProviderIsBack() {
    Town byHand =
        new Town()
            .silentAsset("sub", "electricity")
            .silentAsset("mill", "gas")
            .silentAsset("bakery", "logistics")
            .byHand("sub", "mill", Buffer.fixed(Town.hours(1)))
            .dependency("mill", "bakery", 1, Buffer.fixed(Town.hours(5)));
    Stage lane = play(byHand, "03:00", "sub", STOPPED);
    lane.advance(Town.at("04:30"));
    lane.hear(byHand, "05:00", "sub", NORMAL);

    assertThat(heard.lastOf("gas", "mill").status()).isEqualTo(Status.FORECAST);
    assertThat(heard.lastOf("gas", "mill").state()).isEqualTo(UNKNOWN);
    assertThat(heard.lastOf("logistics", "bakery").p50()).isEqualTo(Town.at("09:00"));
  }

  @Test
  void anImpactThatOutlivesItsSituationMovesToAnother() {
    Town both =
        new Town()
            .silentAsset("north", "electricity")
            .silentAsset("south", "electricity")
            .silentAsset("tower", "ict")
            .dependency("north", "tower", 1, Buffer.fixed(Town.hours(9)))
            .dependency("south", "tower", 1, Buffer.fixed(Town.hours(9)));
    Stage lane = play(both, "03:00", "north", STOPPED, "03:30", "south", STOPPED);
    String first = heard.briefings().get(0).situation();
    lane.hear(both, "04:00", "north", NORMAL);

    Briefing goesOn =
        heard.briefings().stream()
            .filter(b -> b.sector().equals("ict") && !b.situation().equals(first))
            .reduce((a, b) -> b)
            .orElseThrow();
    assertThat(goesOn.impacts())
        .extracting(Impact::asset, Impact::status)
        .containsExactly(tuple("tower", Status.FORECAST));
    assertThat(heard.impacts())
        .anyMatch(line -> line.json().contains("\"movedTo\":\"" + goesOn.situation() + '"'));
  }

  @Test
  void whatIsTakenOutOfTheTopologyLeavesItsSituation() {
    Graph before = twoFeeds.graph();
    Graph after =
        new Town()
            .silentAsset("north", "electricity")
            .silentAsset("hospital", "medical")
            .oneOf("power", "north", "hospital", Buffer.fixed(Town.hours(2)))
            .graph();
    Stage lane = heard.lane(changing(before, after, Town.at("04:00")));
    lane.add(Signal.of(twoFeeds.change("03:00", "north", STOPPED)));
    lane.add(Signal.of(twoFeeds.change("03:10", "pump", STOPPED)));
    lane.advance(Town.at("04:00"));
    assertThat(heard.lastOf("water", "pump").status()).isEqualTo(Status.REMOVED);
    assertThat(heard.lastOf("medical", "hospital").p50()).isEqualTo(Town.at("05:00"));

    lane.hear(twoFeeds, "04:30", "north", NORMAL);
    assertThat(heard.last("water").phaseOfLife()).isEqualTo(PhaseOfLife.CLOSED);
  }

  private static Graphs changing(Graph before, Graph after, long from) {
    return new Graphs() {
      @Override
      public Graph asOf(long time) {
        return time < from ? before : after;
      }

      @Override
      public long nextChange(long later) {
        return later < from ? from : Long.MAX_VALUE;
      }
    };
  }

  /** Times, assets and states in turn. */
  private Stage play(Town town, Object... happenings) {
    Stage lane = heard.lane(town);
    for (int i = 0; i < happenings.length; i += 3) {
      lane.hear(
          town, (String) happenings[i], (String) happenings[i + 1], (AssetState) happenings[i + 2]);
    }
    return lane;
  }
}
