// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hamon.patterns.language.Cause;
import org.hamon.patterns.language.Condition;
import org.hamon.patterns.language.Count;
import org.hamon.patterns.language.Emit;
import org.hamon.patterns.language.FailureType;
import org.hamon.patterns.language.Pattern;
import org.hamon.patterns.language.PatternStatus;
import org.hamon.patterns.language.Place;
import org.hamon.patterns.language.Selector;
import org.hamon.patterns.language.Stage;
import org.hamon.patterns.language.StateChange;
import org.hamon.patterns.language.Symptom;
import org.hamon.patterns.language.Tlp;
import org.hamon.topology.Asset;
import org.hamon.topology.AssetState;
import org.hamon.topology.Dependency;
import org.hamon.topology.DependencyType;
import org.hamon.topology.Topology;
import org.hamon.topology.Trigger;
import org.jspecify.annotations.Nullable;

/** Small builders for the tests of this package. */
final class Given {

  static final long DAY = 86_400_000L;

  private Given() {}

  /** Milliseconds of "HH:MM" or "HH:MM:SS" on 1970-01-02. */
  static long at(String clock) {
    String[] parts = clock.split(":", -1);
    long seconds = Long.parseLong(parts[0]) * 3600 + Long.parseLong(parts[1]) * 60;
    return DAY + 1000 * (seconds + (parts.length > 2 ? Long.parseLong(parts[2]) : 0));
  }

  /** "a:sector/kind > b:sector/kind" makes a dependency. */
  static Topology topology(String... edges) {
    Map<String, Asset> assets = new TreeMap<>();
    List<Dependency> dependencies = new ArrayList<>();
    for (String edge : edges) {
      String[] ends = edge.split(" > ", -1);
      for (String end : ends) {
        Asset asset = asset(end);
        assets.putIfAbsent(asset.id(), asset);
      }
      for (int i = 1; i < ends.length; i++) {
        dependencies.add(
            new Dependency(
                "d" + dependencies.size(),
                asset(ends[i - 1]).id(),
                asset(ends[i]).id(),
                DependencyType.PHYSICAL,
                null,
                1,
                1,
                null,
                Trigger.OUT,
                false,
                0));
      }
    }
    return new Topology(
        "test",
        "1",
        List.of(),
        List.copyOf(assets.values()),
        dependencies,
        List.of(),
        List.of(),
        List.of(),
        Topology.DEFAULT_HOP_LIMIT);
  }

  private static Asset asset(String text) {
    String[] parts = text.split("[:/]", -1);
    return new Asset(
        parts[0], parts[0], parts[1], parts[2], null, null, 10, null, null, false, 0, 0);
  }

  static StateChange change(String clock, String asset, String sector, AssetState state) {
    return change(StateChange.ACTUAL, at(clock), asset, sector, state);
  }

  static StateChange change(String lane, long time, String asset, String sector, AssetState state) {
    return new StateChange(
        lane,
        asset,
        sector,
        null,
        null,
        10,
        time,
        AssetState.NORMAL,
        state,
        null,
        false,
        false,
        Cause.UNKNOWN,
        -1,
        Tlp.AMBER,
        StateChange.Evidence.TELEMETRY,
        null);
  }

  /** A change at the root "r" if the asset is "r", else one hop downstream of it. */
  static Symptom symptom(StateChange change) {
    boolean atRoot = change.asset().equals("r");
    return new Symptom(
        "r",
        "electricity",
        "substation",
        null,
        10,
        change,
        atRoot ? 0 : 1,
        atRoot ? List.of() : List.of("d-" + change.asset()),
        false);
  }

  static Symptom symptom(long time, String asset, AssetState state) {
    return symptom(change(StateChange.ACTUAL, time, asset, "ict", state));
  }

  static Stage stage(String name, Place place, AssetState... states) {
    return new Stage(
        name,
        place,
        Selector.ANY,
        List.of(states),
        null,
        false,
        List.of(),
        null,
        1,
        0,
        false,
        false,
        false,
        null);
  }

  static Stage atLeast(int assets, Stage stage) {
    return with(stage, assets, stage.not(), stage.strict(), stage.optional(), stage.where());
  }

  static Stage not(Stage stage) {
    return with(stage, stage.atLeast(), true, stage.strict(), stage.optional(), stage.where());
  }

  static Stage strict(Stage stage) {
    return with(stage, stage.atLeast(), stage.not(), true, stage.optional(), stage.where());
  }

  static Stage optional(Stage stage) {
    return with(stage, stage.atLeast(), stage.not(), stage.strict(), true, stage.where());
  }

  static Stage where(String condition, Stage stage) {
    return with(
        stage,
        stage.atLeast(),
        stage.not(),
        stage.strict(),
        stage.optional(),
        Condition.of(condition, List.of()));
  }

  private static Stage with(
      Stage stage,
      int atLeast,
      boolean not,
      boolean strict,
      boolean optional,
      @Nullable Condition where) {
    return new Stage(
        stage.name(),
        stage.place(),
        stage.selector(),
        stage.states(),
        stage.condition(),
        stage.on(),
        stage.causes(),
        stage.flapping(),
        atLeast,
        stage.atMost(),
        not,
        strict,
        optional,
        where);
  }

  static Pattern sequence(String id, long withinMillis, Stage... stages) {
    return pattern(id, 1, PatternStatus.STABLE, List.of(stages), null, withinMillis);
  }

  static Pattern count(String id, long withinMillis, Count count) {
    return pattern(id, 1, PatternStatus.STABLE, List.of(), count, withinMillis);
  }

  static Pattern version(int version, PatternStatus status, Pattern pattern) {
    return pattern(
        pattern.id(), version, status, pattern.sequence(), pattern.count(), pattern.withinMillis());
  }

  private static Pattern pattern(
      String id,
      int version,
      PatternStatus status,
      List<Stage> stages,
      @Nullable Count count,
      long withinMillis) {
    return new Pattern(
        id,
        version,
        id,
        status,
        null,
        List.of(),
        2,
        FailureType.CASCADING,
        new Selector(List.of("electricity"), List.of()),
        stages,
        count,
        withinMillis,
        null,
        Emit.NOTHING,
        List.of(),
        null,
        List.of());
  }
}
