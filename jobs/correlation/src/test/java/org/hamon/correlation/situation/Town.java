// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.hamon.patterns.language.Cause;
import org.hamon.patterns.language.FailureType;
import org.hamon.patterns.language.Match;
import org.hamon.patterns.language.StateChange;
import org.hamon.patterns.language.Tlp;
import org.hamon.topology.Asset;
import org.hamon.topology.AssetState;
import org.hamon.topology.Buffer;
import org.hamon.topology.Dependency;
import org.hamon.topology.DependencyType;
import org.hamon.topology.Graph;
import org.hamon.topology.Topology;
import org.hamon.topology.Trigger;
import org.jspecify.annotations.Nullable;

/** A small topology and what happens in it, for tests. */
final class Town {

  static final long MIDNIGHT = Instant.parse("2018-09-06T00:00:00Z").toEpochMilli();

  private final List<Asset> assets = new ArrayList<>();
  private final List<Dependency> dependencies = new ArrayList<>();

  /** A plant feeds a substation, that a base station (four hours), a hospital and a railway. */
  static Town withOneFeeder() {
    return new Town()
        .asset("plant", "electricity")
        .asset("sub", "electricity")
        .asset("bts", "ict")
        .asset("hospital", "medical")
        .asset("railway", "railway")
        .dependency("plant", "sub", 1, null)
        .dependency("sub", "bts", 1, Buffer.fixed(hours(4)))
        .dependency("sub", "hospital", 1, Buffer.fixed(hours(8)))
        .dependency("sub", "railway", 1, null);
  }

  static long hours(long hours) {
    return Duration.ofHours(hours).toMillis();
  }

  Town asset(String id, String sector) {
    return asset(id, sector, 60_000);
  }

  /** An asset that nobody expects to hear. */
  Town silentAsset(String id, String sector) {
    return asset(id, sector, 0);
  }

  private Town asset(String id, String sector, long every) {
    assets.add(new Asset(id, id, sector, null, "JP-01", null, 10_000, null, null, false, every, 0));
    return this;
  }

  Town dependency(String provider, String dependent, double strength, @Nullable Buffer buffer) {
    return dependency(provider, dependent, strength, buffer, Trigger.OUT);
  }

  Town dependency(
      String provider,
      String dependent,
      double strength,
      @Nullable Buffer buffer,
      Trigger trigger) {
    dependencies.add(
        new Dependency(
            provider + ">" + dependent,
            provider,
            dependent,
            DependencyType.PHYSICAL,
            null,
            1,
            strength,
            buffer,
            trigger,
            false,
            0));
    return this;
  }

  /** One of a group of which the dependent needs one. */
  Town oneOf(String group, String provider, String dependent, @Nullable Buffer buffer) {
    return dependency(provider, dependent, group, buffer, false);
  }

  /** The dependent does not come back by itself. */
  Town byHand(String provider, String dependent, @Nullable Buffer buffer) {
    return dependency(provider, dependent, null, buffer, true);
  }

  private Town dependency(
      String provider,
      String dependent,
      @Nullable String group,
      @Nullable Buffer buffer,
      boolean manualRestart) {
    dependencies.add(
        new Dependency(
            provider + ">" + dependent,
            provider,
            dependent,
            DependencyType.PHYSICAL,
            group,
            1,
            1,
            buffer,
            Trigger.OUT,
            manualRestart,
            0));
    return this;
  }

  Topology topology() {
    return new Topology(
        "town", "1", List.of(), assets, dependencies, List.of(), List.of(), List.of(), 8);
  }

  Graph graph() {
    return Graph.of(topology());
  }

  /** Epoch milliseconds of a time of day like {@code 03:08} or {@code 03:08:01.5}. */
  static long at(String timeOfDay) {
    String full = timeOfDay.length() == 5 ? timeOfDay + ":00" : timeOfDay;
    return Instant.parse("2018-09-06T" + full + "Z").toEpochMilli();
  }

  StateChange change(String timeOfDay, String asset, AssetState state) {
    return change(timeOfDay, asset, state, Tlp.AMBER);
  }

  StateChange change(String timeOfDay, String asset, AssetState state, Tlp tlp) {
    return change(timeOfDay, asset, state, tlp, Cause.NATURAL, StateChange.Evidence.REPORT);
  }

  /** The asset falls silent, or is heard again. */
  StateChange silence(String timeOfDay, String asset, boolean silent) {
    return change(
        timeOfDay,
        asset,
        silent ? AssetState.UNKNOWN : AssetState.NORMAL,
        Tlp.AMBER,
        Cause.UNKNOWN,
        StateChange.Evidence.SILENCE);
  }

  /** A change whose evidence says nothing of the cause. */
  StateChange unexplained(String timeOfDay, String asset, AssetState state) {
    return change(timeOfDay, asset, state, Tlp.AMBER, Cause.UNKNOWN, StateChange.Evidence.REPORT);
  }

  private StateChange change(
      String timeOfDay,
      String asset,
      AssetState state,
      Tlp tlp,
      Cause cause,
      StateChange.Evidence from) {
    return new StateChange(
        StateChange.ACTUAL,
        asset,
        sectorOf(asset),
        null,
        "JP-01",
        10_000,
        at(timeOfDay),
        AssetState.NORMAL,
        state,
        null,
        false,
        false,
        cause,
        3,
        tlp,
        from,
        "r-" + asset + "-" + timeOfDay);
  }

  StateChange condition(String timeOfDay, String asset, String condition, boolean on) {
    return new StateChange(
        StateChange.ACTUAL,
        asset,
        sectorOf(asset),
        null,
        "JP-01",
        10_000,
        at(timeOfDay),
        AssetState.NORMAL,
        AssetState.NORMAL,
        condition,
        on,
        false,
        Cause.UNKNOWN,
        -1,
        Tlp.AMBER,
        StateChange.Evidence.TELEMETRY,
        null);
  }

  Match match(String timeOfDay, String pattern, String root, String... members) {
    return new Match(
        StateChange.ACTUAL,
        pattern,
        1,
        false,
        FailureType.COMMON_CAUSE,
        3,
        "contain",
        "recommended: look for what they share",
        root,
        List.of(members),
        at(timeOfDay),
        at(timeOfDay));
  }

  private String sectorOf(String id) {
    return assets.stream().filter(a -> a.id().equals(id)).findFirst().orElseThrow().sector();
  }
}
