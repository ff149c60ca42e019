// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hamon.topology.Topology;
import org.hamon.topology.reading.TopologyReader;

/**
 * The files of one incident, read again.
 *
 * @param heard when each asset was heard, in order
 */
record Played(
    Scenario scenario,
    Documented documented,
    Script script,
    Path folder,
    Topology topology,
    List<JsonNode> telemetry,
    List<JsonNode> reports,
    List<JsonNode> labels,
    Map<String, List<Long>> heard) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Names of all incidents that are played by themselves. */
  static List<String> incidents() {
    return Scenario.names().stream()
        .filter(name -> ScenarioFiles.exists("/scenarios/" + name + "/facts.yaml"))
        .toList();
  }

  static Played in(Path parent, String name) {
    Path folder = parent.resolve(name);
    Scenario scenario = Scenario.open(name);
    try {
      scenario.writeInputs(folder);
      List<JsonNode> telemetry = lines(folder.resolve("telemetry.jsonl"));
      Map<String, List<Long>> heard = new TreeMap<>();
      for (JsonNode reading : telemetry) {
        heard
            .computeIfAbsent(reading.get("asset").asText(), asset -> new ArrayList<>())
            .add(time(reading, "time").toEpochMilli());
      }
      heard.values().forEach(times -> times.sort(null));
      return new Played(
          scenario,
          ScenarioFiles.yaml("/scenarios/" + name + "/facts.yaml", Documented.class),
          ScenarioFiles.yaml("/scenarios/" + name + "/made-up.yaml", Script.class),
          folder,
          TopologyReader.read(scenario.writeTopology(folder.resolve("topology")))
              .topology()
              .orElseThrow(),
          telemetry,
          lines(folder.resolve("failure-reports.jsonl")),
          lines(folder.resolve("labels.jsonl")),
          heard);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Instant time(JsonNode line, String key) {
    return Instant.parse(line.get(key).asText());
  }

  private static List<JsonNode> lines(Path file) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }
}
