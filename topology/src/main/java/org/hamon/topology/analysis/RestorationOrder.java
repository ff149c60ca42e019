// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.analysis;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import org.hamon.topology.Asset;
import org.hamon.topology.Graph;
import org.hamon.topology.GroundedService;

/**
 * In which order one crew would best repair what has failed: at each step what gives service back
 * to the most people per hour of work, counted with {@link GroundedService} while the rest is still
 * out. An advice, greedy and not optimal; to find the best order of all is NP-hard.
 *
 * <p>Repairs may help only together: two lines that a town needs both. So a pair that gives more
 * per hour than the best single repair goes first, the member first that gives more by itself. If
 * neither one nor two give anything, the repair goes first whose absence would hurt most per hour
 * if all else were done already: that is what blocks the most.
 *
 * @param steps all that has failed, first to last
 * @param lost how many assets do not serve before the first repair, those that failed included
 * @param people of these, added up; a person counts once for each asset
 */
public record RestorationOrder(List<Step> steps, int lost, long people) {

  /** Up to so many remaining repairs pairs are looked at. */
  static final int MOST_FOR_PAIRS = 40;

  /**
   * One repair.
   *
   * @param hours of work
   * @param doneAfterHours since the first repair began
   * @param people who get service back with it
   * @param regained the assets that serve again with it, by id
   * @param reason why it goes here
   */
  public record Step(
      String asset,
      double hours,
      double doneAfterHours,
      long people,
      List<String> regained,
      Reason reason) {
    public Step {
      regained = List.copyOf(regained);
    }
  }

  /** Why a repair goes where it goes. */
  public enum Reason {
    /** Of all single repairs it gives back the most people per hour. */
    MOST_PER_HOUR,
    /** With the one behind it, or before it, it gives back more per hour than any single one. */
    TOGETHER,
    /** No repair and no pair gives anything yet; this one blocks the most. */
    BLOCKS_MOST,
    /** Nobody gets service back by what is left. */
    NOBODY_WAITS
  }

  public RestorationOrder {
    steps = List.copyOf(steps);
  }

  /**
   * Suggests an order. {@code O(n^2)} times the cost of {@link GroundedService} for n failed
   * assets; {@code O(n^3)} where n is at most {@value #MOST_FOR_PAIRS}.
   *
   * @param failed assets of the graph
   * @param hours how long the repair of an asset takes, more than 0
   */
  public static RestorationOrder of(
      Graph graph, Collection<String> failed, ToDoubleFunction<String> hours) {
    return new Search(graph, failed, hours).run();
  }

  /** What one or two repairs would give. */
  private record Choice(List<String> repairs, double perHour) {
    boolean isBetterThan(Choice other) {
      return perHour > other.perHour;
    }
  }

  private static final class Search {
    private final Graph graph;
    private final ToDoubleFunction<String> hours;

    /** In the order of ids, so that the first of equals is always the same. */
    private final Set<String> out;

    private final List<Step> steps = new ArrayList<>();
    private Set<String> lost;
    private double clock;

    Search(Graph graph, Collection<String> failed, ToDoubleFunction<String> hours) {
      this.graph = graph;
      this.hours = hours;
      out = new TreeSet<>(failed);
      lost = lostWhile(out);
    }

    RestorationOrder run() {
      int before = lost.size();
      long people = people(lost);
      while (!out.isEmpty()) {
        next();
      }
      return new RestorationOrder(steps, before, people);
    }

    private void next() {
      Choice single = best(out.stream().map(List::of).toList());
      Choice pair = out.size() <= MOST_FOR_PAIRS ? best(pairs()) : single;
      if (pair.isBetterThan(single) && pair.perHour > single.perHour * (1 + 1e-9)) {
        String first = best(pair.repairs.stream().map(List::of).toList()).repairs.get(0);
        for (String repair : pair.repairs) {
          if (repair.equals(first)) {
            repair(repair, Reason.TOGETHER);
          }
        }
        pair.repairs.stream()
            .filter(repair -> !repair.equals(first))
            .forEach(repair -> repair(repair, Reason.TOGETHER));
      } else if (single.perHour > 0) {
        repair(single.repairs.get(0), Reason.MOST_PER_HOUR);
      } else if (people(lost) > people(lostWhile(Set.of()))) {
        repair(blocker(), Reason.BLOCKS_MOST);
      } else {
        repair(out.iterator().next(), Reason.NOBODY_WAITS);
      }
    }

    private List<List<String>> pairs() {
      List<String> all = List.copyOf(out);
      List<List<String>> pairs = new ArrayList<>();
      for (int i = 0; i < all.size(); i++) {
        for (int j = i + 1; j < all.size(); j++) {
          pairs.add(List.of(all.get(i), all.get(j)));
        }
      }
      return pairs;
    }

    private Choice best(List<List<String>> choices) {
      Choice best = new Choice(choices.isEmpty() ? List.of() : choices.get(0), -1);
      long now = people(lost);
      for (List<String> repairs : choices) {
        Set<String> rest = new TreeSet<>(out);
        rest.removeAll(repairs);
        double work = repairs.stream().mapToDouble(hours).sum();
        Choice choice = new Choice(repairs, (now - people(lostWhile(rest))) / work);
        best = choice.isBetterThan(best) ? choice : best;
      }
      return best;
    }

    private String blocker() {
      String most = out.iterator().next();
      double worst = -1;
      for (String candidate : out) {
        double perHour = people(lostWhile(Set.of(candidate))) / hours.applyAsDouble(candidate);
        if (perHour > worst) {
          worst = perHour;
          most = candidate;
        }
      }
      return most;
    }

    private void repair(String asset, Reason reason) {
      out.remove(asset);
      Set<String> left = lostWhile(out);
      List<String> regained = new ArrayList<>(lost);
      regained.removeAll(left);
      long gain = people(lost) - people(left);
      lost = left;
      double work = hours.applyAsDouble(asset);
      clock += work;
      steps.add(new Step(asset, work, clock, gain, regained, reason));
    }

    private Set<String> lostWhile(Set<String> failed) {
      Set<String> all = new TreeSet<>(GroundedService.unserved(graph, failed));
      all.addAll(failed);
      return all;
    }

    private long people(Set<String> assets) {
      return assets.stream().mapToLong(id -> graph.asset(id).map(Asset::people).orElse(0L)).sum();
    }
  }
}
