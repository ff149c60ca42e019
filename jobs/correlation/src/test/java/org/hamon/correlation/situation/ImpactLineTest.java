// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.hamon.topology.AssetState.NORMAL;
import static org.hamon.topology.AssetState.STOPPED;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.hamon.correlation.Output;
import org.junit.jupiter.api.Test;

class ImpactLineTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Heard heard = new Heard();

  @Test
  void changesOfAnImpactAreToldOnceEach() throws Exception {
    Town town = Town.withOneFeeder();
    Stage lane = heard.lane(town);
    for (Signal signal :
        List.of(
            Signal.of(town.change("03:00", "sub", STOPPED)),
            Signal.of(town.change("03:00:30", "plant", STOPPED)),
            Signal.of(town.change("07:00", "bts", STOPPED)),
            Signal.of(town.change("08:00", "sub", NORMAL)),
            Signal.of(town.change("08:00:10", "plant", NORMAL)),
            Signal.of(town.change("08:10", "bts", NORMAL)))) {
      lane.add(signal);
      lane.advance(signal.time());
    }
    lane.advance(Town.at("09:00"));

    List<JsonNode> ofTheStation = new ArrayList<>();
    List<String> said = new ArrayList<>();
    for (Output line : heard.impacts()) {
      JsonNode impact = JSON.readTree(line.json());
      assertThat(line.key())
          .isEqualTo(impact.path("situation").asText() + "/" + impact.path("asset").asText());
      if (impact.path("asset").asText().equals("bts")) {
        ofTheStation.add(impact);
      }
      said.add(line.key() + line.json().replaceAll(",\"at\":.*", ""));
    }
    assertThat(ofTheStation)
        .extracting(
            impact -> impact.path("status").asText(), impact -> impact.path("state").asText())
        .contains(tuple("forecast", "normal"), tuple("confirmed", "stopped"));
    assertThat(ofTheStation.size()).isLessThan(heard.lines().size());
    for (int i = 1; i < said.size(); i++) {
      String line = said.get(i);
      String key = line.substring(0, line.indexOf('{'));
      String before =
          said.subList(0, i).stream()
              .filter(one -> one.startsWith(key + "{"))
              .reduce("", (a, b) -> b);
      assertThat(line).isNotEqualTo(before);
    }
  }

  @Test
  void lineOnASituationIsShort_howeverManyItHits() throws Exception {
    Town town = new Town().asset("root", "electricity");
    for (int i = 0; i < 1_000; i++) {
      String id = "d-" + i + "-" + "\u96fb".repeat(150);
      town.asset(id, "ict").dependency("root", id, 0.5, null);
    }
    Stage lane = heard.lane(town);
    Signal root = Signal.of(town.change("03:00", "root", STOPPED));
    lane.add(root);
    lane.advance(root.time());
    for (int i = 0; i < 300; i++) {
      lane.add(Signal.of(town.change("03:10", "d-" + i + "-" + "\u96fb".repeat(150), STOPPED)));
    }
    lane.advance(Town.at("03:20"));

    assertThat(heard.lines())
        .allMatch(line -> line.getBytes(StandardCharsets.UTF_8).length <= Output.MOST_BYTES);
    JsonNode last = JSON.readTree(heard.lines().get(heard.lines().size() - 1));
    assertThat(last.path("impactsTotal").asInt()).isEqualTo(1_001);
    assertThat(last.path("membersTotal").asInt()).isEqualTo(301);
    assertThat(last.path("members").size()).isBetween(10, 200);
    assertThat(last.path("forecast").size()).isBetween(10, 200);
    assertThat(last.path("forecast"))
        .allMatch(impact -> impact.path("likelihood").asDouble() == 1.0);
    assertThat(heard.impacts().stream().map(Output::key).distinct()).hasSize(1_001);
  }
}
