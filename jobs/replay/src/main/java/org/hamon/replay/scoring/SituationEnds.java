// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay.scoring;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which situations there were, and when each ended; collected from the lines of the output. */
public final class SituationEnds {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Set<String> known = new TreeSet<>();
  private final Set<String> merged = new TreeSet<>();
  private final Map<String, String> successors = new HashMap<>();
  private final Map<String, Long> ends = new HashMap<>();

  /** Takes in a line of {@code situations}. */
  public void take(String line) {
    JsonNode node;
    try {
      node = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Expected a situation, but " + e.getOriginalMessage(), e);
    }
    String id = node.path("id").asText();
    known.add(id);
    String status = node.path("status").asText();
    if (!status.equals("open")) {
      long at = OffsetDateTime.parse(node.path("at").asText()).toInstant().toEpochMilli();
      ends.merge(id, at, Math::min);
      String successor = node.path("successor").asText();
      if (!successor.isEmpty()) {
        merged.add(id);
        successors.put(id, successor);
      }
    }
  }

  /** Takes in a situation that ends then; the last word counts. */
  void ends(String id, long at) {
    known.add(id);
    ends.put(id, at);
  }

  /** Whether the situation has not ended before or at the time. */
  public boolean isOpen(String situation, long at) {
    Long end = ends.get(situation);
    return end == null || end > at;
  }

  /** The situation that took it over in the end; itself if none did. */
  String heir(String situation) {
    Set<String> seen = new HashSet<>();
    String heir = situation;
    while (successors.containsKey(heir) && seen.add(heir)) {
      heir = requireNonNull(successors.get(heir));
    }
    return heir;
  }

  /** When the situation ended, epoch milliseconds. */
  public Optional<Long> end(String situation) {
    return Optional.ofNullable(ends.get(situation));
  }

  /** Those that were not taken over by another. */
  public int count() {
    return known.size() - merged.size();
  }

  /** Those that another took over. */
  public int merged() {
    return merged.size();
  }
}
