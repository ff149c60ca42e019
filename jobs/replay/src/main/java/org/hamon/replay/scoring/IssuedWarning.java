// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay.scoring;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One revision of a warning as it left the job, with what scoring and reading need of it.
 *
 * @param type {@code alert}, {@code update}, {@code all-clear} or {@code cancel}
 * @param issuedAt event time, epoch milliseconds
 * @param patterns those that matched so far, with their versions
 * @param standsDown whether it says that nothing is left to expect
 */
public record IssuedWarning(
    String id,
    int revision,
    String type,
    String lane,
    String situation,
    String sector,
    List<String> regions,
    long issuedAt,
    String priority,
    String phase,
    String headline,
    List<String> patterns,
    boolean standsDown) {

  /** By time, then id and revision. */
  public static final Comparator<IssuedWarning> ORDER =
      Comparator.comparingLong(IssuedWarning::issuedAt)
          .thenComparing(IssuedWarning::id)
          .thenComparingInt(IssuedWarning::revision);

  private static final ObjectMapper JSON = new ObjectMapper();

  public IssuedWarning {
    requireNonNull(id, "id");
    requireNonNull(type, "type");
    regions = List.copyOf(regions);
    patterns = List.copyOf(patterns);
  }

  /** One that does not stand down. */
  public IssuedWarning(
      String id,
      int revision,
      String type,
      String lane,
      String situation,
      String sector,
      List<String> regions,
      long issuedAt,
      String priority,
      String phase,
      String headline,
      List<String> patterns) {
    this(
        id, revision, type, lane, situation, sector, regions, issuedAt, priority, phase, headline,
        patterns, false);
  }

  /** Reads a line of {@code warnings}. */
  public static IssuedWarning parse(String line) {
    JsonNode node;
    try {
      node = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Expected a warning, but " + e.getOriginalMessage(), e);
    }
    List<String> regions = new ArrayList<>();
    node.path("regions").forEach(region -> regions.add(region.asText()));
    List<String> patterns = new ArrayList<>();
    node.path("patterns").forEach(pattern -> patterns.add(pattern.asText()));
    return new IssuedWarning(
        node.path("id").asText(),
        node.path("revision").asInt(),
        node.path("type").asText(),
        node.path("lane").asText(),
        node.path("situation").asText(),
        node.path("sector").asText(),
        regions,
        OffsetDateTime.parse(node.path("issuedAt").asText()).toInstant().toEpochMilli(),
        node.path("priority").asText(),
        node.path("phase").asText(),
        node.path("headline").asText(),
        patterns,
        node.path("standDown").asBoolean());
  }

  /** Whether it warns, rather than ends a warning. */
  public boolean warns() {
    return type.equals("alert") || type.equals("update");
  }

  /** Whether it says that there is nothing to reckon with any more. */
  public boolean calms() {
    return standsDown || !warns();
  }

  /** Id and revision: the key to drop repeats by. */
  public String key() {
    return id + "/" + revision;
  }
}
