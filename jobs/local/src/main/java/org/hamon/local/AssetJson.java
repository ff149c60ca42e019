// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.hamon.topology.Buffer;
import org.hamon.topology.Dependency;
import org.hamon.topology.ServiceLevel;

/** One asset and what is around it, for a program. */
final class AssetJson {
  private AssetJson() {}

  static ObjectNode of(AssetView view) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("asset", view.asset().id());
    node.put("name", view.asset().name());
    node.put("sector", view.asset().sector());
    node.put("kind", view.asset().kind());
    node.put("region", view.asset().region());
    node.put("operator", view.asset().operator());
    node.put("people", view.asset().people());
    node.put("source", view.asset().source());
    ArrayNode groups = node.putArray("groups");
    for (AssetView.Group group : view.groups()) {
      ObjectNode one = groups.addObject();
      one.put("group", group.name());
      one.put("needs", group.needs());
      one.put("spare", group.spare());
      ArrayNode providers = one.putArray("providers");
      group.members().forEach(d -> write(providers.addObject(), view, d, d.provider()));
    }
    ArrayNode dependents = node.putArray("dependents");
    view.graph()
        .dependentsOf(view.asset().id())
        .forEach(d -> write(dependents.addObject(), view, d, d.dependent()));
    ArrayNode links = node.putArray("links");
    view.links()
        .forEach(
            l ->
                links
                    .addObject()
                    .put("id", l.id())
                    .put("to", view.other(l))
                    .put("closed", l.closed()));
    ArrayNode levels = node.putArray("conditions");
    view.graph().levelsOf(view.asset()).stream().map(ServiceLevel::id).forEach(levels::add);
    ArrayNode losing = node.putArray("losingWithoutIt");
    view.losing().forEach(losing::add);
    node.put("upstream", view.graph().ancestors(view.asset().id(), view.graph().hopLimit()).size());
    node.put(
        "downstream", view.graph().descendants(view.asset().id(), view.graph().hopLimit()).size());
    return node;
  }

  private static void write(ObjectNode node, AssetView view, Dependency d, String other) {
    node.put("id", d.id());
    node.put("asset", other);
    node.put("sector", view.sector(other));
    node.put("type", AssetView.type(d));
    node.put("strength", d.strength());
    Buffer buffer = d.buffer();
    if (buffer != null) {
      node.putObject("bufferSeconds")
          .put("p10", buffer.p10Millis() / 1_000.0)
          .put("p50", buffer.p50Millis() / 1_000.0)
          .put("p90", buffer.p90Millis() / 1_000.0);
    }
    node.put("trigger", AssetView.trigger(d.trigger()));
    node.put("restart", d.manualRestart() ? "manual" : "automatic");
    node.put("recoverySeconds", d.recoveryMillis() / 1_000.0);
  }
}
