// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What follows from failures: which assets are hit, how likely, when. Defined by simulation.
 *
 * <p>In each sample a dependency is lost once its trigger is met at its provider. A group of n
 * providers that needs m is down at its (n - m + 1)-th loss, in the order of time, then (what
 * follows at the same instant comes after what it follows from) of dependency id. With the strength
 * of the dependency whose loss made it so the dependent is hit after that dependency's delay, at
 * the earliest of its groups. What is hit counts as stopped. Assets that links connect to no
 * serving source any more are hit at that instant.
 *
 * <p>Failures may have ended, and one asset may have had several, one after the other or at one
 * time. While one of them takes it out, an asset is out by its own word. Before that it served, and
 * when it ends it serves again, though groups may be empty then or links cut off: those count again
 * once they were made good and lost anew. A buffer that is still running goes on and hits it.
 *
 * <p>What comes back gives back what it took: a group that is whole again before its delay is over
 * has not failed. What was hit without a word of its own is back when none of its groups is empty
 * any more, each after its recovery, and links reach it; if somebody must start it, 72 hours after
 * all that it needs serves. A group whose delay is still running is not empty. At one instant all
 * losses, with all that they bring about at once, come before all returns. What was hit and is back
 * before now is no impact.
 */
public final class Forecast {

  private Forecast() {}

  /**
   * What is known to have failed.
   *
   * @param at epoch milliseconds
   * @param condition the condition that is on at the asset, which does not make it out: it triggers
   *     only the dependencies that name it, hence only direct dependents. Null: the asset is in
   *     {@code state}, and out if that is stopped or unusable
   * @param until when it is over, not before {@code at}, or {@link #OPEN} while that is not known
   */
  public record Failure(
      String asset, long at, @Nullable String condition, AssetState state, long until) {

    /** Nobody knows when it will be over. */
    public static final long OPEN = Long.MAX_VALUE;

    public Failure {
      requireNonNull(asset, "asset");
      requireNonNull(state, "state");
      if (until < at) {
        throw new IllegalArgumentException(
            "Expected a failure to end after it began, but got " + at + " and " + until);
      }
    }

    /** One of which nobody knows when it will be over. */
    public Failure(String asset, long at, @Nullable String condition, AssetState state) {
      this(asset, at, condition, state, OPEN);
    }

    /** Whether it takes its asset out. */
    boolean isOut() {
      return condition == null && state.isOut();
    }

    /** Whether it meets the trigger of a dependency on its asset. */
    boolean triggers(Trigger trigger) {
      return condition == null ? trigger.isMetBy(state) : condition.equals(trigger.condition());
    }

    /** The same, over at that time. */
    public Failure over(long time) {
      return new Failure(asset, at, condition, state, time);
    }

    /** The asset has stopped. */
    public static Failure stopped(String asset, long at) {
      return new Failure(asset, at, null, AssetState.STOPPED);
    }

    /** A condition is on at the asset. */
    public static Failure condition(String asset, long at, String condition) {
      return new Failure(asset, at, condition, AssetState.NORMAL);
    }
  }

  /**
   * An asset that will, or may, be hit.
   *
   * @param likelihood share of the samples in which it is hit within the horizon
   * @param p10 when, over the samples in which it is hit, epoch milliseconds; {@code p50} and
   *     {@code p90} likewise
   * @param path ids of the dependencies from a failed asset to it, the shortest, the least by id
   *     among these; empty for one that links cut off. Of more than {@value #MOST_LISTED} the first
   *     and the last ones
   * @param hops how many dependencies the path has, listed or not
   */
  public record Impact(
      String asset, double likelihood, long p10, long p50, long p90, List<String> path, int hops) {

    /** How many dependencies of a path are listed: as many as a situation can look ahead. */
    public static final int MOST_LISTED = 32;

    public Impact {
      requireNonNull(asset, "asset");
      path = List.copyOf(path);
    }

    /** One whose path is listed as a whole. */
    public Impact(
        String asset, double likelihood, long p10, long p50, long p90, List<String> path) {
      this(asset, likelihood, p10, p50, p90, path, path.size());
    }
  }

  /**
   * What follows from failures.
   *
   * @param impacts the assets that are hit in some sample, and are still out or will be, by id
   * @param recovered the assets that were hit and are back, by id: in at least half of the samples
   *     some outage that they did not report themselves was over by now, and none stands. They may
   *     be among the impacts too, if they may be hit again. All others whose failures have ended
   *     were never hit, as far as can be foretold
   */
  public record Outcome(List<Impact> impacts, Set<String> recovered) {
    public Outcome {
      impacts = List.copyOf(impacts);
      recovered = Collections.unmodifiableSet(new TreeSet<>(recovered));
    }
  }

  /**
   * What a reading says is left of one battery or tank: enough for {@code millis}, from the loss on
   * that it bridges if that comes after the reading, else from {@code from} on.
   *
   * @param at when it was read, epoch milliseconds
   * @param from since when it counts as running down if the loss came before the reading; not
   *     before {@code at}
   * @param running whether it was seen to run down; what does carries the load, so from the loss on
   *     it counts alone
   */
  public record Reserve(long at, long from, long millis, boolean running) {
    public Reserve {
      if (from < at || millis < 0) {
        throw new IllegalArgumentException(
            "Expected a reserve from its reading on that is not negative, but got "
                + List.of(at, from, millis));
      }
    }

    /** So much was left at that time, and it runs down. */
    public static Reserve running(long at, long millis) {
      return new Reserve(at, at, millis, true);
    }
  }

  /**
   * What an asset's own evidence says of its service. It was not hit in that time, other than while
   * its failures say that it was out: its buffers and strengths are drawn given that, and samples
   * that contradict it all the same do not count for it unless all do.
   *
   * @param from since when it serves again after it had failed, epoch milliseconds: what was lost
   *     before does not hit it any more, since it came back without it. {@link Long#MIN_VALUE} if
   *     it has not failed
   * @param until until when it is known to have served; not if {@link Long#MIN_VALUE}
   */
  public record Served(long from, long until) {

    /** Nothing is known. */
    public static final Served UNKNOWN = new Served(Long.MIN_VALUE, Long.MIN_VALUE);

    /** It never failed, as far as is known, and served until then. */
    public static Served until(long time) {
      return new Served(Long.MIN_VALUE, time);
    }
  }

  /**
   * How to simulate and what is known besides.
   *
   * @param samples at least 1
   * @param horizonMillis later hits do not count
   * @param reserves live battery and fuel of an asset, asked once for each in reach; replaces the
   *     delay of the groups that it {@link Reserves bridges}
   * @param served what is known of an asset's service; asked once for each asset in reach
   */
  public record Settings(
      int samples,
      long horizonMillis,
      Function<String, List<Reserve>> reserves,
      Function<String, Served> served) {

    /** 1,024 samples over 72 hours, nothing known besides. */
    public static final Settings DEFAULT =
        new Settings(1_024, 72 * 3_600_000L, asset -> List.of(), asset -> Served.UNKNOWN);

    public Settings {
      if (samples < 1 || horizonMillis < 0) {
        throw new IllegalArgumentException(
            "Expected a sample and no negative time, but got " + List.of(samples, horizonMillis));
      }
      requireNonNull(reserves, "reserves");
      requireNonNull(served, "served");
    }

    /** The same with another number of samples. */
    public Settings withSamples(int number) {
      return new Settings(number, horizonMillis, reserves, served);
    }

    /** The same with what is known of the assets. */
    public Settings withKnown(
        Function<String, List<Reserve>> live, Function<String, Served> service) {
      return new Settings(samples, horizonMillis, live, service);
    }
  }

  /**
   * What failures can reach: the part of the graph that a forecast looks at.
   *
   * @param assets those that may be lost in some sample, with those that failed
   * @param dependencies those that may be lost
   */
  public record Reached(int assets, int dependencies) {}

  /** What failures can reach. {@code O(what is reached)}, without any sample. */
  public static Reached reach(Graph graph, Collection<Failure> failures) {
    long last = failures.stream().mapToLong(Failure::at).max().orElse(0);
    Scope scope = new Scope(graph, failures, last, Settings.DEFAULT);
    return new Reached(scope.assets.length, scope.dependencies.length);
  }

  /**
   * The assets that are hit in some sample, by id; without those that are out by their own word.
   * See {@link #outcome}.
   */
  public static List<Impact> simulate(
      Graph graph, Collection<Failure> failures, long now, Settings settings) {
    return outcome(graph, failures, now, settings).impacts();
  }

  /**
   * What follows from failures, ended ones included. Depends on nothing but the arguments, and not
   * on the order of the failures. {@code O(samples x what is downstream)}; one sample suffices
   * where nothing downstream is uncertain.
   */
  public static Outcome outcome(
      Graph graph, Collection<Failure> failures, long now, Settings settings) {
    return new Simulation(new Scope(graph, failures, now, settings), settings).run();
  }
}
