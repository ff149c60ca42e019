// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.analysis;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.hamon.topology.Asset;
import org.hamon.topology.Buffer;
import org.hamon.topology.Dependency;
import org.hamon.topology.Link;
import org.hamon.topology.Name;
import org.hamon.topology.Region;
import org.hamon.topology.ServiceLevel;
import org.hamon.topology.Sharing;
import org.hamon.topology.Threshold;
import org.hamon.topology.Trigger;
import org.jspecify.annotations.Nullable;

/**
 * Things of a topology in the keys and words of a topology file and of a topology change; what is
 * as usual is left out. Reading it back gives the same thing.
 */
public final class Declared {

  private Declared() {}

  /** An asset. */
  public static ObjectNode json(Asset asset) {
    ObjectNode node = node(asset.id());
    if (!asset.name().equals(asset.id())) {
      node.put("name", asset.name());
    }
    node.put("sector", asset.sector());
    put(node, "kind", asset.kind());
    put(node, "region", asset.region());
    put(node, "operator", asset.operator());
    if (asset.people() != 0) {
      node.put("people", asset.people());
    }
    if (asset.lat() != null && asset.lon() != null) {
      node.put("lat", asset.lat()).put("lon", asset.lon());
    }
    if (asset.source()) {
      node.put("source", true);
    }
    if (asset.everyMillis() != 0) {
      node.put("every", duration(asset.everyMillis()));
    }
    if (asset.substitutability() != 0) {
      node.put("substitutability", asset.substitutability());
    }
    return node;
  }

  /** A dependency. */
  public static ObjectNode json(Dependency d) {
    ObjectNode node = node(d.id());
    node.put("provider", d.provider());
    node.put("dependent", d.dependent());
    node.put("type", d.type().name().toLowerCase(Locale.ROOT));
    put(node, "group", d.group());
    if (d.needs() != 1) {
      node.put("needs", d.needs());
    }
    if (d.strength() != 1) {
      node.put("strength", d.strength());
    }
    Buffer buffer = d.buffer();
    if (buffer != null && buffer.isFixed()) {
      node.put("buffer", duration(buffer.p50Millis()));
    } else if (buffer != null) {
      node.putObject("buffer")
          .put("p10", duration(buffer.p10Millis()))
          .put("p50", duration(buffer.p50Millis()))
          .put("p90", duration(buffer.p90Millis()));
    }
    if (!d.trigger().equals(Trigger.OUT)) {
      ObjectNode trigger = node.putObject("trigger");
      put(trigger, "state", d.trigger().state() == null ? null : d.trigger().state().word());
      put(trigger, "condition", d.trigger().condition());
    }
    if (d.manualRestart()) {
      node.put("restart", "manual");
    }
    if (d.recoveryMillis() != 0) {
      node.put("recovery", duration(d.recoveryMillis()));
    }
    return node;
  }

  /** A link. */
  public static ObjectNode json(Link link) {
    ObjectNode node = node(link.id()).put("a", link.a()).put("b", link.b());
    if (!link.closed()) {
      node.put("closed", false);
    }
    return node;
  }

  /** A service level. */
  static ObjectNode json(ServiceLevel level) {
    ObjectNode node = node(level.id()).put("sector", level.sector()).put("metric", level.metric());
    put(node, "kind", level.kind());
    put(node, "asset", level.asset());
    put(node, "unit", level.unit());
    put(node, "degraded", level.degraded());
    put(node, "unusable", level.unusable());
    put(node, "stopped", level.stopped());
    if (level.holdMillis() != 0) {
      node.put("hold", duration(level.holdMillis()));
    }
    if (level.deadband() != 0) {
      node.put("deadband", level.deadband());
    }
    return node;
  }

  /** What a community may be told. */
  static ObjectNode json(Sharing sharing) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("sector", sharing.sector());
    put(node, "community", sharing.community());
    return node.put("live", sharing.live())
        .put("ceiling", sharing.ceiling())
        .put("derived", sharing.derived());
  }

  /** A region. */
  static ObjectNode json(Region region) {
    ObjectNode node = node(region.id());
    Name name = region.name();
    if (name != null && name.ja() == null) {
      put(node, "name", name.en());
    } else if (name != null) {
      ObjectNode languages = node.putObject("name");
      put(languages, "en", name.en());
      put(languages, "ja", name.ja());
    }
    put(node, "timeZone", region.timeZone());
    if (region.people() != 0) {
      node.put("people", region.people());
    }
    return node;
  }

  private static ObjectNode node(String id) {
    return JsonNodeFactory.instance.objectNode().put("id", id);
  }

  private static void put(ObjectNode node, String key, @Nullable String value) {
    if (value != null) {
      node.put(key, value);
    }
  }

  private static void put(ObjectNode node, String key, @Nullable Threshold threshold) {
    if (threshold != null) {
      ObjectNode below = node.putObject(key);
      if (threshold.below() != null) {
        below.put("below", threshold.below());
      }
      if (threshold.above() != null) {
        below.put("above", threshold.above());
      }
    }
  }

  /** In the largest unit that says it exactly: {@code 4h}, {@code 90m}, {@code 1500ms}. */
  static String duration(long millis) {
    if (millis % 86_400_000 == 0 && millis > 0) {
      return millis / 86_400_000 + "d";
    }
    if (millis % 3_600_000 == 0 && millis > 0) {
      return millis / 3_600_000 + "h";
    }
    if (millis % 60_000 == 0 && millis > 0) {
      return millis / 60_000 + "m";
    }
    return millis % 1_000 == 0 ? millis / 1_000 + "s" : millis + "ms";
  }
}
