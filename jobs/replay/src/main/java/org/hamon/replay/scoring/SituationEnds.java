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
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which situations there were, where each was thought to have begun, and when it ended; collected
 * from the lines of the output, in their order. One that ended may be opened again.
 */
public final class SituationEnds {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Set<String> known = new TreeSet<>();
  private final Set<String> merged = new TreeSet<>();
  private final Map<String, String> successors = new HashMap<>();

  /** By situation: when it ended (false) or was opened again (true). */
  private final Map<String, NavigableMap<Long, Boolean>> turns = new HashMap<>();

  /** By situation: its candidates for the root, and when each was named first. */
  private final Map<String, Map<String, Long>> roots = new HashMap<>();

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
    long at = OffsetDateTime.parse(node.path("at").asText()).toInstant().toEpochMilli();
    node.path("candidates")
        .forEach(
            root ->
                roots
                    .computeIfAbsent(id, unused -> new TreeMap<>())
                    .merge(root.path("asset").asText(), at, Math::min));
    if (node.path("status").asText().equals("open")) {
      opens(id, at);
      return;
    }
    closes(id, at);
    String successor = node.path("successor").asText();
    if (!successor.isEmpty()) {
      merged.add(id);
      successors.put(id, successor);
    }
  }

  private void opens(String id, long at) {
    NavigableMap<Long, Boolean> its = turns.get(id);
    if (its != null && !its.lastEntry().getValue()) {
      its.put(at, true);
    }
  }

  /** Of ends without an opening between them the first counts. */
  private void closes(String id, long at) {
    NavigableMap<Long, Boolean> its = turns.computeIfAbsent(id, unused -> new TreeMap<>());
    if (its.isEmpty() || its.lastEntry().getValue()) {
      its.put(at, false);
    }
  }

  /** Takes in a situation that ends then; the last word counts. */
  void ends(String id, long at) {
    known.add(id);
    turns.put(id, new TreeMap<>(Map.of(at, false)));
  }

  /** Whether the situation has not ended before or at the time, or was opened again since. */
  public boolean isOpen(String situation, long at) {
    NavigableMap<Long, Boolean> its = turns.get(situation);
    Map.Entry<Long, Boolean> last = its == null ? null : its.floorEntry(at);
    return last == null || last.getValue();
  }

  /** Where it was thought by then to have begun: all candidates, also those given up since. */
  Set<String> roots(String situation, long at) {
    return roots.getOrDefault(situation, Map.of()).entrySet().stream()
        .filter(root -> root.getValue() <= at)
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
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

  /** When the situation ended for good, epoch milliseconds. */
  public Optional<Long> end(String situation) {
    NavigableMap<Long, Boolean> its = turns.get(situation);
    return its == null || its.lastEntry().getValue()
        ? Optional.empty()
        : Optional.of(its.lastKey());
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
