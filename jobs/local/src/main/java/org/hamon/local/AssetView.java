// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.hamon.topology.Asset;
import org.hamon.topology.Buffer;
import org.hamon.topology.Dependency;
import org.hamon.topology.Graph;
import org.hamon.topology.GroundedService;
import org.hamon.topology.Link;
import org.hamon.topology.ServiceLevel;
import org.hamon.topology.Trigger;
import org.jspecify.annotations.Nullable;

/** One asset and what is around it. */
record AssetView(Graph graph, Asset asset) implements TopologyView {

  /** Providers that stand in for each other. */
  record Group(String name, List<Dependency> members) {
    int needs() {
      int most = members.stream().mapToInt(Dependency::needs).max().orElse(1);
      return Math.min(most, members.size());
    }

    int spare() {
      return members.size() - needs();
    }
  }

  @Override
  public ObjectNode json() {
    return AssetJson.of(this);
  }

  @Override
  public List<String> lines(int top) {
    List<String> lines = new ArrayList<>();
    lines.add(asset.id() + ": " + asset.name());
    lines.add(facts());
    Set<String> losing = losing();
    long people =
        losing.stream().mapToLong(id -> graph.asset(id).map(Asset::people).orElse(0L)).sum();
    lines.add(
        losing.isEmpty()
            ? "If it alone fails, nobody else loses service."
            : "If it alone fails and stays out, "
                + Text.count(losing.size(), "other asset")
                + " with "
                + ImpactReport.people(people)
                + " people lose service.");
    lines.add("");
    List<Group> groups = groups();
    lines.add(groups.isEmpty() ? "It depends on nothing." : "It depends on:");
    if (!groups.isEmpty()) {
      lines.addAll(Text.table(providerRows(groups)));
    }
    lines.add("");
    List<Dependency> dependents = graph.dependentsOf(asset.id());
    lines.add(
        dependents.isEmpty()
            ? "Nothing depends on it."
            : "On it depend (" + dependents.size() + "):");
    if (!dependents.isEmpty()) {
      lines.addAll(Text.table(dependentRows(dependents, top)));
      if (dependents.size() > top) {
        lines.add("... and " + (dependents.size() - top) + " more; --top 0 shows all.");
      }
    }
    List<Link> links = links();
    if (!links.isEmpty()) {
      lines.add("");
      lines.add("Links:");
      links.forEach(
          l -> lines.add("  " + other(l) + (l.closed() ? "" : " (open)") + "  [" + l.id() + "]"));
    }
    return lines;
  }

  private String facts() {
    List<String> facts = new ArrayList<>(List.of(asset.sector()));
    if (asset.kind() != null) {
      facts.add(asset.kind());
    }
    if (asset.region() != null) {
      facts.add(asset.region());
    }
    if (asset.operator() != null) {
      facts.add("run by " + asset.operator());
    }
    if (asset.people() > 0) {
      facts.add(ImpactReport.people(asset.people()) + " people");
    }
    if (asset.source()) {
      facts.add("a source");
    }
    List<String> levels = graph.levelsOf(asset).stream().map(ServiceLevel::id).toList();
    if (!levels.isEmpty()) {
      facts.add("conditions " + String.join(" ", levels));
    }
    return String.join(", ", facts);
  }

  private List<List<String>> providerRows(List<Group> groups) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("group", "provider", "sector", "type", "strength", "buffer", "trigger"));
    for (Group group : groups) {
      String label =
          group.spare() == 0
              ? group.name() + " (none spare)"
              : group.name() + " (" + group.needs() + " of " + group.members().size() + ")";
      for (Dependency d : group.members()) {
        rows.add(
            List.of(
                label,
                d.provider(),
                sector(d.provider()),
                type(d),
                strength(d),
                buffer(d.buffer()),
                trigger(d.trigger())));
        label = "";
      }
    }
    return rows;
  }

  private List<List<String>> dependentRows(List<Dependency> dependents, int top) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("dependent", "sector", "people", "type", "strength", "buffer", "stands in"));
    dependents.stream()
        .limit(top)
        .forEach(
            d -> {
              Asset dependent = graph.asset(d.dependent()).orElseThrow();
              rows.add(
                  List.of(
                      d.dependent(),
                      dependent.sector(),
                      ImpactReport.people(dependent.people()),
                      type(d),
                      strength(d),
                      buffer(d.buffer()),
                      standIns(d)));
            });
    return rows;
  }

  private String standIns(Dependency d) {
    String group = d.group();
    if (group == null) {
      return "nobody";
    }
    List<String> others =
        graph.providersOf(d.dependent()).stream()
            .filter(other -> group.equals(other.group()) && !other.id().equals(d.id()))
            .map(Dependency::provider)
            .toList();
    return others.isEmpty() ? "nobody" : Text.cut(String.join(", ", others), 40);
  }

  List<Group> groups() {
    Map<String, List<Dependency>> groups = new LinkedHashMap<>();
    for (Dependency d : graph.providersOf(asset.id())) {
      String name = d.group() == null ? d.id() : d.group();
      groups.computeIfAbsent(name, g -> new ArrayList<>()).add(d);
    }
    return groups.entrySet().stream().map(e -> new Group(e.getKey(), e.getValue())).toList();
  }

  Set<String> losing() {
    return GroundedService.unserved(graph, Set.of(asset.id()));
  }

  List<Link> links() {
    return graph.links().stream()
        .filter(l -> l.a().equals(asset.id()) || l.b().equals(asset.id()))
        .toList();
  }

  String other(Link link) {
    return link.a().equals(asset.id()) ? link.b() : link.a();
  }

  String sector(String id) {
    return graph.asset(id).map(Asset::sector).orElse("");
  }

  static String type(Dependency d) {
    return d.type().name().toLowerCase(Locale.ROOT);
  }

  private static String strength(Dependency d) {
    return String.format(Locale.ROOT, "%.2f", d.strength());
  }

  static String trigger(Trigger trigger) {
    return trigger.state() != null ? trigger.state().word() : String.valueOf(trigger.condition());
  }

  static String buffer(@Nullable Buffer buffer) {
    if (buffer == null) {
      return "none";
    }
    String median = Text.duration(Duration.ofMillis(buffer.p50Millis()));
    return buffer.isFixed()
        ? median
        : median
            + " ("
            + Text.duration(Duration.ofMillis(buffer.p10Millis()))
            + ".."
            + Text.duration(Duration.ofMillis(buffer.p90Millis()))
            + ")";
  }
}
