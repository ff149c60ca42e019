// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.hamon.topology.Asset;
import org.hamon.topology.analysis.Criticality;
import org.hamon.topology.analysis.WeakPoint;

/** The whole of a topology, for a program; the keys stand in {@code docs/commands.md}. */
final class OverviewJson {
  private OverviewJson() {}

  static ObjectNode of(OverviewView view) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("topology", view.graph().topology().id());
    node.put("version", view.graph().topology().version());
    node.put("assets", view.graph().size());
    node.put("dependencies", view.graph().dependencies().size());
    node.put("links", view.graph().links().size());
    node.put("people", OverviewView.people(view.graph().assets()));
    ArrayNode sectors = node.putArray("sectors");
    for (String sector : view.matrix().sectors()) {
      List<Asset> assets = view.of(sector);
      ObjectNode one = sectors.addObject().put("sector", sector).put("assets", assets.size());
      one.put("people", OverviewView.people(assets));
      one.put("sources", assets.stream().filter(Asset::source).count());
      ObjectNode kinds = one.putObject("kinds");
      OverviewView.kinds(assets).forEach(kinds::put);
    }
    ObjectNode types = node.putObject("types");
    view.types().forEach(types::put);
    ObjectNode regions = node.putObject("regions");
    view.regions().forEach(regions::put);
    ArrayNode cells = node.putArray("matrix");
    view.matrix()
        .cells()
        .forEach(
            (provider, row) ->
                row.forEach(
                    (dependent, cell) ->
                        cells
                            .addObject()
                            .put("provider", provider)
                            .put("dependent", dependent)
                            .put("dependencies", cell.dependencies())
                            .put("dependents", cell.dependents())
                            .put("people", cell.people())
                            .put("share", cell.share())
                            .put("required", cell.required())));
    ArrayNode ranked = node.putArray("critical");
    view.critical().all().forEach(c -> write(ranked.addObject(), c));
    node.put("criticalComplete", view.critical().complete());
    node.put("betweennessExact", view.critical().exactBetweenness());
    ArrayNode points = node.putArray("weakPoints");
    view.weakPoints().forEach(w -> write(points.addObject(), w));
    return node;
  }

  private static void write(ObjectNode node, Criticality c) {
    node.put("asset", c.asset().id());
    node.put("sector", c.asset().sector());
    node.put("losing", c.losing());
    node.put("peopleBehind", c.peopleBehind());
    node.put("sectorsLosing", c.sectorsLosing());
    node.put("downstream", c.downstream());
    node.put("peopleDownstream", c.peopleDownstream());
    node.put("betweenness", c.betweenness());
  }

  private static void write(ObjectNode node, WeakPoint w) {
    node.put("asset", w.asset().id());
    node.put("sector", w.asset().sector());
    node.put("acrossSectors", w.isAcrossSectors());
    ArrayNode parts = node.putArray("parts");
    for (WeakPoint.Part part : w.parts()) {
      ObjectNode one = parts.addObject().put("assets", part.assets()).put("people", part.people());
      part.sectors().forEach(one.putArray("sectors")::add);
    }
  }
}
