// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hamon.topology.Forecast.Impact;
import org.hamon.topology.Graph;
import org.hamon.topology.analysis.BlastRadius;

/**
 * What goes with one vendor, operator or place.
 *
 * @param impacts the forecast, with the failures at time 0
 */
record BlastView(Graph graph, BlastRadius blast, List<Impact> impacts) implements TopologyView {

  private record Forecasted(double expected, long first) {}

  @Override
  public ObjectNode json() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("kind", kind());
    node.put("id", blast.origin().id());
    Map<String, Forecasted> forecasts = forecasts();
    ArrayNode sectors = node.putArray("sectors");
    for (BlastRadius.Sector s : blast.sectors()) {
      ObjectNode one = sectors.addObject();
      one.put("sector", s.sector());
      one.put("failing", s.failing());
      one.put("losing", s.losing());
      one.put("of", s.of());
      one.put("people", s.people());
      Forecasted forecast = forecasts.get(s.sector());
      if (forecast != null) {
        one.put("expectedLosing", Math.round(forecast.expected() * 1_000) / 1_000.0);
        one.put("firstAfterSeconds", forecast.first() / 1_000.0);
      }
    }
    blast.failing().forEach(node.putArray("failing")::add);
    blast.losing().forEach(node.putArray("losing")::add);
    blast.atOnce().forEach(node.putArray("stopped")::add);
    return node;
  }

  @Override
  public List<String> lines(int top) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "If "
            + kind()
            + " "
            + blast.origin().id()
            + " fails: "
            + Text.count(blast.failing().size(), "asset")
            + " out, "
            + blast.losing().size()
            + " more lose service if it lasts, "
            + blast.atOnce().size()
            + " of them at once.");
    lines.add("");
    Map<String, Forecasted> forecasts = forecasts();
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("sector", "assets", "out", "lose", "expected", "people", "first after (p10)"));
    for (BlastRadius.Sector s : blast.sectors()) {
      Forecasted forecast = forecasts.get(s.sector());
      rows.add(
          List.of(
              s.sector(),
              Integer.toString(s.of()),
              Integer.toString(s.failing()),
              Integer.toString(s.losing()),
              forecast == null ? "" : String.format(Locale.ROOT, "%.1f", forecast.expected()),
              ImpactReport.people(s.people()),
              forecast == null ? "" : ImpactReport.lead(forecast.first())));
    }
    lines.addAll(Text.table(rows));
    lines.add("");
    lines.add(
        "lose: would lose service if it lasts, however long buffers are; expected: within 72 h,"
            + " weighted by likelihood.");
    return lines;
  }

  private String kind() {
    return blast.origin().kind().name().toLowerCase(Locale.ROOT);
  }

  private Map<String, Forecasted> forecasts() {
    Map<String, Forecasted> forecasts = new HashMap<>();
    for (Impact impact : impacts) {
      forecasts.merge(
          graph.asset(impact.asset()).orElseThrow().sector(),
          new Forecasted(impact.likelihood(), impact.p10()),
          (a, b) -> new Forecasted(a.expected() + b.expected(), Math.min(a.first(), b.first())));
    }
    return forecasts;
  }
}
