// SPDX-License-Identifier: Apache-2.0
package org.hamon.benchmark.cep;

import java.io.Serializable;
import java.util.List;
import org.hamon.patterns.language.Cause;
import org.hamon.patterns.language.StateChange;
import org.hamon.patterns.language.Symptom;
import org.hamon.patterns.language.Tlp;
import org.hamon.topology.AssetState;
import org.hamon.topology.Topology;
import org.jspecify.annotations.Nullable;

/**
 * A stream of symptoms without end, each a function of its number: equal arguments, equal stream,
 * and who reads further has read the same before. All roots are of one sector, so every pattern of
 * {@link GeneratedPatterns} looks at every root. Times rise by {@link #STEP}, no two are equal.
 *
 * <p>Half of the symptoms are at any root, half at a hundred roots that change slowly, as in a
 * cascade. No asset ever returns to normal, so nothing ends a root's muting but its window.
 */
record Symptoms(Kind kind, int roots, long seed) implements Serializable {

  /** What the symptoms are. */
  enum Kind {
    /** Each can start or continue a match of some pattern: two of five are at their root. */
    DENSE(0.4),

    /** One in a hundred can start a match; the rest can start none. */
    SPARSE(0.01);

    private final double atRoot;

    Kind(double atRoot) {
      this.atRoot = atRoot;
    }

    /** The share of the symptoms that are at their root: what every pattern begins with. */
    double atRoot() {
      return atRoot;
    }
  }

  static final long START = 1_700_000_000_000L;

  /** Milliseconds of event time from one symptom to the next. */
  static final long STEP = 10;

  static final String ROOT_SECTOR = "electricity";

  /** Of the assets downstream. */
  static final List<String> SECTORS =
      Topology.TEN_SECTORS.stream().filter(sector -> !sector.equals(ROOT_SECTOR)).toList();

  static final List<AssetState> STATES =
      List.of(AssetState.DEGRADED, AssetState.UNKNOWN, AssetState.UNUSABLE, AssetState.STOPPED);

  /** Of each sector at each root. */
  static final int ASSETS = 8;

  private static final int ACTIVE_ROOTS = 100;
  private static final int SYMPTOMS_OF_ACTIVE = 8;
  private static final int[] HOPS = {1, 1, 1, 1, 2, 2, 2, 3};
  private static final List<List<String>> PATHS =
      List.of(List.of(), List.of("d-1"), List.of("d-1", "d-2"), List.of("d-1", "d-2", "d-3"));

  /** Event time of the symptom of that number. */
  static long time(long number) {
    return START + number * STEP;
  }

  /** How many symptoms are behind a watermark. */
  static long numberUpTo(long watermark) {
    return watermark < START ? 0 : (watermark - START) / STEP + 1;
  }

  /** The symptom of that number, from 0. */
  Symptom at(long number) {
    long bits = mixed(seed * 0x9E3779B97F4A7C15L + mixed(number));
    int root = root(number, bits);
    boolean atRoot = (mixed(bits) >>> 11) * 0x1.0p-53 < kind.atRoot;
    AssetState state = STATES.get((int) (bits >>> 40 & 3));
    return atRoot
        ? symptom(root, null, 0, state, time(number))
        : symptom(
            root,
            SECTORS.get((int) ((bits >>> 20 & 0xFFFF) % SECTORS.size())),
            (int) (bits >>> 44 & 0xFFFF) % ASSETS,
            state,
            time(number));
  }

  private int root(long number, long bits) {
    long choice = mixed(bits ^ 0x5DEECE66DL) >>> 1;
    if ((choice & 1) == 0) {
      return (int) ((choice >>> 1) % roots);
    }
    long first = number / (2 * SYMPTOMS_OF_ACTIVE);
    return (int) ((first + (choice >>> 1) % ACTIVE_ROOTS) % roots);
  }

  /**
   * One symptom.
   *
   * @param sector of the asset downstream that changed; null if the root did
   * @param asset which of that sector
   */
  static Symptom symptom(
      int root, @Nullable String sector, int asset, AssetState state, long time) {
    String rootId = "r-" + root;
    String id = sector == null ? rootId : rootId + "-" + sector + "-" + asset;
    int hops = sector == null ? 0 : HOPS[asset];
    StateChange change =
        new StateChange(
            StateChange.ACTUAL,
            id,
            sector == null ? ROOT_SECTOR : sector,
            sector == null ? "substation" : "site",
            "JP-13",
            1_000,
            time,
            AssetState.NORMAL,
            state,
            null,
            false,
            false,
            Cause.UNKNOWN,
            -1,
            Tlp.CLEAR,
            StateChange.Evidence.TELEMETRY,
            null);
    return new Symptom(
        rootId, ROOT_SECTOR, "substation", "JP-13", 50_000, change, hops, PATHS.get(hops), false);
  }

  /** The finalizer of SplittableRandom (Steele, Lea and Flood 2014). */
  private static long mixed(long z) {
    long x = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
    return x ^ (x >>> 31);
  }
}
