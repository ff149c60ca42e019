// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamon.topology.AssetState.NORMAL;
import static org.hamon.topology.AssetState.STOPPED;

import java.util.ArrayList;
import java.util.List;
import org.hamon.correlation.situation.Picture.Kind;
import org.hamon.topology.Buffer;
import org.junit.jupiter.api.Test;

/** What is handed on of clusters that meet and part. */
class HandOnTest {

  private final List<Picture> pictures = new ArrayList<>();

  private final Town feeds =
      new Town()
          .asset("north", "electricity")
          .asset("south", "electricity")
          .asset("far", "gas")
          .asset("oven", "logistics")
          .asset("hospital", "medical")
          .oneOf("power", "north", "hospital", Buffer.fixed(Town.hours(2)))
          .oneOf("power", "south", "hospital", Buffer.fixed(Town.hours(2)))
          .dependency("far", "oven", 1, null);

  private final Lane lane = Stage.lane(Graphs.always(feeds.graph()), pictures::add, line -> {});

  @Test
  void exampleUsage() {
    hear("03:00", "north", true);

    Picture picture = pictures.get(0);
    assertThat(picture.kind()).isEqualTo(Kind.STANDS);
    assertThat(picture.situations()).hasSize(1);
    assertThat(picture.cluster()).isEqualTo(picture.situations().get(0).id());
    assertThat(picture.assets()).extracting(AssetNow::asset).containsExactly("north");
  }

  @Test
  void situationsThatMeetInAnAssetAreOneCluster_othersAreNot() {
    hear("03:00", "north", true);
    hear("03:30", "far", true);
    hear("04:00", "south", true);

    Picture both = last();
    assertThat(both.cluster()).isEqualTo(pictures.get(0).cluster());
    assertThat(both.situations()).hasSize(2);
    assertThat(both.assets()).extracting(AssetNow::asset).containsExactly("north", "south");
    assertThat(pictures).extracting(Picture::kind).containsOnly(Kind.STANDS);
  }

  @Test
  void whatIsLeftOfAClusterWhoseOldestSituationEndsStandsUnderAnotherName() {
    hear("03:00", "north", true);
    hear("04:00", "south", true);
    hear("05:00", "north", false);
    String first = pictures.get(0).cluster();
    hear("05:30", "south", false);
    hear("05:45", "south", true);

    List<Picture> after = pictures.stream().filter(p -> p.at() > Town.at("05:00")).toList();
    assertThat(after).extracting(Picture::kind).contains(Kind.GONE);
    assertThat(after)
        .filteredOn(p -> p.kind() == Kind.GONE)
        .extracting(Picture::cluster)
        .containsExactly(first);
    assertThat(last().cluster()).isNotEqualTo(first);
    assertThat(last().situations()).hasSize(1);
  }

  @Test
  void numbersAscendInTheOrderInWhichThingsAreToBeTold() {
    hear("03:00", "north", true);
    hear("03:00:00.200", "south", true);
    hear("03:00:00.400", "far", true);
    hear("04:00", "far", false);

    assertThat(pictures).extracting(Picture::number).isSorted().doesNotHaveDuplicates();
    assertThat(pictures).extracting(Picture::at).isSorted();
  }

  @Test
  void theEndOfHistoryIsSaidToEveryCluster() {
    hear("03:00", "north", true);
    hear("03:30", "far", true);
    lane.add(Signal.of(feeds.change("05:00", "oven", STOPPED)));
    lane.endHistory();

    assertThat(pictures)
        .filteredOn(picture -> picture.kind() == Kind.END)
        .hasSize(2)
        .allMatch(picture -> picture.at() == Town.at("05:00"))
        .extracting(Picture::cluster)
        .doesNotHaveDuplicates();
  }

  private Picture last() {
    return pictures.stream().filter(p -> p.kind() == Kind.STANDS).reduce((a, b) -> b).orElseThrow();
  }

  private void hear(String at, String asset, boolean stops) {
    lane.add(Signal.of(feeds.change(at, asset, stops ? STOPPED : NORMAL)));
    lane.advance(Town.at(at) + 1_000);
  }
}
