// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.hamon.patterns.compiler.CompiledPattern;
import org.hamon.patterns.language.StateChange;
import org.hamon.patterns.language.Symptom;
import org.hamon.topology.Asset;
import org.hamon.topology.Graph;
import org.hamon.topology.Reach;

/**
 * Says to which roots a change is a symptom: the changed asset itself, what it depends on within
 * the hops that the running patterns look at, and the areas it lies in; of these the ones that some
 * pattern accepts as root and whose scope the change is in.
 */
final class Locator {

  /** Hops of an asset that lies in the root area by its region alone. */
  static final int NO_PATH = -1;

  private final LivePatterns patterns;
  private final Graphs graphs;

  Locator(LivePatterns patterns, Graphs graphs) {
    this.patterns = patterns;
    this.graphs = graphs;
  }

  /** Tells the symptoms: the changed asset's own first, then the nearest root, then by id. */
  void locate(StateChange change, Consumer<Symptom> out) {
    LivePatterns.Epoch epoch = patterns.at(change.time());
    Graph graph = graphs.at(change.time());
    Asset changed = graph.asset(change.asset()).orElseGet(() -> unknown(change));
    tell(epoch, changed, change, 0, List.of(), false, out);

    Map<String, Reach> roots = new LinkedHashMap<>();
    for (Reach ancestor : graph.ancestors(change.asset(), epoch.hops)) {
      roots.put(ancestor.asset(), ancestor);
    }
    List<String> areas =
        changed.region() == null ? List.of() : graph.areasOfRegion(changed.region());
    for (String area : areas) {
      if (!area.equals(change.asset())) {
        roots.putIfAbsent(area, new Reach(area, NO_PATH, List.of()));
      }
    }
    for (Reach root : roots.values()) {
      Asset asset = graph.asset(root.asset()).orElseThrow();
      boolean inArea = areas.contains(root.asset()) || graph.isInArea(root.asset(), change.asset());
      tell(epoch, asset, change, root.hops(), root.path(), inArea, out);
    }
  }

  /** An asset that the topology does not know, as far as the change tells. */
  private static Asset unknown(StateChange change) {
    return new Asset(
        change.asset(),
        change.asset(),
        change.sector(),
        change.kind(),
        change.region(),
        null,
        change.people(),
        null,
        null,
        false,
        0,
        0);
  }

  private static void tell(
      LivePatterns.Epoch epoch,
      Asset root,
      StateChange change,
      int hops,
      List<String> path,
      boolean inArea,
      Consumer<Symptom> out) {
    List<CompiledPattern> candidates = epoch.ofRoot(root.sector(), root.kind());
    if (candidates.isEmpty()) {
      return;
    }
    Symptom symptom =
        new Symptom(
            root.id(),
            root.sector(),
            root.kind(),
            root.region(),
            root.people(),
            change,
            hops,
            path,
            inArea);
    // a return of the root concerns also patterns that only look at what lies downstream
    if (symptom.isReturnOfRoot() || candidates.stream().anyMatch(p -> p.inScope(symptom))) {
      out.accept(symptom);
    }
  }
}
