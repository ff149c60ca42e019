// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hamon.patterns.compiler.CompiledPattern;
import org.hamon.patterns.engine.RootState.PatternState;
import org.hamon.patterns.language.Condition;
import org.hamon.patterns.language.Count;
import org.hamon.patterns.language.Match;
import org.hamon.patterns.language.StateChange;
import org.hamon.patterns.language.Symptom;
import org.hamon.topology.Graph;
import org.jspecify.annotations.Nullable;

/**
 * Counts the distinct assets that changed within the window. The count is taken at each change that
 * the pattern sees, and only then; it re-arms when a count so taken is below, or nothing is counted
 * any more.
 */
final class CountRule {

  /** How many hops apart two counted assets may be and still have one cause. */
  static final int PATH_HOPS = 4;

  private final Graphs graphs;

  CountRule(Graphs graphs) {
    this.graphs = graphs;
  }

  /** Takes a change; the match if it completes the count. */
  @Nullable Match take(CompiledPattern pattern, PatternState state, Symptom symptom) {
    Count count = requireNonNull(pattern.pattern().count(), "count");
    if (!count.sees(symptom)) {
      return null;
    }
    CountWindow window = state.window == null ? new CountWindow() : state.window;
    state.window = window;
    StateChange change = symptom.change();
    window.slideTo(change.time() - pattern.withinMillis());
    Symptom latest = window.counted.get(change.asset());
    if (latest != null && latest.change().time() > change.time()) {
      return null; // a late change: a newer one of the asset stands
    }
    if (count.counts(symptom)) {
      window.counted.put(change.asset(), symptom);
    } else {
      window.counted.remove(change.asset());
    }
    return evaluate(pattern, count, window, symptom);
  }

  private @Nullable Match evaluate(
      CompiledPattern pattern, Count count, CountWindow window, Symptom symptom) {
    List<Symptom> counted = counted(count, window, symptom.change().time());
    long sectors = counted.stream().map(s -> s.change().sector()).distinct().count();
    if (counted.size() < count.atLeast() || sectors < count.sectors()) {
      window.complete = false;
      return null;
    }
    Condition where = pattern.pattern().where();
    if (window.complete || (where != null && !where.test(symptom, Map.of()))) {
      return null;
    }
    window.complete = true;
    List<String> members = counted.stream().map(s -> s.change().asset()).toList();
    long start = counted.get(0).change().time();
    return PatternHost.matchOf(pattern, symptom, members, start, symptom.change().time());
  }

  /** In the order of their events; without those that another one may have caused. */
  private List<Symptom> counted(Count count, CountWindow window, long time) {
    List<Symptom> counted = new ArrayList<>(window.counted.values());
    counted.sort(Symptom.ORDER);
    if (count.pathBetween() || counted.size() < count.atLeast()) {
      return counted;
    }
    Graph graph = graphs.at(time);
    List<Symptom> apart = new ArrayList<>();
    for (Symptom candidate : counted) {
      if (counted.stream().noneMatch(other -> reaches(graph, other, candidate))) {
        apart.add(candidate);
      }
    }
    return apart;
  }

  private static boolean reaches(Graph graph, Symptom from, Symptom to) {
    String provider = from.change().asset();
    String dependent = to.change().asset();
    return !provider.equals(dependent) && graph.hasPath(provider, dependent, PATH_HOPS);
  }
}
