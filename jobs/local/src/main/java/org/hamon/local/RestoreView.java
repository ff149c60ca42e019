// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.hamon.topology.analysis.RestorationOrder;
import org.hamon.topology.analysis.RestorationOrder.Step;

/** A suggestion what to repair first. */
record RestoreView(RestorationOrder order) implements TopologyView {

  @Override
  public ObjectNode json() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("lost", order.lost());
    node.put("people", order.people());
    ArrayNode steps = node.putArray("steps");
    for (Step step : order.steps()) {
      ObjectNode one = steps.addObject();
      one.put("asset", step.asset());
      one.put("hours", step.hours());
      one.put("doneAfterHours", step.doneAfterHours());
      one.put("people", step.people());
      one.put("reason", step.reason().name().toLowerCase(Locale.ROOT).replace('_', '-'));
      step.regained().forEach(one.putArray("regained")::add);
    }
    return node;
  }

  @Override
  public List<String> lines(int top) {
    List<String> lines = new ArrayList<>();
    lines.add(
        Text.count(order.lost(), "asset")
            + " with "
            + ImpactReport.people(order.people())
            + " people without service. For one crew:");
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of("", "repair", "takes", "done after", "people", "assets", "still without", "why"));
    long left = order.people();
    int number = 1;
    for (Step step : order.steps()) {
      left -= step.people();
      rows.add(
          List.of(
              Integer.toString(number++),
              step.asset(),
              hours(step.hours()),
              hours(step.doneAfterHours()),
              ImpactReport.people(step.people()),
              Integer.toString(step.regained().size()),
              ImpactReport.people(left),
              why(step)));
    }
    lines.addAll(Text.table(rows));
    lines.add("");
    lines.add(
        "people: get service back with it, added up over assets; buffers are not counted. An advice:"
            + " greedy, not the best of all orders.");
    return lines;
  }

  private static String why(Step step) {
    return switch (step.reason()) {
      case MOST_PER_HOUR ->
          ImpactReport.people(Math.round(step.people() / step.hours())) + " people per hour";
      case TOGETHER -> "with its neighbour here, more per hour than any alone";
      case BLOCKS_MOST -> "gives nothing alone, but blocks the most";
      case NOBODY_WAITS -> "nobody waits for it";
    };
  }

  private static String hours(double hours) {
    return Text.duration(Duration.ofMillis(Math.round(hours * 3_600_000)));
  }
}
