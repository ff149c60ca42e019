// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamon.topology.AssetState.NORMAL;
import static org.hamon.topology.AssetState.STOPPED;

import java.util.List;
import org.hamon.correlation.situation.Briefing.PhaseOfLife;
import org.hamon.topology.AssetState;
import org.hamon.topology.Buffer;
import org.junit.jupiter.api.Test;

/** Which failures are one situation, side by side and one after the other. */
class RecurringTest {

  private final Town town = Town.withOneFeeder();
  private final Heard heard = new Heard();

  @Test
  void aRootThatFailsAgainWithinAnHourOpensItsSituationAgain() {
    Stage lane = heard.lane(town);
    hear(lane, "03:00", "sub", STOPPED);
    hear(lane, "03:20", "sub", NORMAL);
    assertThat(heard.last("ict").phaseOfLife()).isEqualTo(PhaseOfLife.CLOSED);
    hear(lane, "04:19", "sub", STOPPED);

    assertThat(situations()).hasSize(1);
    assertThat(heard.last("ict").phaseOfLife()).isEqualTo(PhaseOfLife.OPEN);
    assertThat(heard.last("ict").opened()).isEqualTo(Town.at("03:00"));
  }

  @Test
  void aRootThatFailsAgainAfterMoreThanAnHourOpensAnother() {
    Stage lane = heard.lane(town);
    hear(lane, "03:00", "sub", STOPPED);
    hear(lane, "03:20", "sub", NORMAL);
    hear(lane, "04:21", "sub", STOPPED);

    assertThat(situations()).hasSize(2);
  }

  @Test
  void fromItsThirdFailureOnARootIsQuietForAsLongAsBetweenTwoBeforeItIsOver() {
    Stage lane = heard.lane(town);
    for (String hour : List.of("03", "04", "05")) {
      hear(lane, hour + ":00", "sub", STOPPED);
      hear(lane, hour + ":10", "sub", NORMAL);
    }
    assertThat(situations()).hasSize(1);
    Briefing quiet = heard.last("ict");
    assertThat(quiet.phaseOfLife()).isEqualTo(PhaseOfLife.OPEN);
    assertThat(quiet.recurring()).isEqualTo(new Recurring(Town.at("03:00"), 3, Town.at("06:10")));

    lane.advance(Town.at("06:09"));
    assertThat(heard.last("ict").phaseOfLife()).isEqualTo(PhaseOfLife.OPEN);
    lane.advance(Town.at("06:10"));
    assertThat(heard.last("ict").phaseOfLife()).isEqualTo(PhaseOfLife.CLOSED);
    assertThat(heard.last("ict").at()).isEqualTo(Town.at("06:10"));
  }

  @Test
  void thoseThatFallOutTogetherAndShareADependentAreOne_laterOnesAreNot() {
    Town shared =
        new Town()
            .asset("north", "electricity")
            .asset("south", "electricity")
            .asset("tower", "ict")
            .oneOf("power", "north", "tower", Buffer.fixed(Town.hours(2)))
            .oneOf("power", "south", "tower", Buffer.fixed(Town.hours(2)));
    Stage together = heard.lane(shared);
    together.hear(shared, "03:00", "north", STOPPED);
    together.hear(shared, "03:10", "south", STOPPED);
    assertThat(situations()).hasSize(1);

    Heard other = new Heard();
    Stage apart = other.lane(shared);
    apart.hear(shared, "03:00", "north", STOPPED);
    apart.hear(shared, "03:11", "south", STOPPED);
    assertThat(other.briefings().stream().map(Briefing::situation).distinct()).hasSize(2);
  }

  @Test
  void whatFallsOutBelowTwoSituationsMakesThemOne_theOldestKeepsItsId() {
    Town shared =
        new Town()
            .asset("north", "electricity")
            .asset("south", "electricity")
            .asset("tower", "ict")
            .oneOf("power", "north", "tower", Buffer.fixed(Town.hours(2)))
            .oneOf("power", "south", "tower", Buffer.fixed(Town.hours(2)));
    Stage lane = heard.lane(shared);
    lane.hear(shared, "03:00", "north", STOPPED);
    String oldest = heard.last("electricity").situation();
    lane.hear(shared, "03:30", "south", STOPPED);
    lane.hear(shared, "05:30", "tower", STOPPED);

    assertThat(heard.last("ict").situation()).isEqualTo(oldest);
    assertThat(heard.briefings())
        .anyMatch(b -> b.phaseOfLife() == PhaseOfLife.MERGED && oldest.equals(b.successor()));
  }

  private List<String> situations() {
    return heard.briefings().stream().map(Briefing::situation).distinct().toList();
  }

  private void hear(Stage lane, String at, String asset, AssetState state) {
    lane.hear(town, at, asset, state);
  }
}
