// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.hamon.topology.Graph;
import org.hamon.topology.Topology;
import org.junit.jupiter.api.Test;

class ScorecardTest {

  @Test
  void prioritiesAreThoseOfTheAlerts() {
    JsonNode card =
        card(
            revision("w-1", 1, "alert", "10:00", "P3"),
            revision("w-1", 2, "update", "10:05", "P1"),
            revision("w-1", 3, "update", "11:00", "P4"),
            revision("w-1", 4, "all-clear", "12:00", "P4"),
            revision("w-2", 1, "alert", "10:00", "P1"));

    assertThat(card.path("priorities").toString()).isEqualTo("{\"P1\":0.5,\"P3\":0.5}");
    assertThat(card.path("warnings").asInt()).isEqualTo(2);
  }

  @Test
  void sharesOfNoWarningsAreNone() {
    assertThat(card().path("priorities")).isEmpty();
  }

  @Test
  void saysHowOftenSomebodyWasToldThatItIsOverAndWasHit() {
    assertThat(card().path("falseCalm").isInt()).isTrue();
  }

  private static JsonNode card(String... warnings) {
    Topology nothing =
        new Topology("t", "1", List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), 8);
    Evaluation.Outputs outputs =
        new Evaluation.Outputs(List.of(warnings), List.of(), List.of(), 10, Map.of());
    return Scorecard.of(Evaluation.of(List.of(), outputs, Graph.of(nothing), label -> true));
  }

  private static String revision(
      String id, int revision, String type, String clock, String priority) {
    return """
        {"id":"%s","revision":%d,"type":"%s","lane":"actual","situation":"s","sector":"ict",\
        "regions":["JP-01"],"issuedAt":"2018-09-06T%s:00Z","priority":"%s","patterns":[]}"""
        .formatted(id, revision, type, clock, priority);
  }
}
