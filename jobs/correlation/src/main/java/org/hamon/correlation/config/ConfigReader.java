// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hamon.correlation.decode.Decode;
import org.hamon.correlation.kafka.Delivery;
import org.hamon.correlation.kafka.KafkaSettings;
import org.hamon.correlation.kafka.KafkaTopics;
import org.hamon.correlation.kafka.LiveTime;
import org.hamon.patterns.engine.Replaced;
import org.hamon.topology.Durations;
import org.jspecify.annotations.Nullable;

/** Makes a configuration of keys; goes on at a mistake, so that all are found. */
final class ConfigReader {

  /** In the place of a path that is missing or none. */
  static final Path NOWHERE = Path.of("");

  private static final Pattern WITH_SCHEME = Pattern.compile("[a-z][a-z0-9+.-]*:/.*");
  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9._-]{0,200}");
  private static final String PROPERTIES = "properties.";
  private static final Set<String> KEYS =
      new TreeSet<>(
          Set.of(
              "brokers",
              "prefix",
              "group",
              "properties",
              "propertiesFile",
              "topology",
              "patterns",
              "checkpoints.dir",
              "checkpoints.interval",
              "parallelism",
              "delivery",
              "disorder",
              "idleness",
              "time",
              "mostDelay",
              "start",
              "port",
              "topics.create",
              "topics.partitions",
              "topics.replication",
              "lanes",
              "replaced"));

  private final ConfigTree tree;

  private ConfigReader(ConfigTree tree) {
    this.tree = tree;
  }

  /** With something in {@code wrong} the result is not to be used. */
  static RunConfig read(@Nullable Path file, Map<String, String> overrides, List<String> wrong) {
    ConfigTree tree = new ConfigTree(file, overrides, wrong);
    return new ConfigReader(tree).config();
  }

  private RunConfig config() {
    for (String place : tree.places()) {
      if (!KEYS.contains(place) && !place.startsWith(PROPERTIES)) {
        tree.error("UNKNOWN_KEY", place, "Expected one of " + KEYS + ".");
      }
    }
    return new RunConfig(
        new KafkaSettings(required("brokers"), prefix(), properties()),
        text("group", "hamon"),
        requiredPath("topology"),
        requiredPath("patterns"),
        checkpoints(),
        tree.get("checkpoints.interval") == null
            ? null
            : duration("checkpoints.interval", Duration.ZERO),
        tree.get("parallelism") == null ? null : number("parallelism", 1, 1, 32_768),
        delivery(),
        new LiveTime(
            mode(),
            duration("disorder", Decode.DEFAULT_BOUND),
            duration("idleness", LiveTime.DEFAULT_IDLENESS),
            duration("mostDelay", LiveTime.DEFAULT_MOST_DELAY)),
        start(),
        number("port", 8080, 0, 65_535),
        new RunConfig.NewTopics(
            flag("topics.create", true),
            number("topics.partitions", KafkaTopics.DEFAULT_PARTITIONS, 1, 10_000),
            number("topics.replication", 1, 1, 100)),
        number("lanes", Decode.DEFAULT_LANES, 0, 10_000),
        replaced());
  }

  private String prefix() {
    String prefix = text("prefix", KafkaSettings.DEFAULT_PREFIX);
    if (!PREFIX.matcher(prefix).matches()) {
      tree.error(
          "BAD_PREFIX",
          "prefix",
          "Expected at most 200 letters, digits, '.', '_' and '-', but got '" + prefix + "'.");
    }
    return prefix;
  }

  private Delivery delivery() {
    String word = text("delivery", Delivery.AT_LEAST_ONCE.word());
    return Delivery.of(word)
        .orElseGet(
            () -> {
              unknown("delivery", Arrays.stream(Delivery.values()).map(Delivery::word), word);
              return Delivery.AT_LEAST_ONCE;
            });
  }

  private Replaced replaced() {
    String word = text("replaced", Replaced.DRAINS.word());
    return Replaced.of(word)
        .orElseGet(
            () -> {
              unknown("replaced", Arrays.stream(Replaced.values()).map(Replaced::word), word);
              return Replaced.DRAINS;
            });
  }

  private LiveTime.Mode mode() {
    String word = text("time", LiveTime.Mode.AUTO.word());
    return LiveTime.Mode.of(word)
        .orElseGet(
            () -> {
              unknown("time", Arrays.stream(LiveTime.Mode.values()).map(LiveTime.Mode::word), word);
              return LiveTime.Mode.AUTO;
            });
  }

  private void unknown(String place, Stream<String> known, String word) {
    tree.error(
        "UNKNOWN_VALUE",
        place,
        "Expected one of " + known.toList() + ", but found '" + word + "'.");
  }

  private @Nullable Instant start() {
    String text = text("start", "");
    if (text.isEmpty()) {
      return null;
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      tree.error(
          "NO_TIME",
          "start",
          "Expected a time such as 2018-09-05T00:00:00Z, but found '" + text + "'.");
      return null;
    }
  }

  private Map<String, String> properties() {
    Map<String, String> properties = new TreeMap<>(fileOfProperties());
    for (String place : tree.places()) {
      JsonNode value = tree.get(place);
      if (place.startsWith(PROPERTIES) && value != null) {
        properties.put(place.substring(PROPERTIES.length()), value.asText());
      }
    }
    return properties;
  }

  private Map<String, String> fileOfProperties() {
    Map<String, String> read = new TreeMap<>();
    String name = text("propertiesFile", "");
    if (!name.isEmpty()) {
      Path file = path("propertiesFile", name);
      Properties properties = new Properties();
      try (Reader reader = Files.newBufferedReader(file)) {
        properties.load(reader);
      } catch (IOException | IllegalArgumentException e) {
        tree.error(
            "FILE_UNREADABLE",
            "propertiesFile",
            "Expected a file of Java properties, but " + file + " is none that can be read.");
      }
      properties.stringPropertyNames().forEach(key -> read.put(key, properties.getProperty(key)));
    }
    return read;
  }

  private @Nullable URI checkpoints() {
    String dir = text("checkpoints.dir", "");
    if (dir.isEmpty()) {
      return null;
    }
    if (WITH_SCHEME.matcher(dir).matches()) {
      try {
        return URI.create(dir);
      } catch (IllegalArgumentException e) {
        tree.error(
            "NO_PATH", "checkpoints.dir", "Expected a path or a URI, but found '" + dir + "'.");
        return null;
      }
    }
    return path("checkpoints.dir", dir).toUri();
  }

  /** A path or a {@code file:} URI. */
  private Path path(String place, String value) {
    try {
      return value.startsWith("file:") ? Path.of(URI.create(value)) : tree.resolve(place, value);
    } catch (IllegalArgumentException e) {
      tree.error(
          "NO_PATH",
          place,
          "Expected a path or a file: URI, but found '"
              + value
              + "'"
              + (e instanceof InvalidPathException bad ? ": " + bad.getReason() + "." : "."));
      return NOWHERE;
    }
  }

  private Path requiredPath(String place) {
    String value = required(place);
    return value.isBlank() ? NOWHERE : path(place, value);
  }

  private String required(String place) {
    String value = text(place, "");
    if (value.isBlank() && tree.isComplete()) {
      tree.error("MISSING_KEY", place, "Expected a value, but there is none.");
    }
    return value;
  }

  private String text(String place, String otherwise) {
    JsonNode value = tree.get(place);
    return value == null ? otherwise : value.asText();
  }

  private boolean flag(String place, boolean otherwise) {
    JsonNode value = tree.get(place);
    if (value == null) {
      return otherwise;
    }
    if (!value.isBoolean()) {
      tree.error(
          "NO_BOOLEAN", place, "Expected true or false, but found '" + value.asText() + "'.");
    }
    return value.asBoolean();
  }

  private int number(String place, int otherwise, int least, int most) {
    JsonNode value = tree.get(place);
    if (value == null) {
      return otherwise;
    }
    if (!value.isInt() || value.intValue() < least || value.intValue() > most) {
      tree.error(
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

  private Duration duration(String place, Duration otherwise) {
    JsonNode value = tree.get(place);
    if (value == null) {
      return otherwise;
    }
    OptionalLong millis = Durations.millis(value.asText());
    if (millis.isEmpty()) {
      tree.error(
          "NO_DURATION",
          place,
          "Expected a duration such as 10s or PT10S, but found '" + value.asText() + "'.");
      return otherwise;
    }
    return Duration.ofMillis(millis.getAsLong());
  }
}
