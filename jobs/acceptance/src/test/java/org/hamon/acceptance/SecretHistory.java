// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Histories full of names and words that are nobody's business but that of those who run the job.
 * Each of them is a token, so that it can be found again, and can be exchanged for another.
 */
final class SecretHistory {

  static final Instant BEGINS = Instant.parse("2018-09-05T18:00:00Z");
  static final Instant ENDS = BEGINS.plusSeconds(4 * 3_600);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern TOKEN = Pattern.compile("(who|say)-([0-9]+)-zz");
  private static final List<String> STATES =
      List.of("stopped", "stopped", "degraded", "normal", "unusable", "recovering", "unknown");
  private static final List<String> LABELS =
      List.of("TLP:RED", "TLP:AMBER+STRICT", "TLP:AMBER", "TLP:GREEN", "TLP:CLEAR");
  private static final List<String> KINDS =
      List.of(
          "hazard",
          "threat",
          "attack-method",
          "damage",
          "terror",
          "crime-report",
          "recovery-method");
  private static final List<String> ASSETS =
      List.of("sub-1", "sub-2", "bts-1", "bts-2", "bts-3", "hospital-1", "pump-1", "cloud-1");

  private final Random random;
  private final List<String> situations;
  private final Map<String, List<String>> lines = new TreeMap<>();
  private Instant time = BEGINS;
  private int records;
  private int secrets;

  private SecretHistory(long seed, List<String> situations) {
    this.random = new Random(seed);
    this.situations = situations;
  }

  /**
   * Writes a topology and every input.
   *
   * @param situations that controls may speak of
   */
  static void write(Path folder, long seed, List<String> situations) throws IOException {
    new SecretHistory(seed, situations).write(folder);
  }

  /** Whether a text tells any of the names or words. */
  static boolean tells(String text) {
    return TOKEN.matcher(text).find();
  }

  /** The text with each name or word exchanged for another: longer, shorter, in another order. */
  static String exchanged(String text) {
    return TOKEN
        .matcher(text)
        .replaceAll(
            token -> {
              int n = 7_919 - Integer.parseInt(token.group(2));
              return Matcher.quoteReplacement(
                  token.group(1) + "-" + n + "-zz" + " \u00dcber".repeat(n % 9));
            });
  }

  /** The same folder told by others in other words. */
  static void exchange(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.writeString(to.resolve(file.getFileName()), exchanged(Files.readString(file)));
      }
    }
  }

  /**
   * The same folder, but the records that bear the label say something else of the same things.
   *
   * @return how many
   */
  static int retell(Path from, Path to, String label) throws IOException {
    Files.createDirectories(to);
    int told = 0;
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        for (int i = 0; i < lines.size(); i++) {
          if (lines.get(i).contains("\"tlp\":\"" + label + "\"")
              && JSON.readTree(lines.get(i)) instanceof ObjectNode record) {
            lines.set(i, retold(record).toString());
            told++;
          }
        }
        Files.write(to.resolve(file.getFileName()), lines);
      }
    }
    return told;
  }

  private static ObjectNode retold(ObjectNode record) {
    if (record.has("value")) {
      record.put("value", 89 - record.path("value").asInt());
    }
    if (record.has("state")) {
      record.put("state", record.path("state").asText().equals("stopped") ? "normal" : "stopped");
    }
    if (record.has("severity")) {
      record.put("severity", 4 - record.path("severity").asInt());
      record.put("cause", record.path("cause").asText().equals("cyber") ? "natural" : "cyber");
    }
    return record;
  }

  /** Puts tokens where names and words that must not be read stand in somebody else's files. */
  static void hide(Path folder) throws IOException {
    Map<String, Integer> known = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(".jsonl") && !name.startsWith("labels")) {
          List<String> hidden = new ArrayList<>();
          for (String line : Files.readAllLines(file)) {
            hidden.add(hidden(line, known, !name.startsWith("advisories")));
          }
          Files.write(file, hidden);
        }
      }
    }
  }

  private static String hidden(String line, Map<String, Integer> known, boolean words)
      throws IOException {
    JsonNode node = JSON.readTree(line);
    if (!(node instanceof ObjectNode object)) {
      return line;
    }
    for (String key : List.of("reporter", "by", "text")) {
      if (object.path(key).isTextual() && (words || !key.equals("text"))) {
        int n = known.computeIfAbsent(object.path(key).asText(), unseen -> known.size());
        object.put(key, (key.equals("text") ? "say-" : "who-") + n + "-zz");
      }
    }
    if (object.path("value").path("operator").isTextual()) {
      int n = known.computeIfAbsent(object.at("/value/operator").asText(), u -> known.size());
      ((ObjectNode) object.path("value")).put("operator", "who-" + n + "-zz");
    }
    return object.toString();
  }

  private void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("town.yaml"), topology());
    // something that is sure to be told, in either lane
    for (String lane : List.of("actual", "exercise/x")) {
      add(
          "failure-reports",
          report("first-" + lane.length(), "sub-1", "stopped", lane).put("tlp", "TLP:AMBER"));
    }
    for (int n = 0; n < 260; n++) {
      time = time.plusMillis(1 + random.nextInt(90_000));
      switch (random.nextInt(10)) {
        case 0, 1, 2 -> add("telemetry", reading());
        case 3, 4, 5 -> add("failure-reports", report());
        case 6 -> add("advisories", advisory());
        case 7 -> add("controls", control());
        case 8 -> add("topology-changes", change());
        default -> refused();
      }
    }
    for (Map.Entry<String, List<String>> input : lines.entrySet()) {
      Files.write(folder.resolve(input.getKey() + ".jsonl"), input.getValue());
    }
  }

  private void add(String input, ObjectNode record) {
    if (!record.has("lane") && random.nextInt(6) == 0) {
      record.put("lane", "exercise/x");
    }
    lines.computeIfAbsent(input, unseen -> new ArrayList<>()).add(record.toString());
  }

  private ObjectNode reading() {
    ObjectNode reading = node();
    reading.put("asset", asset()).put("metric", random.nextBoolean() ? "battery" : "frequency");
    reading.put("value", random.nextInt(90)).put("time", time.toString());
    if (random.nextInt(3) == 0) {
      reading.put("tlp", of(LABELS));
    }
    return reading.put("text", words());
  }

  private ObjectNode report() {
    boolean place = random.nextInt(8) == 0;
    ObjectNode report =
        report(
            "r" + records++, asset(), of(STATES), random.nextInt(6) == 0 ? "exercise/x" : "actual");
    if (place) {
      report.remove("asset");
      report.put("sector", "water").put("region", "JP-01");
    }
    if (random.nextInt(4) > 0) {
      report.put("tlp", of(LABELS));
    }
    if (random.nextInt(3) == 0) {
      report.put("occurredAt", time.minusSeconds(random.nextInt(3_600)).toString());
    }
    return report;
  }

  private ObjectNode report(String id, String asset, String state, String lane) {
    return node()
        .put("id", id)
        .put("asset", asset)
        .put("state", state)
        .put("reportedAt", time.toString())
        .put("cause", random.nextBoolean() ? "natural" : "cyber")
        .put("severity", random.nextInt(5))
        .put("reporter", name())
        .put("operator", name())
        .put("text", words())
        .put("lane", lane);
  }

  /** What may be read of advisories stays; the rest is a secret. */
  private ObjectNode advisory() {
    String kind = of(KINDS);
    String label = of(LABELS);
    boolean secret =
        kind.equals("terror") || kind.equals("crime-report") || LABELS.indexOf(label) < 2;
    ObjectNode advisory = node();
    advisory.put("id", "q" + records++).put("kind", kind).put("at", time.toString());
    advisory.put("cause", "natural").put("severity", random.nextInt(5)).put("tlp", label);
    advisory.put("text", secret ? words() : "to be read").put("reporter", name());
    return advisory;
  }

  private ObjectNode control() {
    ObjectNode control = node();
    control.put("id", "m" + records++).put("at", time.toString()).put("by", name());
    control.put("text", words());
    control.put("until", time.plusSeconds(60 + random.nextInt(3_000)).toString());
    ObjectNode selector = control.putObject("selector");
    ObjectNode set = node();
    String situation = situations.isEmpty() ? "s-none" : of(situations);
    switch (random.nextInt(8)) {
      case 0 -> {
        control.put("kind", "maintenance");
        selector.put("asset", asset());
      }
      case 1 -> {
        control.put("kind", "silence");
        selector.put("sector", "ict");
      }
      case 2 -> {
        control.put("kind", "acknowledge");
        selector.put("situation", situation);
      }
      case 3 -> {
        control.put("kind", "override");
        selector.put("asset", asset());
        control.set("set", set.put("state", of(STATES)).put("cause", "human"));
      }
      case 4 -> {
        control.put("kind", "override");
        selector.put("situation", situation);
        control.set("set", set.put("root", asset()));
      }
      case 5 -> {
        control.put("kind", "comment");
        selector.put("asset", asset());
      }
      case 6 -> {
        control.put("kind", "nothing known");
        selector.put("asset", asset());
      }
      default -> {
        control.put("kind", "comment");
        selector.put("situation", situation);
      }
    }
    return control;
  }

  private ObjectNode change() {
    ObjectNode change = node();
    change.put("validFrom", time.toString()).put("op", "upsert-asset");
    ObjectNode value = change.putObject("value");
    String asset = asset();
    value.put("id", asset).put("sector", sectorOf(asset)).put("region", "JP-01");
    value.put("operator", name()).put("people", random.nextInt(90_000));
    if (random.nextInt(4) == 0) {
      value.put("sector", "of " + name());
    }
    return change;
  }

  /** What cannot be used; nothing that is said about it may tell of it. */
  private void refused() {
    ObjectNode report = report("r" + records++, asset(), of(STATES), "actual");
    switch (random.nextInt(8)) {
      case 0 -> report.put("state", name());
      case 1 -> report.put("reportedAt", words());
      case 2 -> report.remove("id");
      case 3 -> report.put("asset", "nobody-" + name());
      case 4 -> report.put("severity", words());
      case 5 -> report.put("id", "r" + Math.max(0, records - 5));
      case 6 -> report.put("reportedAt", time.minusSeconds(7_200).toString());
      default -> report.put(name(), words()).put("tlp", "of " + name());
    }
    String line = report.toString();
    boolean cut = random.nextInt(6) == 0;
    lines
        .computeIfAbsent("failure-reports", unseen -> new ArrayList<>())
        .add(cut ? line.substring(0, line.length() - 9) : line);
  }

  private String topology() {
    ObjectNode topology = node();
    topology.put("topology", "town").put("version", "1");
    for (String asset : ASSETS) {
      ObjectNode one = topology.withArray("assets").addObject();
      one.put("id", asset).put("sector", sectorOf(asset)).put("region", "JP-01");
      one.put("people", 1_000 * (1 + random.nextInt(90))).put("operator", name());
      if (asset.startsWith("bts")) {
        one.put("every", "20m").put("kind", "base-station");
      }
    }
    for (String dependent : ASSETS.subList(2, 7)) {
      ObjectNode one = topology.withArray("dependencies").addObject();
      one.put("id", "d-" + dependent).put("provider", random.nextBoolean() ? "sub-1" : "sub-2");
      one.put("dependent", dependent).put("type", "physical");
      one.putObject("buffer").put("p10", "5m").put("p50", "40m").put("p90", "3h");
    }
    ObjectNode level = topology.withArray("serviceLevels").addObject();
    level.put("id", "battery").put("sector", "ict").put("metric", "battery");
    level.putObject("degraded").put("below", 30);
    level.putObject("stopped").put("below", 5);
    sharing(topology, "electricity", "TLP:AMBER", true);
    sharing(topology, "ict", "TLP:AMBER+STRICT", false);
    sharing(topology, "water", "TLP:GREEN", true);
    sharing(topology, "medical", "TLP:AMBER", false);
    return topology.toString();
  }

  private void sharing(ObjectNode topology, String sector, String ceiling, boolean derived) {
    ObjectNode sharing = topology.withArray("sharing").addObject();
    sharing.put("sector", sector).put("community", "c-" + sector).put("rules", "agreed");
    sharing.put("status", "live").put("ceiling", ceiling).put("derived", derived);
    sharing.putObject("poc").put("primary", name()).put("secondary", name());
  }

  private static String sectorOf(String asset) {
    return switch (asset.substring(0, 3)) {
      case "sub" -> "electricity";
      case "bts" -> "ict";
      case "hos" -> "medical";
      case "pum" -> "water";
      default -> "provider";
    };
  }

  private String asset() {
    return of(ASSETS);
  }

  private String name() {
    return "who-" + secrets++ + "-zz";
  }

  private String words() {
    return "say-" + secrets++ + "-zz";
  }

  private <T> T of(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private static ObjectNode node() {
    return JsonNodeFactory.instance.objectNode();
  }
}
