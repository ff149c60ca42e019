// SPDX-License-Identifier: Apache-2.0
package org.hamon.local.picture;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.Map;
import org.hamon.topology.AssetState;

/**
 * How a sector stands, as a line of {@code sector-health} tells it (contract, section 4).
 *
 * @param region {@code *} for the nation
 * @param index 0 to 100
 * @param known share of the sector that is heard of, 0 to 1
 * @param counts of assets in each state; a state without assets may be absent
 * @param at event time, epoch milliseconds
 */
record Health(
    String lane,
    String sector,
    String region,
    double index,
    double known,
    String level,
    Map<AssetState, Integer> counts,
    long at) {

  static final String NATION = "*";

  private static final String ACTUAL = "actual";
  private static final ObjectMapper JSON = new ObjectMapper();

  Health {
    requireNonNull(sector, "sector");
    requireNonNull(level, "level");
    counts = Map.copyOf(counts);
  }

  /** Reads a line of {@code sector-health}. */
  static Health parse(String line) {
    JsonNode node;
    try {
      node = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "Expected a sector's health, but " + e.getOriginalMessage(), e);
    }
    Map<AssetState, Integer> counts = new EnumMap<>(AssetState.class);
    node.path("counts")
        .properties()
        .forEach(
            count ->
                AssetState.of(count.getKey())
                    .ifPresent(state -> counts.put(state, count.getValue().asInt())));
    return new Health(
        node.path("lane").asText(ACTUAL),
        node.path("sector").asText(),
        node.path("region").asText(),
        node.path("index").asDouble(),
        node.path("known").asDouble(),
        node.path("level").asText(),
        counts,
        OffsetDateTime.parse(node.path("at").asText()).toInstant().toEpochMilli());
  }

  /** Whether it is that of the whole nation, in the lane of what really happens. */
  boolean isOfNation() {
    return region.equals(NATION) && lane.equals(ACTUAL);
  }

  int count(AssetState state) {
    return counts.getOrDefault(state, 0);
  }

  int assets() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }
}
