// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntArrays;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import it.unimi.dsi.fastutil.ints.IntSet;
import java.util.Arrays;
import java.util.Collection;

/**
 * How far failures may spread whatever else fails: the assets whose service they may bear on. Two
 * failures whose spreads have no asset in common have nothing to do with each other: no group, no
 * network and no asset in which they meet.
 */
public final class Spread {

  private Spread() {}

  /**
   * The assets that failures of one asset may bear on, itself among them: what depends on it by a
   * trigger that is met, what depends on that, directly or not, in whatever group; and all of a
   * network of closed links in which one of these stands. {@code O(what is reached)}.
   *
   * @return numbers that mean the same as long as the graph is the same, in ascending order; none
   *     if the graph does not know the asset
   */
  public static int[] of(Graph graph, String asset, Collection<Forecast.Failure> failures) {
    int origin = graph.indexOf(asset);
    if (origin < 0) {
      return new int[0];
    }
    IntArrayList reached = new IntArrayList();
    IntSet seen = new IntOpenHashSet();
    reached.add(origin);
    seen.add(origin);
    boolean isOut = failures.stream().anyMatch(Forecast.Failure::isOut);
    for (int d : graph.out().items(origin)) {
      Terms terms = graph.terms(d);
      if (failures.stream().anyMatch(failure -> failure.triggers(terms.trigger()))
          && seen.add(graph.dependent(d))) {
        reached.add(graph.dependent(d));
      }
    }
    for (int i = 0; i < reached.size(); i++) {
      int next = reached.getInt(i);
      if (i > 0) {
        spread(graph, next, reached, seen);
      }
      if (i > 0 || isOut) {
        for (int neighbour : graph.neighbours().items(next)) {
          if (seen.add(neighbour)) {
            reached.add(neighbour);
          }
        }
      }
    }
    int[] all = reached.toIntArray();
    IntArrays.quickSort(all);
    return all;
  }

  /** Whether the asset is one of those. {@code O(log)} of their number. */
  public static boolean reaches(Graph graph, int[] spread, String asset) {
    int number = graph.indexOf(asset);
    return number >= 0 && Arrays.binarySearch(spread, number) >= 0;
  }

  /** The number of an asset as long as the graph is the same; -1 if the graph does not know it. */
  public static int numberOf(Graph graph, String asset) {
    return graph.indexOf(asset);
  }

  /** Whether a link ends at the asset. */
  public static boolean isLinked(Graph graph, String asset) {
    int number = graph.indexOf(asset);
    return number >= 0 && graph.isLinked(number);
  }

  /** The asset of that number, in the same graph. */
  public static Asset assetOf(Graph graph, int number) {
    return graph.asset(number);
  }

  /**
   * How long after the end of failures something that they hit may still be out.
   *
   * @param silenceMillis after so long all that are expected to be heard have been heard
   * @param recoveryMillis after so long those that nobody expects to hear are back by themselves
   * @param byHand whether one that nobody expects to hear has to be started by hand
   */
  public record Settling(long silenceMillis, long recoveryMillis, boolean byHand) {
    public static final Settling NONE = new Settling(0, 0, false);
  }

  /** How long what a spread reaches may be out after what it comes from is over. Linear. */
  public static Settling settling(Graph graph, int[] spread) {
    long silence = 0;
    long recovery = 0;
    boolean byHand = false;
    for (int asset : spread) {
      long every = graph.asset(asset).everyMillis();
      if (every > 0) {
        silence = Math.max(silence, every);
        continue;
      }
      long own = 0;
      for (int d : graph.in().items(asset)) {
        Terms terms = graph.terms(d);
        own = Math.max(own, terms.recoveryMillis());
        byHand |= terms.manualRestart();
      }
      recovery += own;
    }
    return new Settling(silence, recovery, byHand);
  }

  private static void spread(Graph graph, int asset, IntArrayList reached, IntSet seen) {
    for (int d : graph.out().items(asset)) {
      if (graph.terms(d).spreads() && seen.add(graph.dependent(d))) {
        reached.add(graph.dependent(d));
      }
    }
  }
}
