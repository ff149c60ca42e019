// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance.oracle;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.hamon.acceptance.oracle.Happening.Kind;
import org.hamon.acceptance.oracle.Plan.Asset;
import org.hamon.acceptance.oracle.Plan.Dependency;
import org.hamon.acceptance.oracle.Plan.Link;
import org.hamon.acceptance.oracle.Plan.Spread;

/**
 * Draws a world: what exists, what breaks and is repaired, and what is said of it. Each asset that
 * speaks tells the truth about whether it serves, at once or with {@code occurredAt}.
 *
 * <p>Dependencies lead from earlier to later assets, and no member of a network of links depends on
 * another: what comes back first in a circle is left open by the rules, and so are the other worlds
 * that are thrown away here ({@link Course#doubts}).
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
    OCCURRED_EARLIER
  }

  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;

  /** What the job says at an instant is complete by then. */
  private static final long SETTLED = 3 * SECOND;

  private final Random random;
  private final String name;
  private final long begins;
  private final Set<Trait> traits = EnumSet.noneOf(Trait.class);
  private final List<Asset> assets = new ArrayList<>();
  private final List<Dependency> dependencies = new ArrayList<>();
  private final List<Link> links = new ArrayList<>();
  private final List<Happening> truth = new ArrayList<>();
  private final List<Happening> told = new ArrayList<>();

  private RandomWorld(String name, long begins, Collection<Trait> allowed, Random random) {
    this.name = name;
    this.begins = begins;
    this.random = random;
    allowed.stream().filter(trait -> chance(0.35)).forEach(traits::add);
  }

  /** The first of the seed that the rules leave nothing open in and where something is foretold. */
  public static World of(String name, long seed, long begins, Collection<Trait> allowed) {
    Random random = new Random(seed);
    while (true) {
      World world = new RandomWorld(name, begins, allowed, random).draw();
      Oracle oracle = new Oracle(world);
      boolean clear = world.looks().stream().allMatch(look -> oracle.doubts(look).isEmpty());
      if (clear && world.looks().stream().anyMatch(look -> !oracle.at(look).isEmpty())) {
        return world;
      }
    }
  }

  private World draw() {
    assets();
    if (traits.contains(Trait.LINKS)) {
      network();
    }
    dependencies();
    Plan plan = new Plan(assets, dependencies, links);
    failures(plan);
    Course course = withStarts(plan);
    words(plan, course);
    told.sort(Happening.BY_TIME);
    List<String> doubts = course.doubts();
    return new World(name, plan, told, doubts.isEmpty() ? looks() : List.of());
  }

  private void assets() {
    int number = chance(0.4) ? 2 + random.nextInt(3) : 5 + random.nextInt(8);
    for (int i = 0; i < number; i++) {
      String sector = name + "-" + (char) ('a' + random.nextInt(4));
      boolean mute = i > 0 && traits.contains(Trait.MUTES) && chance(0.3);
      assets.add(new Asset(id(i), sector, false, mute, 0));
    }
  }

  /** A tree over some assets with a source or two, and now and then a link more. */
  private void network() {
    List<Integer> members = new ArrayList<>();
    for (int i = 0; i < assets.size() && members.size() < 5; i++) {
      if (i == 0 || chance(0.5)) {
        members.add(i);
      }
    }
    if (members.size() < 2) {
      return;
    }
    for (int m = 0; m < members.size(); m++) {
      int here = members.get(m);
      boolean source = m == 0 || chance(0.2);
      Asset asset = assets.get(here);
      assets.set(here, new Asset(asset.id(), asset.sector(), source, asset.mute(), asset.every()));
      if (m > 0) {
        link(members.get(random.nextInt(m)), here);
        if (m > 1 && chance(0.3)) {
          link(members.get(random.nextInt(m)), here);
        }
      }
    }
  }

  private void link(int a, int b) {
    String id = name + "-l" + a + "-" + b;
    if (links.stream().noneMatch(link -> link.id().equals(id))) {
      links.add(new Link(id, id(a), id(b)));
    }
  }

  private void dependencies() {
    for (int i = 1; i < assets.size(); i++) {
      int groups = chance(0.7) ? 1 : random.nextInt(4);
      for (int g = 0; g < groups; g++) {
        group(i, "g" + g);
      }
    }
  }

  private void group(int dependent, String group) {
    Set<Integer> providers = new TreeSet<>();
    int size = chance(0.35) ? 1 : 2 + random.nextInt(3);
    for (int i = 0; i < size; i++) {
      int provider = random.nextInt(Math.min(dependent, 5));
      if (mayDepend(dependent, provider)) {
        providers.add(provider);
      }
    }
    if (providers.isEmpty()) {
      return;
    }
    int needs = chance(0.5) ? 1 : 1 + random.nextInt(providers.size());
    boolean manual = traits.contains(Trait.MANUAL_RESTARTS) && chance(0.3);
    boolean alike = chance(0.7);
    String condition = traits.contains(Trait.CONDITIONS) && chance(0.3) ? "low" : null;
    Spread buffer = buffer();
    for (int provider : providers) {
      String id = name + "-d" + provider + "-" + dependent + group;
      dependencies.add(
          new Dependency(
              id,
              id(provider),
              id(dependent),
              group,
              needs,
              alike ? buffer : buffer(),
              1,
              condition == null || assets.get(provider).mute() ? null : condition,
              manual));
    }
  }

  /** One dependency of a pair; no way from one member of the network to another. */
  private boolean mayDepend(int dependent, int provider) {
    if (dependencies.stream()
        .anyMatch(d -> d.provider().equals(id(provider)) && d.dependent().equals(id(dependent)))) {
      return false;
    }
    Plan soFar = new Plan(assets, dependencies, links);
    return !soFar.isLinked(id(dependent))
        || soFar.upstreamOf(id(provider)).stream().noneMatch(soFar::isLinked);
  }

  private Spread buffer() {
    long most = chance(0.4) ? 20 * MINUTE : 4 * HOUR;
    return Spread.fixed(chance(0.2) ? 0 : between(30 * SECOND, most));
  }

  private void failures(Plan plan) {
    int failures = 1 + random.nextInt(chance(0.5) ? 3 : 6);
    for (int i = 0; i < failures; i++) {
      Asset asset =
          assets.get(random.nextInt(chance(0.7) ? (assets.size() + 1) / 2 : assets.size()));
      if (asset.mute() || truth.stream().anyMatch(h -> h.subject().equals(asset.id()))) {
        continue;
      }
      long at = begins + between(0, 2 * HOUR);
      truth.add(Happening.now(at, Kind.BREAKS, asset.id()));
      if (chance(0.7)) {
        truth.add(Happening.now(at + outage(plan, asset), Kind.IS_REPAIRED, asset.id()));
      }
    }
    Set<String> conditioned = new TreeSet<>();
    for (Dependency dependency : dependencies) {
      String condition = dependency.condition();
      if (condition != null && conditioned.add(dependency.provider()) && chance(0.7)) {
        String subject = dependency.provider() + "/" + condition;
        long at = begins + between(0, 2 * HOUR);
        truth.add(Happening.now(at, Kind.CONDITION_ON, subject));
        if (chance(0.6)) {
          truth.add(Happening.now(at + between(MINUTE, 3 * HOUR), Kind.CONDITION_OFF, subject));
        }
      }
    }
    if (traits.contains(Trait.REMOVALS)) {
      removal();
    }
  }

  /** Often just before, at, or after the end of somebody's buffer. */
  private long outage(Plan plan, Asset asset) {
    List<Dependency> felt =
        plan.dependencies().stream()
            .filter(d -> d.provider().equals(asset.id()) && d.buffer().p50() > MINUTE)
            .toList();
    if (!felt.isEmpty() && chance(0.5)) {
      long buffer = felt.get(random.nextInt(felt.size())).buffer().p50();
      return buffer + (random.nextInt(3) - 1) * 30 * SECOND;
    }
    return between(MINUTE, chance(0.5) ? 30 * MINUTE : 5 * HOUR);
  }

  private void removal() {
    long at = begins + between(30 * MINUTE, 3 * HOUR);
    switch (random.nextInt(3)) {
      case 0 -> truth.add(Happening.now(at, Kind.ASSET_REMOVED, id(random.nextInt(assets.size()))));
      case 1 -> {
        if (!dependencies.isEmpty()) {
          String id = dependencies.get(random.nextInt(dependencies.size())).id();
          truth.add(Happening.now(at, Kind.DEPENDENCY_REMOVED, id));
        }
      }
      default -> {
        if (!links.isEmpty()) {
          String id = links.get(random.nextInt(links.size())).id();
          truth.add(Happening.now(at, Kind.LINK_REMOVED, id));
        }
      }
    }
  }

  /** What truly happens, once those that must be started were started some time later. */
  private Course withStarts(Plan plan) {
    Map<String, Long> started = new TreeMap<>();
    while (true) {
      Course course = Course.of(plan, truth, begins + 24 * HOUR, Draws.CERTAIN);
      boolean done = true;
      for (Asset asset : assets) {
        OptionalLong since = course.waitsForStartSince(asset.id());
        if (since.isPresent() && !asset.mute() && !started.containsKey(asset.id()) && chance(0.8)) {
          long at = since.getAsLong() + between(2 * MINUTE, HOUR);
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

  private void words(Plan plan, Course course) {
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
      if (!asset.mute()) {
        words(asset, course, prompt.contains(asset.id()));
      }
    }
  }

  private void words(Asset asset, Course course, boolean prompt) {
    long gone = removedAt(asset.id());
    List<Course.Turn> turns =
        course.turns().stream()
            .filter(turn -> turn.asset().equals(asset.id()) && turn.at() < gone)
            .toList();
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
      if (mayDegrade && chance(0.4) && turn.at() - served > 5 * MINUTE) {
        long at = between(served + MINUTE, turn.at() - MINUTE);
        told.add(Happening.now(at, Kind.SAYS_DEGRADED, asset.id()));
      }
      Kind kind = chance(0.8) ? Kind.SAYS_STOPPED : Kind.SAYS_UNUSABLE;
      long late = 0;
      if (!prompt && !mayDegrade && traits.contains(Trait.OCCURRED_EARLIER) && chance(0.4)) {
        late = between(30 * SECOND, 2 * HOUR);
      }
      if (turn.at() + late + MINUTE > next) {
        late = 0;
      }
      told.add(new Happening(turn.at(), turn.at() + late, kind, asset.id()));
      long silent = turn.at() + late + between(MINUTE, HOUR);
      if (traits.contains(Trait.SILENCE) && chance(0.3) && silent + MINUTE < next) {
        told.add(Happening.now(silent, Kind.SAYS_UNKNOWN, asset.id()));
      }
    }
    if (traits.contains(Trait.SILENCE) && turns.isEmpty() && chance(0.1) && gone > begins + HOUR) {
      told.add(Happening.now(begins + between(0, HOUR), Kind.SAYS_UNKNOWN, asset.id()));
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
    LongStream.range(0, 4).forEach(i -> looks.add(begins + between(10 * MINUTE, 6 * HOUR)));
    looks.removeIf(
        look ->
            told.stream().anyMatch(h -> h.told() > look - SETTLED && h.told() <= look + SETTLED));
    return List.copyOf(looks);
  }

  private String id(int asset) {
    return name + "-" + asset;
  }

  /** In whole seconds. */
  private long between(long from, long to) {
    return from + random.nextInt((int) ((to - from) / SECOND) + 1) * SECOND;
  }

  private boolean chance(double probability) {
    return random.nextDouble() < probability;
  }
}
