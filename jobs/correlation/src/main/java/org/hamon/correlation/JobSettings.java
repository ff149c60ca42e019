// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import org.hamon.correlation.decode.Decode;
import org.hamon.correlation.health.Health;
import org.hamon.correlation.warn.Warn;
import org.hamon.patterns.engine.PatternEngine;
import org.hamon.patterns.engine.Replaced;
import org.hamon.patterns.language.Pattern;
import org.hamon.topology.Sharing;
import org.hamon.topology.Topology;
import org.hamon.topology.TopologyRegistry;

/**
 * What a job is told at its start, besides where it reads and writes.
 *
 * @param start epoch milliseconds: assets that are expected to be heard are so from then on
 * @param bound how far a record may lie behind the newest of its partition before it is late
 * @param engine topology and patterns to start with
 * @param sharing who is told, as the base topology says
 * @param names of the streams of those who are told
 * @param lanes how many exercises may be in use at a time
 */
public record JobSettings(
    long start,
    Duration bound,
    PatternEngine.Settings engine,
    List<Sharing> sharing,
    StreamNames names,
    Health.Settings health,
    int lanes)
    implements Serializable {

  public JobSettings {
    requireNonNull(bound, "bound");
    requireNonNull(engine, "engine");
    sharing = List.copyOf(sharing);
    requireNonNull(names, "names");
    requireNonNull(health, "health");
  }

  /**
   * The usual settings.
   *
   * @param job names the job; jobs of one process and name share their graphs
   * @param topology the base, as read here to be checked
   * @param base reads the same topology again, once in each process of the cluster
   */
  public static JobSettings of(
      String job,
      Topology topology,
      PatternEngine.BaseTopology base,
      List<Pattern> patterns,
      long start) {
    String baseId = topology.id() + "@" + topology.version();
    return new JobSettings(
        start,
        Decode.DEFAULT_BOUND,
        new PatternEngine.Settings(job, baseId, base, patterns),
        topology.sharing(),
        Warn.names(topology.allSectors(), topology.sharing()),
        Health.Settings.DEFAULT,
        Decode.DEFAULT_LANES);
  }

  /** The same with other bounds on disorder and lanes. */
  public JobSettings with(Duration disorder, int mostLanes) {
    return new JobSettings(start, disorder, engine, sharing, names, health, mostLanes);
  }

  /** The same with that for matches that are open in replaced versions of patterns. */
  public JobSettings with(Replaced replaced) {
    return new JobSettings(start, bound, engine.with(replaced), sharing, names, health, lanes);
  }

  /** Access to the graphs that all slots of a process share. */
  TopologyRegistry.Lease acquireTopology() {
    return TopologyRegistry.acquire(engine.job(), engine.baseId(), engine.base());
  }
}
