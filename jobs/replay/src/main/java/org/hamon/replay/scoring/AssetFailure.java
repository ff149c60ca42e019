// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay.scoring;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An asset was stopped or unusable, as the job saw it: what any alarm system sees.
 *
 * @param at epoch milliseconds
 * @param until when it was neither any more; {@link Long#MAX_VALUE} if that was not heard
 */
public record AssetFailure(
    String asset, String sector, @Nullable String region, long at, long until) {

  /** By time, then asset. */
  public static final Comparator<AssetFailure> ORDER =
      Comparator.comparingLong(AssetFailure::at).thenComparing(AssetFailure::asset);

  private static final Set<String> FAILED = Set.of("stopped", "unusable");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Reads the lines of {@code asset-state} in their order; those of the actual lane count. */
  public static List<AssetFailure> of(Collection<String> lines) {
    List<AssetFailure> failures = new ArrayList<>();
    Map<String, AssetFailure> open = new HashMap<>();
    for (String line : lines) {
      JsonNode node = parse(line);
      if (!node.path("lane").asText().equals("actual")) {
        continue;
      }
      String asset = node.path("asset").asText();
      long at = OffsetDateTime.parse(node.path("at").asText()).toInstant().toEpochMilli();
      boolean failed = FAILED.contains(node.path("state").asText());
      AssetFailure before = open.get(asset);
      if (failed && before == null) {
        open.put(
            asset,
            new AssetFailure(
                asset,
                node.path("sector").asText(),
                node.hasNonNull("region") ? node.get("region").asText() : null,
                at,
                Long.MAX_VALUE));
      } else if (!failed && before != null) {
        failures.add(before.endedAt(at));
        open.remove(asset);
      }
    }
    failures.addAll(open.values());
    failures.sort(ORDER);
    return List.copyOf(failures);
  }

  private AssetFailure endedAt(long time) {
    return new AssetFailure(asset, sector, region, at, time);
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "Expected a change of an asset, but " + e.getOriginalMessage(), e);
    }
  }
}
