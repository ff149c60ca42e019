// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A topology while it is read, perhaps from several files: everything that could be read, with its
 * place, and the ids of what could not.
 */
final class TopologyDraft {

  String id = "";
  String version = "";
  int hopLimit = Topology.DEFAULT_HOP_LIMIT;
  final Set<String> sectors = new LinkedHashSet<>();
  final Map<String, Located<Asset>> assets = new LinkedHashMap<>();
  final Map<String, Located<Dependency>> dependencies = new LinkedHashMap<>();
  final Map<String, Located<Link>> links = new LinkedHashMap<>();
  final Map<String, Located<ServiceLevel>> serviceLevels = new LinkedHashMap<>();
  final Map<String, Located<Sharing>> sharing = new LinkedHashMap<>();

  /** Ids that stand in a file but whose things are unusable: no reference to them is unknown. */
  final Set<String> broken = new HashSet<>();

  void addAssets(List<Node> nodes, String place, Findings findings) {
    each(nodes, place, findings, AssetFields::read)
        .forEach(asset -> put(assets, asset.thing().id(), asset));
  }

  void addDependencies(List<Node> nodes, String place, Findings findings) {
    for (Located<Dependency> located : each(nodes, place, findings, DependencyFields::read)) {
      Dependency d = located.thing();
      if (located.fields().has("id")) {
        put(dependencies, d.id(), located);
      } else {
        String id = free(dependencies.keySet(), d.id());
        dependencies.put(id, new Located<>(named(d, id), located.fields()));
      }
    }
  }

  void addLinks(List<Node> nodes, String place, Findings findings) {
    for (Located<Link> located : each(nodes, place, findings, LinkFields::read)) {
      Link link = located.thing();
      if (located.fields().has("id")) {
        put(links, link.id(), located);
      } else {
        String id = free(links.keySet(), link.id());
        Link named = new Link(id, link.a(), link.b(), link.closed());
        links.put(id, new Located<>(named, located.fields()));
      }
    }
  }

  void addServiceLevels(List<Node> nodes, String place, Findings findings) {
    each(nodes, place, findings, ServiceLevelFields::read)
        .forEach(level -> put(serviceLevels, level.thing().id(), level));
  }

  void addSharing(List<Node> nodes, String place, Findings findings) {
    for (Located<Sharing> located : each(nodes, place, findings, SharingFields::read)) {
      String community = located.thing().community();
      put(sharing, located.thing().sector() + (community == null ? "" : "/" + community), located);
    }
  }

  private <T> List<Located<T>> each(
      List<Node> nodes, String place, Findings findings, Function<Fields, @Nullable T> read) {
    List<Located<T>> all = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      String at = place.isEmpty() ? "" : place + "[" + i + "]";
      Node node = nodes.get(i);
      if (!(node instanceof Node.Mapping mapping)) {
        findings.error(
            "WRONG_SHAPE",
            node.line(),
            at,
            "Expected keys with values, but found " + node.description() + ".",
            null);
        continue;
      }
      Fields fields = new Fields(mapping, at, findings);
      T thing = read.apply(fields);
      if (thing != null) {
        all.add(new Located<>(thing, fields));
      } else if (mapping.entries().get("id") instanceof Node.Scalar id && id.text() != null) {
        broken.add(id.text());
      }
    }
    return all;
  }

  private static <T> void put(Map<String, Located<T>> things, String id, Located<T> thing) {
    Located<T> first = things.putIfAbsent(id, thing);
    if (first != null) {
      Fields fields = thing.fields();
      fields.error(
          "DUPLICATE_ID",
          fields.line(),
          fields.has("id") ? "id" : "sector",
          "Expected each id once, but '"
              + Node.abbreviated(id)
              + "' is there again"
              + (first.fields().line() > 0 ? " after line " + first.fields().line() : "")
              + ".",
          null);
    }
  }

  private static String free(Set<String> taken, String id) {
    String candidate = id;
    for (int n = 2; taken.contains(candidate); n++) {
      candidate = id + "#" + n;
    }
    return candidate;
  }

  private static Dependency named(Dependency d, String id) {
    return new Dependency(
        id,
        d.provider(),
        d.dependent(),
        d.type(),
        d.group(),
        d.needs(),
        d.strength(),
        d.buffer(),
        d.trigger(),
        d.manualRestart(),
        d.recoveryMillis());
  }

  Topology finished() {
    return new Topology(
        id,
        version,
        List.copyOf(sectors),
        things(assets),
        things(dependencies),
        things(links),
        things(serviceLevels),
        things(sharing),
        hopLimit);
  }

  private static <T> List<T> things(Map<String, Located<T>> located) {
    return located.values().stream().map(Located::thing).toList();
  }
}
