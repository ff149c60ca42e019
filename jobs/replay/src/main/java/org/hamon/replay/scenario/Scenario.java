// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay.scenario;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A documented incident that can be played: what is documented of it, and the inputs that a job
 * would have received (contract, section 2). The same bytes in every run; what is documented and
 * what is made up stands in two files, {@code facts.yaml} and {@code made-up.yaml}.
 */
public final class Scenario {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String name;
  private final Documented documented;
  private final Script script;

  private Scenario(String name, Documented documented, Script script) {
    this.name = name;
    this.documented = documented;
    this.script = script;
  }

  /** All there are, sorted. */
  public static List<String> names() {
    return ScenarioFiles.names();
  }

  /**
   * The scenario of that name.
   *
   * @throws IllegalArgumentException if there is none, with a sentence for the user
   */
  public static Scenario open(String name) {
    if (!names().contains(name)) {
      throw new IllegalArgumentException(
          "Expected one of the scenarios " + names() + ", but '" + name + "' is none.");
    }
    String folder = "/scenarios/" + name + "/";
    return new Scenario(
        name,
        ScenarioFiles.yaml(folder + "facts.yaml", Documented.class),
        ScenarioFiles.yaml(folder + "made-up.yaml", Script.class));
  }

  public String name() {
    return name;
  }

  public String title() {
    return documented.title();
  }

  /** Nothing in the inputs is earlier. */
  public Instant from() {
    return script.from();
  }

  /** Nothing in the inputs is later. */
  public Instant until() {
    return script.until();
  }

  /** Ids of the patterns of the catalogue that match when it is played. */
  public List<String> matches() {
    return script.matches();
  }

  /** In order of time. */
  public List<Fact> facts() {
    return documented.facts();
  }

  /**
   * Writes {@code telemetry.jsonl}, {@code failure-reports.jsonl}, {@code topology-changes.jsonl}
   * and {@code labels.jsonl}, and creates the folder if need be.
   */
  public void writeInputs(Path folder) throws IOException {
    Files.createDirectories(folder);
    write(
        folder.resolve("telemetry.jsonl"),
        Telemetry.of(documented, script).stream().map(Scenario::line).toList());
    write(folder.resolve("failure-reports.jsonl"), Reports.of(documented, script));
    write(folder.resolve("topology-changes.jsonl"), List.of());
    write(folder.resolve("labels.jsonl"), labels());
  }

  /** Writes the topology that the scenario plays on, and returns the file. */
  public Path writeTopology(Path folder) throws IOException {
    Files.createDirectories(folder);
    return Files.write(
        folder.resolve("topology.yaml"),
        ScenarioFiles.bytes("/topology/samples/" + script.topology() + "/topology.yaml"));
  }

  private List<Map<String, Object>> labels() {
    List<Map<String, Object>> labels = new ArrayList<>();
    for (Fact fact : facts()) {
      if (fact.label() != null) {
        Map<String, Object> label = new LinkedHashMap<>();
        label.put("incident", documented.incident());
        label.put("sector", fact.sector());
        label.put("region", documented.region());
        label.put("asset", null);
        label.put("at", fact.at().toString());
        label.put("kind", fact.label());
        label.put("pattern", "cascading");
        label.put("row", fact.words());
        label.put("source", String.join(" ", fact.sources()));
        label.put("certainty", fact.certainty());
        labels.add(label);
      }
    }
    for (String sector : documented.unaffected()) {
      Map<String, Object> label = new LinkedHashMap<>();
      label.put("incident", documented.incident());
      label.put("sector", sector);
      label.put("unaffected", true);
      labels.add(label);
    }
    return labels;
  }

  private static Map<String, Object> line(Reading reading) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("asset", reading.asset());
    line.put("metric", reading.metric());
    line.put(
        "value",
        new BigDecimal(reading.value()).setScale(2, RoundingMode.HALF_UP).stripTrailingZeros());
    line.put("time", Instant.ofEpochMilli(reading.time()).toString());
    return line;
  }

  private static void write(Path file, List<Map<String, Object>> lines) throws IOException {
    try (BufferedWriter writer = Files.newBufferedWriter(file)) {
      for (Map<String, Object> line : lines) {
        writer.write(json(line));
        writer.write('\n');
      }
    }
  }

  private static String json(Map<String, Object> line) {
    try {
      return JSON.writeValueAsString(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Expected a line that can be written as JSON: " + line, e);
    }
  }
}
