// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance.oracle;

import static org.hamon.acceptance.oracle.Dice.HOUR;
import static org.hamon.acceptance.oracle.Dice.MINUTE;
import static org.hamon.acceptance.oracle.Dice.SECOND;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.hamon.acceptance.oracle.Happening.Kind;
import org.hamon.acceptance.oracle.Plan.Asset;
import org.hamon.acceptance.oracle.Plan.Dependency;
import org.hamon.acceptance.oracle.Plan.Link;
import org.hamon.acceptance.oracle.World.Beats;

/**
 * Draws a world: what exists, what breaks and is repaired, and what is said of it. Each asset that
 * speaks tells the truth about whether it serves, at once or with {@code occurredAt}.
 *
 * <p>Worlds in which the rules leave something open are thrown away ({@link Course#doubts}).
 */
public final class RandomWorld {

  /** What a world may have besides failures, groups, buffers and returns. */
  public enum Trait {
    LINKS,
    /** Some assets never say anything. */
    MUTES,
    MANUAL_RESTARTS,
    CONDITIONS,
    /** Assets that are out fall silent; others do, too. */
    SILENCE,
    DEGRADED,
    REMOVALS,
    /** Some failures are reported later than they occurred. */
    OCCURRED_EARLIER,
    /** Some assets are expected to be heard, and only fall silent when they are out. */
    HEARTBEATS
  }

  /** Nobody looks later. */
  private static final long OBSERVED = 10 * HOUR;

  /** What the job says at an instant is complete by then. */
  private static final long SETTLED = 3 * SECOND;

  private final Dice dice;
  private final String name;
  private final long begins;
  private final Set<Trait> traits;
  private final Plan plan;
  private final List<Happening> truth = new ArrayList<>();
  private final List<Happening> told = new ArrayList<>();
  private final List<Beats> beats = new ArrayList<>();

  private RandomWorld(String name, long begins, Collection<Trait> allowed, Dice dice) {
    this.name = name;
    this.begins = begins;
    this.dice = dice;
    this.traits = EnumSet.noneOf(Trait.class);
    allowed.stream().filter(trait -> dice.chance(0.35)).forEach(traits::add);
    this.plan = RandomPlan.draw(name, traits, false, dice);
  }

  /** The first of the seed that the rules leave nothing open in and where something is foretold. */
  public static World of(String name, long seed, long begins, Collection<Trait> allowed) {
    Dice dice = new Dice(seed);
    while (true) {
      World world = new RandomWorld(name, begins, allowed, dice).draw();
      Oracle oracle = new Oracle(world);
      boolean clear = world.looks().stream().allMatch(look -> oracle.doubts(look).isEmpty());
      if (clear && world.looks().stream().anyMatch(look -> !oracle.at(look).isEmpty())) {
        return world;
      }
    }
  }

  private World draw() {
    failures();
    Course course = withStarts();
    words(course);
    told.sort(Happening.BY_TIME);
    List<String> doubts = course.doubts();
    return new World(name, plan, told, beats, doubts.isEmpty() ? looks() : List.of());
  }

  private void failures() {
    List<Asset> assets = plan.assets();
    int failures = 1 + dice.below(dice.chance(0.3) ? 2 : 5);
    for (int i = 0; i < failures; i++) {
      Asset asset =
          assets.get(dice.below(dice.chance(0.85) ? (assets.size() + 1) / 2 : assets.size()));
      if (asset.mute() || truth.stream().anyMatch(h -> h.subject().equals(asset.id()))) {
        continue;
      }
      breaks(asset, begins + dice.between(0, 90 * MINUTE));
    }
    Set<String> conditioned = new TreeSet<>();
    for (Dependency dependency : plan.dependencies()) {
      String condition = dependency.condition();
      if (condition != null && conditioned.add(dependency.provider()) && dice.chance(0.7)) {
        String subject = dependency.provider() + "/" + condition;
        long at = begins + dice.between(0, 2 * HOUR);
        truth.add(Happening.now(at, Kind.CONDITION_ON, subject));
        if (dice.chance(0.6)) {
          truth.add(
              Happening.now(at + dice.between(MINUTE, 3 * HOUR), Kind.CONDITION_OFF, subject));
        }
      }
    }
    if (traits.contains(Trait.REMOVALS)) {
      removal();
    }
  }

  /** Once, or again after it was repaired. */
  private void breaks(Asset asset, long at) {
    truth.add(Happening.now(at, Kind.BREAKS, asset.id()));
    if (dice.chance(0.6)) {
      long repaired = at + outage(asset);
      truth.add(Happening.now(repaired, Kind.IS_REPAIRED, asset.id()));
      if (dice.chance(0.25)) {
        breaks(asset, repaired + dice.between(2 * MINUTE, 2 * HOUR));
      }
    }
  }

  /** Often just before, at, or after the end of somebody's buffer. */
  private long outage(Asset asset) {
    List<Dependency> felt =
        plan.dependencies().stream()
            .filter(d -> d.provider().equals(asset.id()) && d.buffer().p50() > MINUTE)
            .toList();
    if (!felt.isEmpty() && dice.chance(0.5)) {
      long buffer = felt.get(dice.below(felt.size())).buffer().p50();
      return buffer + (dice.below(3) - 1) * 30 * SECOND;
    }
    return dice.between(MINUTE, dice.chance(0.3) ? 30 * MINUTE : 5 * HOUR);
  }

  private void removal() {
    switch (dice.below(3)) {
      case 0 -> remove(Kind.ASSET_REMOVED, plan.assets().stream().map(Asset::id).toList());
      case 1 ->
          remove(
              Kind.DEPENDENCY_REMOVED, plan.dependencies().stream().map(Dependency::id).toList());
      default -> remove(Kind.LINK_REMOVED, plan.links().stream().map(Link::id).toList());
    }
  }

  private void remove(Kind kind, List<String> ids) {
    if (!ids.isEmpty()) {
      long at = begins + dice.between(30 * MINUTE, 3 * HOUR);
      truth.add(Happening.now(at, kind, ids.get(dice.below(ids.size()))));
    }
  }

  /** What truly happens, once those that must be started were started some time later. */
  private Course withStarts() {
    Map<String, Long> started = new TreeMap<>();
    while (true) {
      Course course = Course.of(plan, truth, begins + 24 * HOUR, Draws.CERTAIN);
      boolean done = true;
      for (Asset asset : plan.assets()) {
        OptionalLong since = course.waitsForStartSince(asset.id());
        if (since.isPresent()
            && !asset.mute()
            && !started.containsKey(asset.id())
            && dice.chance(0.8)) {
          long at = since.getAsLong() + dice.between(2 * MINUTE, HOUR);
          started.put(asset.id(), at);
          truth.add(Happening.now(at, Kind.IS_STARTED, asset.id()));
          done = false;
        }
      }
      if (done) {
        return course;
      }
    }
  }

  private void words(Course course) {
    Set<String> prompt = new HashSet<>();
    for (Happening happening : truth) {
      switch (happening.kind()) {
        case CONDITION_ON, CONDITION_OFF -> {
          String asset = happening.subject().replaceAll("/.*", "");
          if (happening.at() < removedAt(asset)) {
            told.add(happening);
          }
          prompt.add(asset);
        }
        case ASSET_REMOVED, DEPENDENCY_REMOVED, LINK_REMOVED -> told.add(happening);
        default -> {
          // the assets themselves speak of it
        }
      }
    }
    for (Asset asset : plan.assets()) {
      if (asset.every() > 0) {
        beats(asset, course);
      } else if (!asset.mute()) {
        words(asset, course, prompt.contains(asset.id()));
      }
    }
  }

  /** It is heard as long as it serves. */
  private void beats(Asset asset, Course course) {
    long end = Math.min(removedAt(asset.id()), begins + OBSERVED);
    long from = begins - MINUTE;
    for (Course.Turn turn : turnsOf(asset, course, end)) {
      if (turn.serves()) {
        from = turn.at();
        long heard = from;
        told.removeIf(
            h ->
                h.kind() == Kind.FALLS_SILENT && h.subject().equals(asset.id()) && h.at() >= heard);
        told.add(Happening.now(heard, Kind.IS_HEARD, asset.id()));
      } else {
        Beats last = new Beats(asset.id(), from, turn.at());
        beats.add(last);
        told.add(Happening.now(last.last() + asset.every(), Kind.FALLS_SILENT, asset.id()));
        from = Long.MAX_VALUE;
      }
    }
    if (from < end) {
      beats.add(new Beats(asset.id(), from, end));
    }
  }

  private static List<Course.Turn> turnsOf(Asset asset, Course course, long before) {
    return course.turns().stream()
        .filter(turn -> turn.asset().equals(asset.id()) && turn.at() < before)
        .toList();
  }

  private void words(Asset asset, Course course, boolean prompt) {
    long gone = removedAt(asset.id());
    List<Course.Turn> turns = turnsOf(asset, course, gone);
    long served = begins;
    boolean mayDegrade = traits.contains(Trait.DEGRADED) && !prompt;
    for (int i = 0; i < turns.size(); i++) {
      Course.Turn turn = turns.get(i);
      long next = Math.min(gone, i + 1 < turns.size() ? turns.get(i + 1).at() : Long.MAX_VALUE);
      if (turn.serves()) {
        told.add(Happening.now(turn.at(), Kind.SAYS_NORMAL, asset.id()));
        served = turn.at();
        continue;
      }
      if (mayDegrade && dice.chance(0.4) && turn.at() - served > 5 * MINUTE) {
        long at = dice.between(served + MINUTE, turn.at() - MINUTE);
        told.add(Happening.now(at, Kind.SAYS_DEGRADED, asset.id()));
      }
      Kind kind = dice.chance(0.8) ? Kind.SAYS_STOPPED : Kind.SAYS_UNUSABLE;
      long late = 0;
      if (!prompt && !mayDegrade && traits.contains(Trait.OCCURRED_EARLIER) && dice.chance(0.4)) {
        late = dice.between(30 * SECOND, 2 * HOUR);
      }
      if (turn.at() + late + MINUTE > next) {
        late = 0;
      }
      told.add(new Happening(turn.at(), turn.at() + late, kind, asset.id()));
      long silent = turn.at() + late + dice.between(MINUTE, HOUR);
      if (traits.contains(Trait.SILENCE) && dice.chance(0.3) && silent + MINUTE < next) {
        told.add(Happening.now(silent, Kind.SAYS_UNKNOWN, asset.id()));
      }
    }
    if (traits.contains(Trait.SILENCE)
        && turns.isEmpty()
        && dice.chance(0.1)
        && gone > begins + HOUR) {
      told.add(Happening.now(begins + dice.between(0, HOUR), Kind.SAYS_UNKNOWN, asset.id()));
    }
  }

  private long removedAt(String asset) {
    return truth.stream()
        .filter(h -> h.kind() == Kind.ASSET_REMOVED && h.subject().equals(asset))
        .mapToLong(Happening::at)
        .findFirst()
        .orElse(Long.MAX_VALUE);
  }

  /** After each word, and now and then in between, when all is calm. */
  private List<Long> looks() {
    Set<Long> looks = new TreeSet<>();
    told.forEach(happening -> looks.add(happening.told() + SETTLED));
    LongStream.range(0, 4).forEach(i -> looks.add(begins + dice.between(10 * MINUTE, 6 * HOUR)));
    looks.removeIf(look -> look > begins + OBSERVED);
    looks.removeIf(
        look ->
            told.stream().anyMatch(h -> h.told() > look - SETTLED && h.told() <= look + SETTLED));
    return List.copyOf(looks);
  }
}
