// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.hamon.topology.Topology;
import org.hamon.topology.analysis.Criticality;
import org.hamon.topology.analysis.DiffMeaning;
import org.hamon.topology.analysis.TopologyDiff;
import org.hamon.topology.analysis.TopologyDiff.Difference;
import org.hamon.topology.analysis.TopologyDiff.Sort;

/** What differs between two topologies, and what that means. */
record DiffView(Topology a, Topology b, TopologyDiff diff, DiffMeaning meaning)
    implements TopologyView {

  @Override
  public ObjectNode json() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.putObject("a").put("topology", a.id()).put("version", a.version());
    node.putObject("b").put("topology", b.id()).put("version", b.version());
    ArrayNode differences = node.putArray("differences");
    for (Difference d : diff.differences()) {
      ObjectNode one = differences.addObject();
      one.put("what", d.isAdded() ? "added" : d.isRemoved() ? "removed" : "changed");
      one.put("sort", d.sort().word());
      one.put("id", d.id());
      if (!d.isAdded()) {
        one.set("before", d.before());
      }
      if (!d.isRemoved()) {
        one.set("after", d.after());
      }
      ArrayNode fields = one.putArray("fields");
      d.fields().forEach(field -> fields.add(field.name()));
    }
    ObjectNode single = node.putObject("singlePoints");
    write(single.putArray("appearing"), meaning.appearing());
    write(single.putArray("vanishing"), meaning.vanishing());
    ArrayNode shifts = node.putArray("peopleBehind");
    meaning
        .shifts()
        .forEach(
            s ->
                shifts
                    .addObject()
                    .put("asset", s.asset())
                    .put("before", s.before())
                    .put("after", s.after()));
    ArrayNode soles = node.putArray("soleProviders");
    for (DiffMeaning.Sole sole : meaning.dependents()) {
      ObjectNode one = soles.addObject().put("dependent", sole.dependent());
      sole.appearing().forEach(one.putArray("appearing")::add);
      sole.vanishing().forEach(one.putArray("vanishing")::add);
      one.put("lostRedundancy", sole.lostRedundancy());
    }
    return node;
  }

  private static void write(ArrayNode array, List<Criticality> points) {
    points.forEach(
        c ->
            array
                .addObject()
                .put("asset", c.asset().id())
                .put("losing", c.losing())
                .put("peopleBehind", c.peopleBehind()));
  }

  @Override
  public List<String> lines(int top) {
    if (diff.differences().isEmpty()) {
      return List.of("No difference.");
    }
    List<String> lines = new ArrayList<>(Text.table(countRows()));
    lines.add("");
    diff.differences().stream().limit(top).forEach(d -> lines.add(line(d)));
    more(lines, diff.differences().size(), top);
    section(
        lines,
        "New single points of failure: others lose service if it alone fails",
        meaning.appearing().stream().map(DiffView::point).toList(),
        top);
    section(
        lines,
        "No longer single points of failure",
        meaning.vanishing().stream().map(DiffView::point).toList(),
        top);
    soles(
        lines,
        "Lost redundancy: hangs on one provider alone now",
        top,
        DiffMeaning.Sole::lostRedundancy);
    soles(
        lines,
        "Hangs on a new provider alone",
        top,
        sole -> !sole.appearing().isEmpty() && !sole.lostRedundancy());
    section(
        lines,
        "Hangs no longer on one provider alone",
        meaning.dependents().stream()
            .filter(sole -> !sole.vanishing().isEmpty())
            .map(sole -> sole.dependent() + ": " + String.join(", ", sole.vanishing()))
            .toList(),
        top);
    section(
        lines,
        "People behind",
        meaning.shifts().stream()
            .map(
                s ->
                    s.asset()
                        + ": "
                        + ImpactReport.people(s.before())
                        + " -> "
                        + ImpactReport.people(s.after()))
            .toList(),
        top);
    return lines;
  }

  private List<List<String>> countRows() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("", "added", "removed", "changed"));
    for (Sort sort : Sort.values()) {
      int[] counts = diff.counts(sort);
      if (counts[0] + counts[1] + counts[2] > 0) {
        rows.add(
            List.of(
                sort.word(),
                Integer.toString(counts[0]),
                Integer.toString(counts[1]),
                Integer.toString(counts[2])));
      }
    }
    return rows;
  }

  private static String line(Difference d) {
    String thing = d.sort().word() + " " + d.id();
    if (d.isAdded()) {
      return "+ " + thing + ": " + plain(d.after());
    }
    if (d.isRemoved()) {
      return "- " + thing + ": " + plain(d.before());
    }
    return "~ "
        + thing
        + ": "
        + d.fields().stream()
            .map(f -> f.name() + " " + given(f.before()) + " -> " + given(f.after()))
            .collect(Collectors.joining("; "));
  }

  private static String given(String value) {
    return value.isEmpty() ? "(not given)" : value;
  }

  /** All but the id, which stands before it. */
  private static String plain(ObjectNode declared) {
    List<String> fields = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : declared.properties()) {
      if (!field.getKey().equals("id")) {
        JsonNode value = field.getValue();
        fields.add(field.getKey() + " " + (value.isTextual() ? value.asText() : value.toString()));
      }
    }
    return String.join(", ", fields);
  }

  private static String point(Criticality c) {
    return c.asset().id()
        + ": "
        + Text.count(c.losing() - 1, "other asset")
        + ", "
        + ImpactReport.people(c.peopleBehind())
        + " people behind";
  }

  private void soles(List<String> lines, String title, int top, Predicate<DiffMeaning.Sole> which) {
    section(
        lines,
        title,
        meaning.dependents().stream()
            .filter(which)
            .map(sole -> sole.dependent() + ": " + String.join(", ", sole.appearing()))
            .toList(),
        top);
  }

  private static void section(List<String> lines, String title, List<String> entries, int top) {
    if (!entries.isEmpty()) {
      lines.add("");
      lines.add(title + " (" + entries.size() + "):");
      entries.stream().limit(top).forEach(entry -> lines.add("  " + entry));
      more(lines, entries.size(), top);
    }
  }

  private static void more(List<String> lines, int size, int top) {
    if (size > top) {
      lines.add("  ... and " + (size - top) + " more; --top 0 shows all.");
    }
  }
}
