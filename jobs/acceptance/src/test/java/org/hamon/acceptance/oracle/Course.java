// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance.oracle;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.hamon.acceptance.oracle.Plan.Dependency;
import org.hamon.acceptance.oracle.Plan.Link;

/**
 * What becomes of a world, instant by instant. Plain and slow on purpose: at each instant all is
 * looked at until nothing changes any more.
 *
 * <p>A group is down from the instant fewer providers serve than it needs; its buffer, that of the
 * dependency whose loss made it so, runs from then. Is the group whole again before the buffer is
 * empty, nothing happens; else the dependent is hit, and is back when none of its groups is empty.
 * If its restart is manual, it stays out until somebody starts it or it says that it serves. An
 * asset with links serves only while serving assets connect it to a serving source. At one instant
 * losses come before returns.
 *
 * <p>The same rules tell what truly happens (assets break and are repaired) and what can be known
 * of it (assets say how they are): an asset that says that it is out is out until it says
 * otherwise. Where these rules leave something open, a doubt is noted.
 */
final class Course {

  private static final long NEVER = Long.MAX_VALUE;

  /** From one instant to another an asset began or ceased to serve. */
  record Turn(long at, String asset, boolean serves) {}

  private final Plan plan;
  private final Draws draws;
  private final Map<String, Thing> things = new TreeMap<>();
  private final Map<String, Group> groups = new TreeMap<>();
  private final Set<Link> links;
  private final Set<String> conditions = new HashSet<>();
  private final List<Turn> turns = new ArrayList<>();
  private final List<String> doubts = new ArrayList<>();
  private Set<String> lostBefore = Set.of();

  private Course(Plan plan, Draws draws) {
    this.plan = plan;
    this.draws = draws;
    this.links = new HashSet<>(plan.links());
    plan.assets().forEach(asset -> things.put(asset.id(), new Thing(asset.id())));
    for (Dependency dependency : plan.dependencies()) {
      groups
          .computeIfAbsent(
              dependency.dependent() + "/" + dependency.group(),
              key -> new Group(thing(dependency.dependent()), dependency.needs()))
          .dependencies
          .add(dependency);
    }
  }

  /** Lets these happen, and all that follows by that time, its end included. */
  static Course of(Plan plan, Collection<Happening> happenings, long until, Draws draws) {
    Course course = new Course(plan, draws);
    List<Happening> ahead = new ArrayList<>(happenings);
    ahead.sort(Happening.BY_TIME);
    while (true) {
      long at = course.nextBufferEnd();
      if (!ahead.isEmpty()) {
        at = Math.min(at, ahead.get(0).at());
      }
      if (at == NEVER || at > until) {
        return course;
      }
      List<Happening> now = new ArrayList<>();
      while (!ahead.isEmpty() && ahead.get(0).at() == at) {
        now.add(ahead.remove(0));
      }
      course.pass(at, now);
    }
  }

  /** In the order of time. */
  List<Turn> turns() {
    return turns;
  }

  List<String> doubts() {
    return doubts;
  }

  /** Since when it has been out at the end; nothing if it serves or is gone. */
  OptionalLong outSince(String asset) {
    Thing thing = thing(asset);
    return thing.removed || thing.served ? OptionalLong.empty() : OptionalLong.of(thing.outSince);
  }

  boolean isRemoved(String asset) {
    return thing(asset).removed;
  }

  /** Whether it stays out only because nobody has started it, and since when. */
  OptionalLong waitsForStartSince(String asset) {
    Thing thing = thing(asset);
    boolean waits = thing.held && !thing.broken && !isEmptied(thing) && !thing.removed;
    return waits ? OptionalLong.of(thing.wholeSince) : OptionalLong.empty();
  }

  private long nextBufferEnd() {
    return groups.values().stream()
        .filter(group -> group.down && !group.empty)
        .mapToLong(group -> group.emptyAt)
        .min()
        .orElse(NEVER);
  }

  private void pass(long at, List<Happening> now) {
    lostBefore = new HashSet<>();
    plan.dependencies().stream()
        .filter(this::isLost)
        .forEach(dependency -> lostBefore.add(dependency.id()));
    now.stream().filter(happening -> happening.kind().takes()).forEach(this::take);
    settle(at);
    Set<Thing> outFirst = new HashSet<>();
    things.values().stream().filter(thing -> !serves(thing)).forEach(outFirst::add);
    now.stream().filter(happening -> !happening.kind().takes()).forEach(this::take);
    settle(at);
    for (Happening happening : now) {
      if (happening.kind().saysServes() && !serves(thing(happening.subject()))) {
        doubts.add(happening.subject() + " says that it serves, without what it needs");
      }
    }
    for (Thing thing : things.values()) {
      boolean serves = serves(thing);
      if (thing.served && serves && outFirst.contains(thing) && plan.feeds(thing.id)) {
        doubts.add(thing.id + " is out for no time at all");
      }
      if (serves != thing.served && !thing.removed) {
        turns.add(new Turn(at, thing.id, serves));
        thing.outSince = at;
      }
      thing.served = serves;
    }
  }

  private void take(Happening happening) {
    String subject = happening.subject();
    switch (happening.kind()) {
      case BREAKS, SAYS_STOPPED, SAYS_UNUSABLE -> thing(subject).broken = true;
      case IS_REPAIRED -> thing(subject).broken = false;
      case IS_STARTED -> thing(subject).held = false;
      case SAYS_NORMAL, SAYS_DEGRADED, IS_HEARD -> {
        thing(subject).broken = false;
        thing(subject).held = false;
      }
      case SAYS_UNKNOWN, FALLS_SILENT -> {
        // whoever was out still is, as far as anybody knows
      }
      case CONDITION_ON -> conditions.add(subject);
      case CONDITION_OFF -> conditions.remove(subject);
      case ASSET_REMOVED -> {
        thing(subject).removed = true;
        removeLinks(
            links.stream()
                .filter(link -> link.a().equals(subject) || link.b().equals(subject))
                .toList());
        groups.values().removeIf(group -> group.dependent.id.equals(subject));
        plan.dependencies().stream()
            .filter(dependency -> dependency.provider().equals(subject))
            .forEach(this::removeDependency);
      }
      case DEPENDENCY_REMOVED ->
          plan.dependencies().stream()
              .filter(dependency -> dependency.id().equals(subject))
              .forEach(this::removeDependency);
      case LINK_REMOVED ->
          removeLinks(links.stream().filter(link -> link.id().equals(subject)).toList());
    }
  }

  private void removeDependency(Dependency dependency) {
    for (Group group : List.copyOf(groups.values())) {
      if (group.dependencies.remove(dependency)) {
        if (group.dependencies.isEmpty()) {
          groups.values().remove(group);
        } else if (group.down || group.dependencies.size() < group.needs) {
          doubts.add(dependency.id() + " is taken out of a group that is down");
        }
      }
    }
  }

  private void removeLinks(List<Link> gone) {
    links.removeAll(gone);
    for (Link link : gone) {
      for (String end : List.of(link.a(), link.b())) {
        if (!thing(end).removed && !isLinked(end)) {
          doubts.add(end + " loses its last link");
        }
      }
    }
  }

  private void settle(long at) {
    boolean changed = true;
    while (changed) {
      changed = ground();
      for (Group group : groups.values()) {
        changed |= look(group, at);
      }
      for (Thing thing : things.values()) {
        boolean hit = isEmptied(thing) || thing.held;
        changed |= hit != thing.hit;
        thing.hit = hit;
      }
    }
  }

  private boolean look(Group group, long at) {
    long serving = group.dependencies.stream().filter(dependency -> !isLost(dependency)).count();
    boolean down = serving < group.needs;
    boolean changed = down != group.down;
    if (down && !group.down) {
      Dependency last = lastLost(group);
      group.emptyAt = draws.hits(last) ? at + draws.holdsOut(last) : NEVER;
      group.manual = last.manual();
    }
    if (!down && group.down) {
      group.dependent.wholeSince = at;
      group.empty = false;
    }
    group.down = down;
    if (down && !group.empty && group.emptyAt <= at) {
      group.empty = true;
      group.dependent.held |= group.manual;
      changed = true;
    }
    return changed;
  }

  /** The one whose loss made it so. */
  private Dependency lastLost(Group group) {
    List<Dependency> lost =
        group.dependencies.stream()
            .filter(this::isLost)
            .filter(dependency -> !lostBefore.contains(dependency.id()))
            .toList();
    if (lost.isEmpty()) {
      doubts.add("a group is down though nothing was lost");
      return group.dependencies.get(0);
    }
    Dependency first = lost.get(0);
    if (lost.stream().anyMatch(other -> !first.buffer().equals(other.buffer()))) {
      doubts.add(first.group() + " of " + first.dependent() + " loses several at once");
    }
    return first;
  }

  private boolean isLost(Dependency dependency) {
    return dependency.condition() == null
        ? !serves(thing(dependency.provider()))
        : conditions.contains(dependency.provider() + "/" + dependency.condition());
  }

  /** Whether the group's last reserve is gone, in any group of the asset. */
  private boolean isEmptied(Thing thing) {
    return groups.values().stream().anyMatch(group -> group.dependent == thing && group.empty);
  }

  /** Who is connected to a serving source: from the sources on, over what is able to serve. */
  private boolean ground() {
    Set<String> reached = new HashSet<>();
    List<String> ahead = new ArrayList<>();
    plan.assets().stream()
        .filter(asset -> asset.source() && isAble(thing(asset.id())))
        .forEach(asset -> ahead.add(asset.id()));
    while (!ahead.isEmpty()) {
      String here = ahead.remove(0);
      if (reached.add(here)) {
        for (Link link : links) {
          String other = link.a().equals(here) ? link.b() : link.b().equals(here) ? link.a() : here;
          if (isAble(thing(other))) {
            ahead.add(other);
          }
        }
      }
    }
    boolean changed = false;
    for (Thing thing : things.values()) {
      boolean cutOff = isLinked(thing.id) && !reached.contains(thing.id);
      changed |= cutOff != thing.cutOff;
      thing.cutOff = cutOff;
    }
    return changed;
  }

  private boolean isLinked(String asset) {
    return links.stream().anyMatch(link -> link.a().equals(asset) || link.b().equals(asset));
  }

  private static boolean isAble(Thing thing) {
    return !thing.removed && !thing.broken && !thing.hit;
  }

  private static boolean serves(Thing thing) {
    return isAble(thing) && !thing.cutOff;
  }

  private Thing thing(String asset) {
    Thing thing = things.get(asset);
    if (thing == null) {
      throw new IllegalArgumentException("Expected an asset of the world, but got " + asset);
    }
    return thing;
  }

  /** How an asset is. */
  private static final class Thing {
    final String id;
    boolean removed;
    boolean broken;
    boolean hit;

    /** It was hit and stays so until somebody starts it. */
    boolean held;

    boolean cutOff;
    boolean served = true;
    long outSince;
    long wholeSince;

    Thing(String id) {
      this.id = id;
    }
  }

  /** How those stand that stand in for each other. */
  private static final class Group {
    final Thing dependent;
    final int needs;
    final List<Dependency> dependencies = new ArrayList<>();
    boolean down;
    boolean empty;
    boolean manual;
    long emptyAt;

    Group(Thing dependent, int needs) {
      this.dependent = dependent;
      this.needs = needs;
    }
  }
}
