// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.hamon.correlation.Output;

/** Remembers what a lane told. */
final class Heard implements Sayings {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<Briefing> briefings = new ArrayList<>();
  private final List<Output> lines = new ArrayList<>();
  private final List<Output> decisions = new ArrayList<>();
  private final List<Output> impacts = new ArrayList<>();

  /** A lane that tells it to this one and keeps nothing in a store. */
  Stage lane(Town town) {
    return lane(Graphs.always(town.graph()));
  }

  /** The same while the topology changes. */
  Stage lane(Graphs graphs) {
    return new Stage(graphs, this, this::decision);
  }

  @Override
  public void briefing(Briefing briefing) {
    briefings.add(briefing);
  }

  @Override
  public void stock(Stock stock) {
    lines.add(SituationLine.of(stock));
  }

  @Override
  public void impact(Output line) {
    impacts.add(line);
  }

  private void decision(Output line) {
    decisions.add(line);
  }

  List<Output> impacts() {
    return impacts;
  }

  List<Briefing> briefings() {
    return briefings;
  }

  List<String> lines() {
    return lines.stream().map(Output::json).toList();
  }

  List<String> decisions() {
    return decisions.stream().map(Output::json).toList();
  }

  /** The lines about situations of that status. */
  List<JsonNode> situationsWith(String status) throws IOException {
    List<JsonNode> found = new ArrayList<>();
    for (Output line : lines) {
      JsonNode situation = JSON.readTree(line.json());
      if (situation.path("status").asText().equals(status)) {
        found.add(situation);
      }
    }
    return found;
  }

  /** What was said last of an asset, to its sector. */
  Impact lastOf(String sector, String asset) {
    return briefings.stream()
        .filter(briefing -> briefing.sector().equals(sector))
        .flatMap(briefing -> briefing.impacts().stream())
        .filter(impact -> impact.asset().equals(asset))
        .reduce((a, b) -> b)
        .orElseThrow();
  }

  Briefing last(String sector) {
    return briefings.stream()
        .filter(briefing -> briefing.sector().equals(sector))
        .reduce((a, b) -> b)
        .orElseThrow();
  }

  List<Briefing.PhaseOfLife> phases(String sector) {
    return briefings.stream()
        .filter(briefing -> briefing.sector().equals(sector))
        .map(Briefing::phaseOfLife)
        .distinct()
        .toList();
  }
}
