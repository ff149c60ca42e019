// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds small topologies for tests. */
final class Sketch {

  private final List<Asset> assets = new ArrayList<>();
  private final List<Dependency> dependencies = new ArrayList<>();
  private final List<Link> links = new ArrayList<>();

  static Sketch of(String... assetIds) {
    Sketch sketch = new Sketch();
    for (String id : assetIds) {
      sketch.asset(asset(id, false));
    }
    return sketch;
  }

  static Asset asset(String id, boolean source) {
    return asset(id, "electricity", null, source);
  }

  static Asset asset(String id, String sector, @Nullable String region, boolean source) {
    return new Asset(id, id, sector, null, region, null, 0, null, null, source, 0, 0);
  }

  static Dependency dependency(String id, String provider, String dependent) {
    return dependency(id, provider, dependent, null, 1, 1, null);
  }

  static Dependency dependency(
      String id,
      String provider,
      String dependent,
      @Nullable String group,
      int needs,
      double strength,
      @Nullable Buffer buffer) {
    return new Dependency(
        id,
        provider,
        dependent,
        DependencyType.PHYSICAL,
        group,
        needs,
        strength,
        buffer,
        Trigger.OUT,
        false,
        0);
  }

  static Dependency triggered(Dependency d, Trigger trigger) {
    return new Dependency(
        d.id(),
        d.provider(),
        d.dependent(),
        d.type(),
        d.group(),
        d.needs(),
        d.strength(),
        d.buffer(),
        trigger,
        d.manualRestart(),
        d.recoveryMillis());
  }

  static Dependency typed(Dependency d, DependencyType type) {
    return new Dependency(
        d.id(),
        d.provider(),
        d.dependent(),
        type,
        d.group(),
        d.needs(),
        d.strength(),
        d.buffer(),
        d.trigger(),
        d.manualRestart(),
        d.recoveryMillis());
  }

  Sketch asset(Asset asset) {
    assets.add(asset);
    return this;
  }

  Sketch source(String id) {
    return asset(asset(id, true));
  }

  Sketch dependency(Dependency dependency) {
    dependencies.add(dependency);
    return this;
  }

  /** No buffer, certain. */
  Sketch needs(String id, String provider, String dependent) {
    return dependency(dependency(id, provider, dependent));
  }

  Sketch link(String a, String b) {
    links.add(new Link(linkId(a, b), a, b, true));
    return this;
  }

  Sketch open(String a, String b) {
    links.add(new Link(linkId(a, b), a, b, false));
    return this;
  }

  private String linkId(String a, String b) {
    String id = a + "-" + b;
    return links.stream().anyMatch(link -> link.id().equals(id)) ? id + "#" + links.size() : id;
  }

  Topology topology() {
    return new Topology(
        "t",
        "1",
        List.of(),
        assets,
        dependencies,
        links,
        List.of(),
        List.of(),
        Topology.DEFAULT_HOP_LIMIT);
  }

  Graph graph() {
    return Graph.of(topology());
  }
}
