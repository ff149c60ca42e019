// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.hamon.patterns.compiler.CompiledPattern;
import org.hamon.patterns.compiler.PatternCompiler;
import org.hamon.patterns.language.Match;
import org.hamon.patterns.language.Pattern;
import org.hamon.patterns.language.StateChange;
import org.hamon.patterns.language.Symptom;
import org.hamon.topology.Graph;
import org.hamon.topology.Topology;

/**
 * Plays a finished stretch of history to patterns, in this thread: the very locator and host of the
 * job, with maps for state and a clock that runs on until every window has ended.
 */
public final class Rehearsal {

  private static final TypeSerializer<Symptom> SYMPTOMS =
      TypeInformation.of(Symptom.class).createSerializer(new SerializerConfigImpl());

  private Rehearsal() {}

  /**
   * What was found.
   *
   * @param matches in their order
   */
  public record Result(List<Match> matches, List<PatternFault> faults, List<Storm> storms) {
    public Result {
      matches = List.copyOf(matches);
      faults = List.copyOf(faults);
      storms = List.copyOf(storms);
    }
  }

  /** Plays the changes, in any order, on a topology that does not change. */
  public static Result play(
      Topology topology, Collection<Pattern> patterns, Collection<StateChange> changes)
      throws Exception {
    Graph graph = Graph.of(topology);
    List<CompiledPattern> compiled = patterns.stream().map(PatternCompiler::compile).toList();
    LivePatterns live = new LivePatterns(compiled);
    Heard heard = new Heard();
    PatternHost host =
        new PatternHost(
            live,
            time -> graph,
            Engine.COMPACT,
            new MatchBuffer<>(SYMPTOMS),
            PatternEngine.Settings.MAX_PARTIAL_MATCHES,
            Replaced.DRAINS,
            heard);
    Locator locator = new Locator(live, time -> graph);

    TreeMap<String, RootState> roots = new TreeMap<>();
    for (StateChange change : changes) {
      locator.locate(
          change,
          symptom ->
              roots
                  .computeIfAbsent(PatternEngine.keyOf(symptom), key -> new RootState())
                  .await(symptom));
    }
    for (RootState root : roots.values()) {
      host.advance(root, RootState.NEVER - 1);
    }
    return heard.result();
  }

  private static final class Heard implements PatternHost.Findings {

    private final List<Match> matches = new ArrayList<>();
    private final List<PatternFault> faults = new ArrayList<>();
    private final List<Storm> storms = new ArrayList<>();

    @Override
    public void match(Match match) {
      matches.add(match);
    }

    @Override
    public void fault(PatternFault fault) {
      faults.add(fault);
    }

    @Override
    public void storm(Storm storm) {
      storms.add(storm);
    }

    @Override
    public PatternCosts costs(String pattern, int version) {
      return new PatternCosts(pattern, version); // what was found says it all
    }

    Result result() {
      matches.sort(Comparator.comparing(Match::lane).thenComparing(Match.ORDER));
      return new Result(matches, faults, storms);
    }
  }
}
