// SPDX-License-Identifier: Apache-2.0
package org.hamon.local.picture;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.InputStream;
import java.util.Map;
import org.hamon.topology.AssetState;
import org.hamon.topology.Topology;
import org.junit.jupiter.api.Test;

class HealthTest {
  /** As the job writes it. */
  private static final String LINE =
      """
      {"lane":"actual","sector":"electricity","region":"*","index":92.4,"known":0.974,      "level":"strained","counts":{"normal":35,"unknown":1,"stopped":3},      "at":"2018-09-05T18:08:21Z"}""";

  @Test
  void exampleUsage() {
    Health health = Health.parse(LINE);

    assertThat(health.index()).isEqualTo(92.4);
    assertThat(health.known()).isEqualTo(0.974);
    assertThat(health.counts())
        .isEqualTo(Map.of(AssetState.NORMAL, 35, AssetState.UNKNOWN, 1, AssetState.STOPPED, 3));
    assertThat(health.assets()).isEqualTo(39);
    assertThat(health.isOfNation()).isTrue();
  }

  @Test
  void onlyTheNationInTheActualLaneIsShown() {
    Board board = Scenes.board(Map.of("electricity", 39));

    board.health(Health.parse(LINE.replace("\"*\"", "\"JP-01\"")));
    board.health(Health.parse(LINE.replace("\"actual\"", "\"exercise/x1\"")));
    assertThat(board.scene().sectors().get(0).health()).isNull();

    board.health(Health.parse(LINE));
    assertThat(board.scene().sectors().get(0).health()).isEqualTo(Health.parse(LINE));
  }

  @Test
  void anOlderLineThatComesAgainChangesNothing() {
    Board board = Scenes.board(Map.of("electricity", 39));

    board.health(Health.parse(LINE));
    board.health(Health.parse(LINE.replace("18:08:21", "18:08:20").replace("92.4", "10.0")));

    assertThat(board.scene().sectors().get(0).health()).isEqualTo(Health.parse(LINE));
  }

  @Test
  void whatIsNoHealthIsSaidInASentence() {
    assertThatThrownBy(() -> Health.parse("nonsense"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("Expected a sector's health, but ");
  }

  @Test
  void sectorsHaveTheNamesThatTheWarningsUseOrTheBeginningOfThem() throws Exception {
    JsonNode advice;
    try (InputStream in =
        requireNonNull(getClass().getResourceAsStream("/org/hamon/correlation/warn/advice.yaml"))) {
      advice = new YAMLMapper().readTree(in);
    }

    for (String sector : Topology.TEN_SECTORS) {
      assertThat(advice.path("sectorsJa").path(sector).asText())
          .contains(SectorNames.japanese(sector));
    }
  }
}
