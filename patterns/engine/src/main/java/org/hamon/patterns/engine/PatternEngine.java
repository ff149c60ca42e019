// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.List;
import java.util.function.Supplier;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;
import org.hamon.patterns.compiler.CompiledPattern;
import org.hamon.patterns.compiler.PatternCompiler;
import org.hamon.patterns.language.Match;
import org.hamon.patterns.language.Pattern;
import org.hamon.patterns.language.StateChange;
import org.hamon.patterns.language.Symptom;
import org.hamon.topology.Topology;
import org.hamon.topology.TopologyRegistry;

/**
 * Finds patterns in changes: changes and the broadcast of topology and patterns in, matches out.
 *
 * <pre>
 * changes --- locate --- Symptom, by lane and root --- pattern host --- Match
 *               |                                          |
 * controls -----+------------------------------------------+
 * </pre>
 *
 * <p>Both inputs carry watermarks. Where the controls are live, theirs is constantly the largest;
 * in a replay they hold the changes back, so that each is seen with the graph and patterns of its
 * time. Before the final watermark a bounded input sends an ordinary one for the time at which
 * history ended: what lies behind that is never told.
 */
public final class PatternEngine {

  /** The type of a stream of symptoms: compact on the way from task to task. */
  public static final TypeInformation<Symptom> SYMPTOMS = SymptomType.INSTANCE;

  /** Patterns that cannot run. */
  public static final OutputTag<PatternFault> FAULTS = new OutputTag<>("pattern-faults") {};

  /** Patterns that had too many partial matches at one root. */
  public static final OutputTag<Storm> STORMS = new OutputTag<>("storms") {};

  private PatternEngine() {}

  /** Adds the engine to the job. Matches of one root come in order of time, those of all do not. */
  public static SingleOutputStreamOperator<Match> find(
      DataStream<StateChange> changes, DataStream<ControlChange> controls, Settings settings) {
    DataStream<ControlChange> broadcast = controls.broadcast();
    return host(
        changes
            .connect(broadcast)
            .transform(EngineUids.LOCATE, SYMPTOMS, new Locate(settings))
            .name(EngineUids.LOCATE)
            .uid(EngineUids.LOCATE),
        broadcast,
        settings);
  }

  /**
   * Adds the host alone: what locating gives in, matches out. For whoever has symptoms already, as
   * a benchmark has; each must be in the scope of a pattern, as after locating.
   */
  public static SingleOutputStreamOperator<Match> findAmong(
      DataStream<Symptom> symptoms, DataStream<ControlChange> controls, Settings settings) {
    return host(symptoms, controls.broadcast(), settings);
  }

  private static SingleOutputStreamOperator<Match> host(
      DataStream<Symptom> symptoms, DataStream<ControlChange> broadcast, Settings settings) {
    return symptoms
        .keyBy(PatternEngine::keyOf, Types.STRING)
        .connect(broadcast)
        .transform(EngineUids.HOST, TypeInformation.of(Match.class), new Host(settings))
        .name(EngineUids.HOST)
        .uid(EngineUids.HOST);
  }

  /** Lanes and ids hold no such character, so no two pairs are alike. */
  static String keyOf(Symptom symptom) {
    return symptom.change().lane() + '\u0000' + symptom.root();
  }

  /** A supplier that travels with the job graph. */
  @FunctionalInterface
  public interface BaseTopology extends Supplier<Topology>, Serializable {}

  /**
   * What the engine is told at start.
   *
   * @param job key of the topology registry: jobs of one process with equal job and base share it
   * @param baseId which base topology: id and version
   * @param base reads it, once per process
   * @param patterns the catalogue that the job starts with; their tests do not travel
   * @param maxPartialMatches how many partial matches of one pattern may be open at one root
   * @param cachedRoots how many roots a task keeps on the heap
   * @param engine what sequences begin on
   * @param replaced what becomes of matches that are open in a version when a new one takes over
   */
  public record Settings(
      String job,
      String baseId,
      BaseTopology base,
      List<Pattern> patterns,
      int maxPartialMatches,
      int cachedRoots,
      Engine engine,
      Replaced replaced)
      implements Serializable {

    /** How many partial matches of one pattern may be open at one root unless said otherwise. */
    public static final int MAX_PARTIAL_MATCHES = 64;

    public Settings {
      requireNonNull(job, "job");
      requireNonNull(baseId, "baseId");
      requireNonNull(base, "base");
      requireNonNull(engine, "engine");
      patterns = patterns.stream().map(Pattern::withoutTests).toList();
    }

    /** With the usual bounds. */
    public Settings(String job, String baseId, BaseTopology base, List<Pattern> patterns) {
      this(
          job,
          baseId,
          base,
          patterns,
          MAX_PARTIAL_MATCHES,
          WriteBackCache.MAX_ENTRIES,
          Engine.COMPACT,
          Replaced.DRAINS);
    }

    /** The same on another engine. */
    public Settings on(Engine other) {
      return new Settings(
          job, baseId, base, patterns, maxPartialMatches, cachedRoots, other, replaced);
    }

    /** The same with that for matches in replaced versions. */
    public Settings with(Replaced other) {
      return new Settings(
          job, baseId, base, patterns, maxPartialMatches, cachedRoots, engine, other);
    }

    TopologyRegistry.Lease acquireTopology() {
      return TopologyRegistry.acquire(job, baseId, base);
    }

    /** A task's own, since a compiled pattern belongs to one thread. */
    List<CompiledPattern> compile() {
      return patterns.stream().map(PatternCompiler::compile).toList();
    }
  }
}
