// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance.oracle;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.hamon.acceptance.oracle.Plan.Asset;

/**
 * What can be known at an instant of what will fail: all that was said until then happens, what
 * nobody spoke of follows from it, and nothing else happens afterwards.
 *
 * <p>An asset that says that it is out is a fact and no forecast. One that nobody has heard, and
 * that must be out by what is known, is still a forecast for the time at which it was hit. Left
 * open ({@link Expectation#isRequired} is false, so that neither telling it nor leaving it out is
 * wrong) is
 *
 * <ul>
 *   <li>a time that had passed when it could first be known,
 *   <li>what is due and has fallen silent or is expected to be heard: it may be taken for a fact,
 *   <li>what goes on though all those that were ever heard and could cause it serve again: nothing
 *       is left that holds a situation open.
 * </ul>
 */
public final class Oracle {

  static final long HORIZON = 72 * 3_600_000L;

  /** An asset will fail (or must have failed) at that time. */
  public record Expectation(
      String asset, String sector, long at, long within, boolean isRequired) {}

  /** Who says the time to the second may be so far off. */
  private static final long WITHIN = 3_000;

  private final World world;

  public Oracle(World world) {
    this.world = world;
  }

  /** By asset. */
  Map<String, Expectation> at(long now) {
    Map<String, Expectation> expectations = new TreeMap<>();
    futures(now, happening -> true)
        .forEach(
            (asset, at) -> {
              boolean required =
                  isHeldOpen(asset, now)
                      && (at > now || (!mayBeAFact(asset, now) && foretoldAt(asset, at)));
              String sector = world.plan().asset(asset).sector();
              expectations.put(
                  asset,
                  new Expectation(asset, sector, at, WITHIN + silence(asset, now), required));
            });
    return expectations;
  }

  /** When each asset fails that has not said so yet, of what was told by then and is counted. */
  Map<String, Long> futures(long now, Predicate<Happening> counts) {
    Course course = course(now, counts);
    Map<String, Long> futures = new TreeMap<>();
    for (Asset asset : world.plan().assets()) {
      OptionalLong out = course.outSince(asset.id());
      if (out.isPresent() && !isHeardOut(asset.id(), now)) {
        futures.put(asset.id(), out.getAsLong());
      }
    }
    return futures;
  }

  /** Whether anything was left open by the rules at that instant, so that the world is no use. */
  List<String> doubts(long now) {
    return course(now, happening -> true).doubts();
  }

  private Course course(long now, Predicate<Happening> counts) {
    List<Happening> known = known(now).stream().filter(counts).toList();
    return Course.of(world.plan(), known, now + HORIZON, Draws.CERTAIN);
  }

  /** Whether it was heard to be out, and nothing since then but silence. */
  boolean isHeardOut(String asset, long now) {
    boolean out = false;
    for (Happening happening : wordsOf(asset, now)) {
      out = happening.kind().saysOut() || (out && !happening.kind().saysServes());
    }
    return out;
  }

  boolean isSilent(String asset, long now) {
    List<Happening> words = wordsOf(asset, now);
    if (words.isEmpty()) {
      return false;
    }
    Happening.Kind last = words.get(words.size() - 1).kind();
    return last == Happening.Kind.SAYS_UNKNOWN || last == Happening.Kind.FALLS_SILENT;
  }

  /** Who is out or conditioned by its own word. */
  Set<String> causes(long now) {
    Set<String> causes = new TreeSet<>();
    for (Asset asset : world.plan().assets()) {
      if (isHeardOut(asset.id(), now)) {
        causes.add(asset.id());
      }
    }
    for (Happening happening : known(now)) {
      String asset = happening.subject().replaceAll("/.*", "");
      if (happening.kind() == Happening.Kind.CONDITION_ON) {
        causes.add(asset);
      } else if (happening.kind() == Happening.Kind.CONDITION_OFF && !isHeardOut(asset, now)) {
        causes.remove(asset);
      }
    }
    known(now).stream()
        .filter(happening -> happening.kind() == Happening.Kind.ASSET_REMOVED)
        .forEach(happening -> causes.remove(happening.subject()));
    return causes;
  }

  private boolean isHeldOpen(String asset, long now) {
    Set<String> upstream = world.plan().upstreamOf(asset);
    return causes(now).stream().anyMatch(upstream::contains);
  }

  private boolean mayBeAFact(String asset, long now) {
    return world.plan().asset(asset).every() > 0 || isSilent(asset, now);
  }

  /** How long it may have taken to find that those have fallen silent which it hangs on. */
  private long silence(String asset, long now) {
    Map<String, Long> futures = futures(now, happening -> true);
    return world.plan().upstreamOf(asset).stream()
        .filter(one -> !one.equals(asset) && futures.getOrDefault(one, now + 1) <= now)
        .mapToLong(one -> world.plan().asset(one).every())
        .max()
        .orElse(0);
  }

  private boolean foretoldAt(String asset, long at) {
    Long before = futures(at, happening -> true).get(asset);
    return before != null && before == at;
  }

  private List<Happening> wordsOf(String asset, long now) {
    return known(now).stream().filter(happening -> happening.subject().equals(asset)).toList();
  }

  /** In the order in which it happened. */
  List<Happening> known(long now) {
    List<Happening> known = new ArrayList<>();
    world.told().stream().filter(happening -> happening.told() <= now).forEach(known::add);
    known.sort(Comparator.comparingLong(Happening::at).thenComparing(Happening::told));
    return known;
  }
}
