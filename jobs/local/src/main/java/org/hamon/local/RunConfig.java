// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hamon.correlation.decode.Decode;
import org.hamon.correlation.kafka.LiveTime;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a live job, a YAML file; {@code docs/running.md} describes it. Paths in it
 * are relative to the file.
 *
 * @param properties of Kafka clients, such as those of security
 * @param checkpoints where they are kept
 * @param createTopics whether topics that are missing are created
 */
record RunConfig(
    String brokers,
    String prefix,
    String group,
    Map<String, String> properties,
    Path topology,
    Path patterns,
    URI checkpoints,
    Duration checkpointInterval,
    int parallelism,
    LiveTime time,
    int port,
    boolean createTopics,
    int partitions,
    int replication) {

  private static final YAMLMapper YAML = new YAMLMapper();
  private static final Pattern SHORT = Pattern.compile("(\\d+)(ms|s|m|h|d)");
  private static final Set<String> KEYS =
      Set.of(
          "brokers",
          "prefix",
          "group",
          "properties",
          "topology",
          "patterns",
          "checkpoints",
          "parallelism",
          "delivery",
          "disorder",
          "idleness",
          "time",
          "mostDelay",
          "port",
          "topics");

  /** Reads the file; gives up with all that is wrong. */
  static RunConfig read(Path file) {
    FindingReport.requireReadable(List.of(file));
    JsonNode tree;
    try {
      tree = YAML.readTree(Files.readAllBytes(file));
    } catch (JsonProcessingException e) {
      throw new UnusableInput(
          file
              + ":"
              + e.getLocation().getLineNr()
              + ": error NOT_YAML: Expected YAML, but "
              + e.getOriginalMessage().lines().findFirst().orElse("it is none"));
    } catch (IOException e) {
      throw new UnusableInput(
          "hamon: " + file + ": expected a readable file, but " + e.getMessage());
    }
    if (tree == null || !tree.isObject()) {
      throw new UnusableInput(
          file + ": error NOT_A_MAP: Expected keys such as 'brokers', but found none.");
    }
    return new Reader(file, tree).config();
  }

  private static final class Reader {
    private final Path file;
    private final JsonNode tree;
    private final List<String> wrong = new ArrayList<>();

    Reader(Path file, JsonNode tree) {
      this.file = file;
      this.tree = tree;
    }

    RunConfig config() {
      for (String key : new TreeSet<>(names(tree))) {
        if (!KEYS.contains(key)) {
          error("UNKNOWN_KEY", key, "Expected one of " + new TreeSet<>(KEYS) + ".");
        }
      }
      String delivery = text("delivery", "at-least-once");
      if (!delivery.equals("at-least-once")) {
        error(
            "UNSUPPORTED",
            "delivery",
            "Expected at-least-once, the only delivery so far, but found '" + delivery + "'.");
      }
      JsonNode checkpoints = tree.path("checkpoints");
      JsonNode topics = tree.path("topics");
      Path checkpointFolder = resolve(checkpoints.path("dir").asText("checkpoints"));
      RunConfig config =
          new RunConfig(
              required("brokers"),
              text("prefix", "hamon."),
              text("group", "hamon"),
              properties(),
              resolve(required("topology")),
              resolve(required("patterns")),
              checkpointFolder.toUri(),
              duration(
                  checkpoints.path("interval"), "checkpoints.interval", Duration.ofSeconds(10)),
              number(tree.path("parallelism"), "parallelism", 1, 1, 32_768),
              time(),
              number(tree.path("port"), "port", 8080, 0, 65_535),
              topics.path("create").asBoolean(true),
              number(topics.path("partitions"), "topics.partitions", 4, 1, 10_000),
              number(topics.path("replication"), "topics.replication", 1, 1, 100));
      if (!wrong.isEmpty()) {
        throw new UnusableInput(wrong);
      }
      return config;
    }

    private LiveTime time() {
      return new LiveTime(
          mode(text("time", "auto")),
          duration(tree.path("disorder"), "disorder", Decode.DEFAULT_BOUND),
          duration(tree.path("idleness"), "idleness", LiveTime.DEFAULT_IDLENESS),
          duration(tree.path("mostDelay"), "mostDelay", LiveTime.DEFAULT_MOST_DELAY));
    }

    private LiveTime.Mode mode(String word) {
      for (LiveTime.Mode mode : LiveTime.Mode.values()) {
        if (mode.name().toLowerCase(Locale.ROOT).equals(word)) {
          return mode;
        }
      }
      error("UNKNOWN_VALUE", "time", "Expected auto, clock or records, but found '" + word + "'.");
      return LiveTime.Mode.AUTO;
    }

    private static List<String> names(JsonNode node) {
      List<String> names = new ArrayList<>();
      node.fieldNames().forEachRemaining(names::add);
      return names;
    }

    private Map<String, String> properties() {
      Map<String, String> properties = new TreeMap<>();
      JsonNode node = tree.path("properties");
      names(node).forEach(name -> properties.put(name, node.path(name).asText()));
      return properties;
    }

    /** A path or a {@code file:} URI. */
    private Path resolve(String value) {
      Path here = file.toAbsolutePath();
      try {
        return value.startsWith("file:") ? Path.of(URI.create(value)) : here.resolveSibling(value);
      } catch (IllegalArgumentException e) {
        error("NO_PATH", "", "Expected a path or a file: URI, but found '" + value + "'.");
        return here;
      }
    }

    private String required(String key) {
      JsonNode value = tree.get(key);
      if (value == null || value.asText().isBlank()) {
        error("MISSING_KEY", key, "Expected a value, but there is none.");
        return "";
      }
      return value.asText();
    }

    private String text(String key, String otherwise) {
      JsonNode value = tree.get(key);
      return value == null || value.isNull() ? otherwise : value.asText();
    }

    private int number(JsonNode value, String place, int otherwise, int least, int most) {
      if (value.isMissingNode()) {
        return otherwise;
      }
      if (!value.isInt() || value.intValue() < least || value.intValue() > most) {
        error(
            "NO_NUMBER",
            place,
            "Expected a number from "
                + least
                + " to "
                + most
                + ", but found '"
                + value.asText()
                + "'.");
        return otherwise;
      }
      return value.intValue();
    }

    private Duration duration(JsonNode value, String place, Duration otherwise) {
      if (value.isMissingNode()) {
        return otherwise;
      }
      Duration duration = parse(value.asText());
      if (duration == null) {
        error(
            "NO_DURATION",
            place,
            "Expected a duration such as 10s or PT10S, but found '" + value.asText() + "'.");
        return otherwise;
      }
      return duration;
    }

    private static @Nullable Duration parse(String text) {
      Matcher matcher = SHORT.matcher(text);
      if (matcher.matches()) {
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(amount);
          case "s" -> Duration.ofSeconds(amount);
          case "m" -> Duration.ofMinutes(amount);
          case "h" -> Duration.ofHours(amount);
          default -> Duration.ofDays(amount);
        };
      }
      try {
        return Duration.parse(text);
      } catch (java.time.format.DateTimeParseException e) {
        return null;
      }
    }

    private void error(String code, String place, String sentence) {
      wrong.add(
          file + ": error " + code + (place.isEmpty() ? "" : " at " + place) + ": " + sentence);
    }
  }
}
