// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamon.topology.AssetState.NORMAL;
import static org.hamon.topology.AssetState.STOPPED;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Where a situation began, as its briefings say. */
class RankRootsTest {

  private final Town town = Town.withOneFeeder();
  private final Heard heard = new Heard();

  @Test
  void whatFailsOnceAllHadBeenWellIsNotExplainedByWhatIsOver() {
    Stage lane = heard.lane(town);
    plantComesAndGoes(lane);
    lane.hear(town, "04:30", "sub", STOPPED);
    lane.hear(town, "04:30:30", "railway", STOPPED);

    assertThat(heard.last("railway").recurring()).isNotNull();
    assertThat(roots("railway")).startsWith("sub");
  }

  @Test
  void whatFailsOnceAllHadBeenWellIsNotExplainedByWhatIsOver_norWhenItIsBack() {
    Stage lane = heard.lane(town);
    plantComesAndGoes(lane);
    lane.hear(town, "04:30", "sub", STOPPED);
    lane.hear(town, "04:30:30", "railway", STOPPED);
    lane.hear(town, "04:40", "sub", NORMAL);
    lane.hear(town, "04:41", "railway", NORMAL);

    assertThat(roots("railway")).startsWith("sub");
  }

  @Test
  void whatFailsBeforeAllHadBeenWellForLongIsStillExplainedByItsRoot() {
    Stage lane = heard.lane(town);
    lane.hear(town, "03:00", "plant", STOPPED);
    lane.hear(town, "03:01", "sub", STOPPED);
    lane.hear(town, "03:05", "plant", NORMAL);
    lane.hear(town, "03:09", "railway", STOPPED);

    assertThat(roots("railway")).startsWith("plant");
  }

  @Test
  void ofUnheardProvidersThatExplainTheSameTheNearestComesFirst() {
    Town pipes =
        new Town()
            .silentAsset("a-well", "water")
            .silentAsset("main", "water")
            .asset("east", "water")
            .asset("west", "water")
            .asset("hospital", "medical")
            .dependency("a-well", "main", 1, null)
            .dependency("main", "east", 1, null)
            .dependency("main", "west", 1, null)
            .dependency("east", "hospital", 1, null)
            .dependency("west", "hospital", 1, null);
    Stage lane = heard.lane(pipes);
    lane.hear(pipes, "03:00", "east", STOPPED);
    lane.hear(pipes, "03:01", "west", STOPPED);

    assertThat(roots("medical")).containsSubsequence("main", "a-well");
  }

  /** Three times within six hours; all is well ten minutes after each. */
  private void plantComesAndGoes(Stage lane) {
    for (String time : List.of("03:0", "03:3", "04:0")) {
      lane.hear(town, time + "0", "plant", STOPPED);
      lane.hear(town, time + "1", "sub", STOPPED);
      lane.hear(town, time + "1:30", "railway", STOPPED);
      lane.hear(town, time + "5", "plant", NORMAL);
      lane.hear(town, time + "6", "sub", NORMAL);
      lane.hear(town, time + "7", "railway", NORMAL);
    }
  }

  private List<String> roots(String sector) {
    return heard.last(sector).roots().stream().map(RootCandidate::asset).toList();
  }
}
