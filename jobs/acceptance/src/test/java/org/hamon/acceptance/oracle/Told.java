// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the job had said at an instant: who will fail and when, by its {@code impacts} in the
 * situations that its {@code situations} call open, and who stands in the warnings of each sector.
 */
public final class Told {

  /** Less likely than this is not said to fail. */
  private static final double SAID_TO_FAIL = 0.1;

  /**
   * That an asset will fail.
   *
   * @param at the middle time
   */
  record Claim(String asset, String situation, double likelihood, long p10, long at, long p90) {}

  private record Line(long at, JsonNode node) {}

  private final Map<String, List<Line>> impacts = new TreeMap<>();
  private final Map<String, List<Line>> situations = new TreeMap<>();
  private final Map<String, List<Line>> warnings = new TreeMap<>();

  /** From lines of the three streams, each in the order in which they were written. */
  public Told(List<JsonNode> impacts, List<JsonNode> situations, List<JsonNode> warnings) {
    impacts.forEach(node -> keep(this.impacts, node.path("asset").asText(), "at", node));
    situations.forEach(node -> keep(this.situations, node.path("id").asText(), "at", node));
    warnings.forEach(node -> keep(this.warnings, node.path("sector").asText(), "issuedAt", node));
  }

  private static void keep(Map<String, List<Line>> by, String key, String time, JsonNode node) {
    by.computeIfAbsent(key, k -> new ArrayList<>()).add(new Line(time(node.path(time)), node));
  }

  /** Of the asset, in all open situations. */
  List<Claim> claims(String asset, long now) {
    Map<String, JsonNode> newest = new TreeMap<>();
    for (Line line : impacts.getOrDefault(asset, List.of())) {
      if (line.at() <= now) {
        newest.put(line.node().path("situation").asText(), line.node());
      }
    }
    List<Claim> claims = new ArrayList<>();
    newest.forEach(
        (situation, node) -> {
          double likelihood = node.path("likelihood").asDouble();
          if (node.path("status").asText().equals("forecast")
              && !node.has("movedTo")
              && likelihood >= SAID_TO_FAIL
              && isOpen(situation, now)) {
            JsonNode eta = node.path("eta");
            claims.add(
                new Claim(
                    asset,
                    situation,
                    likelihood,
                    time(eta.path("p10")),
                    time(eta.path("p50")),
                    time(eta.path("p90"))));
          }
        });
    return claims;
  }

  /** What was foretold of the world at each instant at which it is looked at. */
  public List<String> foretold(World world) {
    List<String> foretold = new ArrayList<>();
    for (long look : world.looks()) {
      world
          .plan()
          .assets()
          .forEach(
              asset ->
                  claims(asset.id(), look)
                      .forEach(claim -> foretold.add(Instant.ofEpochMilli(look) + " " + claim)));
    }
    return foretold;
  }

  /** Whether a warning that stands in the sector names the asset as failing or about to. */
  boolean isToldTo(String sector, String asset, long now) {
    Map<String, JsonNode> newest = new TreeMap<>();
    for (Line line : warnings.getOrDefault(sector, List.of())) {
      if (line.at() <= now) {
        newest.put(line.node().path("id").asText(), line.node());
      }
    }
    return newest.values().stream().filter(Told::stands).anyMatch(node -> names(node, asset));
  }

  private static boolean stands(JsonNode warning) {
    String type = warning.path("type").asText();
    return type.equals("alert") || type.equals("update");
  }

  private static boolean names(JsonNode warning, String asset) {
    for (JsonNode impact : warning.path("impacts")) {
      String status = impact.path("status").asText();
      if (impact.path("asset").asText().equals(asset)
          && (status.equals("forecast") || status.equals("confirmed"))) {
        return true;
      }
    }
    return false;
  }

  private boolean isOpen(String situation, long now) {
    boolean open = false;
    for (Line line : situations.getOrDefault(situation, List.of())) {
      if (line.at() <= now) {
        open = line.node().path("status").asText().equals("open");
      }
    }
    return open;
  }

  private static long time(JsonNode node) {
    return Instant.parse(node.asText()).toEpochMilli();
  }
}
