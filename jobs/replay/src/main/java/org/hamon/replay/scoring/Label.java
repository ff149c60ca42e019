// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay.scoring;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one incident: that a sector failed or degraded somewhere at a time, or that it
 * was not affected at all (contract, section 5).
 *
 * @param at epoch milliseconds; {@link Long#MIN_VALUE} where {@code kind} is UNAFFECTED
 * @param asset the asset concerned, where the record names one
 * @param text what happened, in words, where the record says so
 */
public record Label(
    String incident,
    String sector,
    @Nullable String region,
    @Nullable String asset,
    long at,
    Kind kind,
    @Nullable String pattern,
    @Nullable String text) {

  /** What the record says of the sector. */
  public enum Kind {
    FAIL,
    DEGRADE,
    UNAFFECTED
  }

  /** By time, then sector. */
  public static final Comparator<Label> ORDER =
      Comparator.comparingLong(Label::at).thenComparing(Label::sector);

  private static final ObjectMapper JSON = new ObjectMapper();

  public Label {
    requireNonNull(incident, "incident");
    requireNonNull(sector, "sector");
    requireNonNull(kind, "kind");
  }

  /**
   * Reads a labels file, one JSON object a line; empty lines are allowed.
   *
   * @throws InvalidLabelException naming file and line if a line is no label
   */
  public static List<Label> read(Path file) throws IOException {
    List<Label> labels = new ArrayList<>();
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      number++;
      if (!line.isBlank()) {
        try {
          labels.add(parse(line));
        } catch (InvalidLabelException e) {
          throw new InvalidLabelException(file + ":" + number + ": " + e.getMessage());
        }
      }
    }
    labels.sort(ORDER);
    return List.copyOf(labels);
  }

  /**
   * Reads one line.
   *
   * @throws InvalidLabelException if it is no label
   */
  public static Label parse(String line) {
    JsonNode node;
    try {
      node = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new InvalidLabelException("Expected a JSON object, but " + e.getOriginalMessage());
    }
    if (node == null || !node.isObject()) {
      throw new InvalidLabelException("Expected a JSON object, but found '" + line.strip() + "'");
    }
    String incident = required(node, "incident");
    String sector = required(node, "sector");
    if (node.path("unaffected").asBoolean(false)) {
      return new Label(
          incident,
          sector,
          optional(node, "region"),
          null,
          Long.MIN_VALUE,
          Kind.UNAFFECTED,
          null,
          optional(node, "row"));
    }
    return new Label(
        incident,
        sector,
        optional(node, "region"),
        optional(node, "asset"),
        time(required(node, "at")),
        kind(required(node, "kind")),
        optional(node, "pattern"),
        optional(node, "row"));
  }

  private static Kind kind(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "fail" -> Kind.FAIL;
      case "degrade" -> Kind.DEGRADE;
      default ->
          throw new InvalidLabelException(
              "Expected 'kind' to be fail or degrade, but found '" + word + "'");
    };
  }

  private static long time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant().toEpochMilli();
    } catch (DateTimeException e) {
      throw new InvalidLabelException(
          "Expected 'at' to be a time with offset such as 2018-09-06T07:00:00+09:00, but found '"
              + text
              + "'");
    }
  }

  private static String required(JsonNode node, String key) {
    String value = optional(node, key);
    if (value == null) {
      throw new InvalidLabelException("Expected '" + key + "', but there is none");
    }
    return value;
  }

  private static @Nullable String optional(JsonNode node, String key) {
    JsonNode value = node.get(key);
    return value == null || value.isNull() ? null : value.asText();
  }
}
