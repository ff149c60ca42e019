// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay.scenario;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that can be played: the inputs that a job would have received (contract, section 2),
 * the same bytes in every run. A documented incident (what is documented and what is made up stands
 * in two files, {@code facts.yaml} and {@code made-up.yaml}), an ordinary working day ({@code
 * noise.yaml}), or an incident inside the noise of such days ({@code in-noise.yaml}).
 */
public final class Scenario {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String name;
  private final @Nullable Incident incident;
  private final @Nullable Noise noise;
  private final Duration before;

  /** What is documented of an incident, and what is made up. */
  private record Incident(Documented documented, Script script) {
    static Incident in(String folder) {
      return new Incident(
          ScenarioFiles.yaml(folder + "facts.yaml", Documented.class),
          ScenarioFiles.yaml(folder + "made-up.yaml", Script.class));
    }
  }

  private Scenario(
      String name, @Nullable Incident incident, @Nullable Noise noise, Duration before) {
    this.name = name;
    this.incident = incident;
    this.noise = noise;
    this.before = before;
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
    String folder = folder(name);
    if (ScenarioFiles.exists(folder + "in-noise.yaml")) {
      InNoise both = ScenarioFiles.yaml(folder + "in-noise.yaml", InNoise.class);
      return new Scenario(
          name,
          Incident.in(folder(both.scenario())),
          noise(folder(both.noise())).over(both.from(), both.until()),
          Duration.ZERO);
    }
    return ScenarioFiles.exists(folder + "noise.yaml")
        ? new Scenario(name, null, noise(folder), Duration.ZERO)
        : new Scenario(name, Incident.in(folder), null, Duration.ZERO);
  }

  /**
   * The same with so much ordinary time before it: a history as long as one likes, in which its
   * assets tell what they tell before anything happens.
   *
   * @throws IllegalArgumentException if it is negative, with a sentence for the user
   */
  public Scenario after(Duration ordinary) {
    if (ordinary.isNegative()) {
      throw new IllegalArgumentException(
          "Expected ordinary time before a scenario of 0 or more, but it is " + ordinary);
    }
    Noise longer = noise == null ? null : noise.over(noise.from().minus(ordinary), noise.until());
    return new Scenario(name, incident, longer, before.plus(ordinary));
  }

  public String name() {
    return name;
  }

  public String title() {
    if (incident == null) {
      return noise().title();
    }
    return incident.documented().title() + (noise == null ? "" : ", in the noise of working days");
  }

  /** Nothing in the inputs is earlier. */
  public Instant from() {
    return noise == null ? incident().script().from().minus(before) : noise.from();
  }

  /** Nothing in the inputs is later. */
  public Instant until() {
    return incident == null ? noise().until() : incident.script().until();
  }

  /** Ids of the patterns of the catalogue that match when it is played. */
  public List<String> matches() {
    return incident == null ? List.of() : incident.script().matches();
  }

  /** In order of time. */
  public List<Fact> facts() {
    return incident == null ? List.of() : incident.documented().facts();
  }

  /**
   * Writes {@code telemetry.jsonl}, {@code failure-reports.jsonl}, {@code topology-changes.jsonl}
   * and {@code labels.jsonl}, and creates the folder if need be.
   */
  public void writeInputs(Path folder) throws IOException {
    writeInputs(folder, Variation.NONE);
  }

  /** Writes the same files, told otherwise; the labels follow. */
  public void writeInputs(Path folder, Variation variation) throws IOException {
    Files.createDirectories(folder);
    List<Reading> readings = new ArrayList<>();
    List<Map<String, Object>> reports = new ArrayList<>();
    if (incident != null) {
      if (noise == null) {
        readings.addAll(ordinaryTime(incident));
      }
      readings.addAll(Telemetry.of(incident.documented(), incident.script()));
      reports.addAll(Reports.of(incident.documented(), incident.script()));
    }
    if (noise != null) {
      Foreground foreground =
          incident == null ? Foreground.NONE : Foreground.of(incident.script(), readings, reports);
      OrdinaryDay day = OrdinaryDay.of(noise, ScenarioFiles.assets(topology()), foreground);
      readings = day.readingsWith(readings);
      reports.addAll(day.reports());
      reports.sort(
          Comparator.comparing(report -> Instant.parse(String.valueOf(report.get("reportedAt")))));
    }
    if (!variation.isNone()) {
      readings = variation.readings(readings, from());
      reports = variation.reports(reports, from());
    }
    write(folder.resolve("telemetry.jsonl"), readings.stream().map(Scenario::line).toList());
    write(folder.resolve("failure-reports.jsonl"), reports);
    write(folder.resolve("topology-changes.jsonl"), List.of());
    write(folder.resolve("labels.jsonl"), labels(variation));
  }

  private List<Reading> ordinaryTime(Incident of) {
    Instant begins = of.script().from();
    return before.isZero()
        ? List.of()
        : Telemetry.of(of.documented(), of.script().over(from(), begins)).stream()
            .filter(reading -> reading.time() < begins.toEpochMilli())
            .toList();
  }

  /** Writes the topology that the scenario plays on, and returns the file. */
  public Path writeTopology(Path folder) throws IOException {
    Files.createDirectories(folder);
    return Files.write(
        folder.resolve("topology.yaml"), ScenarioFiles.bytes(ScenarioFiles.topology(topology())));
  }

  private static String folder(String name) {
    return "/scenarios/" + name + "/";
  }

  private static Noise noise(String folder) {
    return ScenarioFiles.yaml(folder + "noise.yaml", Noise.class);
  }

  private String topology() {
    return incident == null ? noise().topology() : incident.script().topology();
  }

  private Incident incident() {
    return requireNonNull(incident, "incident");
  }

  private Noise noise() {
    return requireNonNull(noise, "noise");
  }

  private List<Map<String, Object>> labels(Variation variation) {
    if (incident == null) {
      return noise().unaffected().stream()
          .map(sector -> unaffected(name, noise().region(), sector))
          .toList();
    }
    Documented documented = incident.documented();
    List<Map<String, Object>> labels = new ArrayList<>();
    for (Fact fact : facts()) {
      if (fact.label() != null) {
        Map<String, Object> label = new LinkedHashMap<>();
        label.put("incident", documented.incident());
        label.put("sector", fact.sector());
        String region = incident().script().regionOf(fact);
        label.put("region", region == null ? documented.region() : region);
        label.put("asset", null);
        label.put("at", variation.at(fact.at(), from()).toString());
        label.put("kind", fact.label());
        label.put("pattern", requireNonNullElse(documented.failure(), "cascading"));
        label.put("row", fact.words());
        label.put("source", String.join(" ", fact.sources()));
        label.put("certainty", fact.certainty());
        labels.add(label);
      }
    }
    documented
        .unaffected()
        .forEach(
            sector -> labels.add(unaffected(documented.incident(), documented.region(), sector)));
    return labels;
  }

  private static Map<String, Object> unaffected(
      String incident, @Nullable String region, String sector) {
    Map<String, Object> label = new LinkedHashMap<>();
    label.put("incident", incident);
    label.put("sector", sector);
    label.put("region", region);
    label.put("unaffected", true);
    return label;
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
