// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay.scenario;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is made up of one scenario: the content of {@code made-up.yaml}, where it is explained.
 *
 * @param regions region of the topology that stands for the place of a fact, by the fact's id
 * @param demandAsset whose demand the published means are, where there are any
 * @param mains absent where nobody loses power
 */
record Script(
    String topology,
    long seed,
    Instant from,
    Instant until,
    List<String> matches,
    @Nullable Map<String, String> regions,
    @Nullable String demandAsset,
    List<Curve> curves,
    @Nullable Mains mains,
    List<Store> stores,
    List<Beat> beats,
    List<Announcement> reports,
    List<String> repeated,
    int swapOneIn) {

  /**
   * When the mains went and came back, by substation.
   *
   * @param lost when the first lose them, and all that {@code lostAt} does not name
   * @param lostAt when, by substation, if not together with the first
   * @param cause as their operator reports it; natural if null
   * @param voltage of readings, in kV; null for that of Hokkaido's grid
   * @param never not before the end
   */
  record Mains(
      String fact,
      Instant lost,
      @Nullable Map<String, Instant> lostAt,
      @Nullable String cause,
      @Nullable Double voltage,
      String reporter,
      List<String> never,
      Map<String, Instant> back) {

    private static final double USUAL_VOLTAGE = 187;

    Mains {
      requireNonNull(fact, "fact");
      requireNonNull(lost, "lost");
      requireNonNull(reporter, "reporter");
      never = List.copyOf(never);
      back = Map.copyOf(back);
      lostAt = lostAt == null ? Map.of() : Map.copyOf(lostAt);
      cause = cause == null ? "natural" : cause;
      voltage = voltage == null ? USUAL_VOLTAGE : voltage;
    }

    /** When the mains of that substation go, but for a few seconds. */
    Instant lost(String substation) {
      return requireNonNull(lostAt).getOrDefault(substation, lost);
    }

    /** All that lose the mains, sorted. */
    List<String> substations() {
      return Stream.concat(never.stream(), back.keySet().stream()).sorted().toList();
    }
  }

  /** Battery or fuel of an asset, in minutes. */
  record Store(
      String asset, String metric, String mains, double minutes, @Nullable Boolean restarts) {
    Store {
      requireNonNull(asset, "asset");
      requireNonNull(metric, "metric");
      requireNonNull(mains, "mains");
    }

    boolean comesBack() {
      return restarts == null || restarts;
    }
  }

  /** Assets that are merely heard. */
  record Beat(
      String metric,
      double value,
      Duration every,
      List<String> assets,
      @Nullable String mains,
      @Nullable Duration holdsOut) {
    Beat {
      requireNonNull(metric, "metric");
      requireNonNull(every, "every");
      assets = List.copyOf(assets);
    }
  }

  /** What an operator reports of some assets. */
  record Announcement(
      String id,
      @Nullable String fact,
      @Nullable Instant at,
      Duration within,
      @Nullable Instant occurred,
      String state,
      String cause,
      int severity,
      String reporter,
      @Nullable String tlp,
      String text,
      List<String> assets) {
    Announcement {
      requireNonNull(id, "id");
      requireNonNull(within, "within");
      requireNonNull(state, "state");
      requireNonNull(cause, "cause");
      requireNonNull(reporter, "reporter");
      requireNonNull(text, "text");
      assets = List.copyOf(assets);
    }
  }

  Script {
    requireNonNull(topology, "topology");
    requireNonNull(from, "from");
    requireNonNull(until, "until");
    matches = List.copyOf(matches);
    curves = List.copyOf(curves);
    stores = List.copyOf(stores);
    beats = List.copyOf(beats);
    reports = List.copyOf(reports);
    repeated = List.copyOf(repeated);
  }

  /** The same over another time, with other chances. */
  Script over(Instant newFrom, Instant newUntil) {
    return new Script(
        topology,
        seed + 1,
        newFrom,
        newUntil,
        matches,
        regions,
        demandAsset,
        curves,
        mains,
        stores,
        beats,
        reports,
        repeated,
        swapOneIn);
  }

  /** Substations that lose the mains, sorted. */
  List<String> substations() {
    return mains == null ? List.of() : mains.substations();
  }

  /** The region of the topology that stands for the place of the fact, if any. */
  @Nullable String regionOf(Fact fact) {
    String region = regions == null ? null : regions.get(fact.id());
    return region == null ? fact.region() : region;
  }
}
