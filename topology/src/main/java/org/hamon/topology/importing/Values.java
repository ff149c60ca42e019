// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.importing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hamon.topology.Asset;
import org.hamon.topology.AssetState;
import org.hamon.topology.Buffer;
import org.hamon.topology.Dependency;
import org.hamon.topology.DependencyType;
import org.hamon.topology.Link;
import org.hamon.topology.Name;
import org.hamon.topology.Region;
import org.jspecify.annotations.Nullable;

/** The parts of a topology as keys and texts, without those that are the default. */
final class Values {

  static final List<String> ASSET =
      List.of(
          "id",
          "name",
          "sector",
          "kind",
          "region",
          "operator",
          "people",
          "lat",
          "lon",
          "source",
          "every",
          "substitutability");
  static final List<String> DEPENDENCY =
      List.of(
          "id",
          "provider",
          "dependent",
          "type",
          "group",
          "needs",
          "strength",
          "buffer.p10",
          "buffer.p50",
          "buffer.p90",
          "trigger.state",
          "trigger.condition",
          "restart",
          "recovery",
          "evidence");
  static final List<String> DEPENDENCY_OR_BUFFER =
      Stream.concat(Stream.of("buffer"), DEPENDENCY.stream()).toList();
  static final List<String> LINK = List.of("id", "a", "b", "closed");

  private Values() {}

  static Map<String, Object> of(Region region) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("id", region.id());
    Name name = region.name();
    if (name != null && name.ja() == null) {
      values.put("name", name.text());
    } else if (name != null) {
      Map<String, Object> languages = new LinkedHashMap<>();
      put(languages, "en", name.en());
      put(languages, "ja", name.ja());
      values.put("name", languages);
    }
    put(values, "timeZone", region.timeZone());
    put(values, "people", region.people() == 0 ? null : Long.toString(region.people()));
    return values;
  }

  static Map<String, Object> of(Asset asset) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("id", asset.id());
    put(values, "name", asset.name().equals(asset.id()) ? null : asset.name());
    values.put("sector", asset.sector());
    put(values, "kind", asset.kind());
    put(values, "region", asset.region());
    put(values, "operator", asset.operator());
    put(values, "people", asset.people() == 0 ? null : asset.people());
    put(values, "lat", asset.lat());
    put(values, "lon", asset.lon());
    put(values, "source", asset.source() ? true : null);
    put(values, "every", duration(asset.everyMillis()));
    put(
        values,
        "substitutability",
        asset.substitutability() == 0 ? null : asset.substitutability());
    return values;
  }

  static Map<String, Object> of(Dependency d, Optional<String> evidence) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("id", d.id());
    values.put("provider", d.provider());
    values.put("dependent", d.dependent());
    boolean physical = d.type() == DependencyType.PHYSICAL;
    put(values, "type", physical ? null : d.type().name().toLowerCase(Locale.ROOT));
    put(values, "group", d.group());
    put(values, "needs", d.needs() == 1 ? null : d.needs());
    put(values, "strength", d.strength() == 1 ? null : d.strength());
    Buffer buffer = d.buffer();
    if (buffer != null) {
      values.put("buffer.p10", buffer.p10Millis() + "ms");
      values.put("buffer.p50", buffer.p50Millis() + "ms");
      values.put("buffer.p90", buffer.p90Millis() + "ms");
    }
    AssetState state = d.trigger().state();
    put(
        values,
        "trigger.state",
        state == null || state == AssetState.STOPPED ? null : state.word());
    put(values, "trigger.condition", d.trigger().condition());
    put(values, "restart", d.manualRestart() ? "manual" : null);
    put(values, "recovery", duration(d.recoveryMillis()));
    put(values, "evidence", evidence.orElse(null));
    return values;
  }

  static Map<String, Object> of(Link link) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("id", link.id());
    values.put("a", link.a());
    values.put("b", link.b());
    put(values, "closed", link.closed() ? null : false);
    return values;
  }

  private static @Nullable String duration(long millis) {
    return millis == 0 ? null : millis + "ms";
  }

  private static void put(Map<String, Object> values, String key, @Nullable Object value) {
    if (value != null) {
      values.put(key, value);
    }
  }

  /** The same with what has a dot in its key below a key of its own. */
  static Map<String, Object> nested(Map<String, Object> values) {
    Map<String, Object> nested = new LinkedHashMap<>();
    Map<String, Map<String, Object>> below = new LinkedHashMap<>();
    values.forEach(
        (key, value) -> {
          int dot = key.indexOf('.');
          if (dot < 0) {
            nested.put(key, value);
          } else {
            Map<String, Object> group =
                below.computeIfAbsent(key.substring(0, dot), k -> new LinkedHashMap<>());
            group.put(key.substring(dot + 1), value);
            nested.put(key.substring(0, dot), group);
          }
        });
    return nested;
  }
}
