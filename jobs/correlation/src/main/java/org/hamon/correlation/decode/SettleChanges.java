// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hamon.topology.Dependency;
import org.hamon.topology.Graph;
import org.hamon.topology.Link;
import org.hamon.topology.ServiceLevel;
import org.hamon.topology.TopologyChange;
import org.hamon.topology.TopologyChange.Op;
import org.hamon.topology.TopologyRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Decides which changes of the topology count. One that names what is not there - an undeclared
 * sector, an asset, what it would remove - waits for it and is given up in the end; so are the
 * records of a snapshot that is not complete. Nobody else hears of a change before it counts, so
 * what was given up never comes back.
 *
 * <p>Of a snapshot that is complete those records count that name nothing missing; the others wait
 * on by themselves.
 */
final class SettleChanges {

  /** Hears what becomes of the changes. */
  interface Outcome {

    /** It was part of the topology at the checkpoint. */
    void restored(TopologyChange change);

    /** It is part of the topology from its {@code validFrom} on. */
    void counts(TopologyChange change);

    /** The record that came was used. */
    void used(WaitingChange record);

    /** The same record came before. */
    void repeated(WaitingChange record);

    /** More records wait, or fewer. */
    void waiting(int more);

    /** The record came to nothing. */
    void givenUp(WaitingChange record, Reason reason, String detail, long at);
  }

  /** What a change lacks. */
  private record Lack(Thing thing, Reason reason, String detail) {}

  /** First what others may name: sectors, then assets, then levels, sharing, regions, the rest. */
  private static final Comparator<WaitingChange> NAMED_FIRST =
      Comparator.comparingInt(waiting -> rank(waiting.change().op()));

  private final TopologyRegistry.Lease topology;
  private final Outcome outcome;
  private final Existence existence;
  private final MeantSectors meant;

  /** Changes that count, in the order in which they came to count. */
  private final List<TopologyChange> changes = new ArrayList<>();

  /** As they came: those that count, and those that wait. */
  private final Set<TopologyChange> known = new HashSet<>();

  private final Map<Thing, List<WaitingChange>> waiting = new LinkedHashMap<>();
  private final Map<String, OpenSnapshot> snapshots = new LinkedHashMap<>();
  private long nextEnd = Long.MAX_VALUE;

  SettleChanges(TopologyRegistry.Lease topology, Outcome outcome) {
    this.topology = topology;
    this.outcome = outcome;
    this.existence = new Existence(topology.base());
    this.meant = new MeantSectors(topology.base(), existence);
  }

  /** Takes up what counted and waited at a checkpoint, in their order. */
  void restore(Iterable<TopologyChange> counted, Iterable<WaitingChange> waited) {
    List<TopologyChange> ofSnapshot = new ArrayList<>();
    for (TopologyChange change : counted) {
      changes.add(change);
      known.add(change);
      outcome.restored(change);
      if (change.op() == Op.SNAPSHOT_BEGIN) {
        ofSnapshot.clear();
      } else if (change.op() == Op.SNAPSHOT_END) {
        existence.addSnapshot(change.validFrom(), ofSnapshot);
      } else if (change.snapshot() != null) {
        ofSnapshot.add(change);
      } else {
        existence.add(change);
      }
    }
    for (WaitingChange record : waited) {
      known.add(record.change());
      if (record.change().snapshot() != null) {
        gather(record);
      } else {
        holdOn(record);
      }
    }
  }

  /** Those that count, in the order in which they came to count. */
  List<TopologyChange> changes() {
    return changes;
  }

  /** Those that wait. */
  List<WaitingChange> waiting() {
    List<WaitingChange> all = new ArrayList<>();
    waiting.values().forEach(all::addAll);
    snapshots.values().forEach(snapshot -> all.addAll(snapshot.all()));
    return all;
  }

  /** Whether the topology declares the sector at some time of the span. */
  boolean hasSector(String sector, long from, long until) {
    return existence.within(Thing.sector(sector), from, until);
  }

  /** A record has come. */
  void take(WaitingChange record) {
    if (!known.add(record.change())) {
      outcome.repeated(record);
    } else if (record.change().snapshot() != null) {
      outcome.waiting(1);
      OpenSnapshot snapshot = gather(record);
      TopologyChange end = snapshot.completeWith();
      if (end != null) {
        complete(snapshot, end);
      }
    } else if (!isRefused(record, record.change().validFrom())) {
      Lack lack = lackOf(record);
      if (lack != null) {
        outcome.waiting(1);
        hold(record, lack.thing());
      } else if (MeantSectors.meantBy(record.change()) != null) {
        outcome.waiting(1);
        holdOn(record.givenUpAt(record.change().validFrom()));
      } else {
        count(record);
      }
    }
  }

  /** Gives up what waits until that time or before. */
  void giveUp(long time) {
    if (time < nextEnd) {
      return;
    }
    List<WaitingChange> over = new ArrayList<>();
    waiting.values().forEach(held -> held.removeIf(one -> one.until() <= time && over.add(one)));
    waiting.values().removeIf(List::isEmpty);
    List<OpenSnapshot> broken = new ArrayList<>();
    snapshots.values().removeIf(one -> one.until() <= time && broken.add(one));
    over.sort(WaitingChange.ORDER);
    for (WaitingChange record : over) {
      outcome.waiting(-1);
      if (isRefused(record, record.until())) {
        continue;
      }
      Lack lack = lackOf(record);
      known.remove(record.change());
      if (lack == null) {
        count(record.with(record.change().from(record.until())));
      } else {
        outcome.givenUp(record, lack.reason(), lack.detail(), record.until());
      }
    }
    broken.sort(Comparator.comparingLong(OpenSnapshot::until));
    for (OpenSnapshot snapshot : broken) {
      outcome.waiting(-snapshot.all().size());
      for (WaitingChange record : snapshot.all()) {
        known.remove(record.change());
        outcome.givenUp(record, Reason.BAD_SNAPSHOT, snapshot.lack(), snapshot.until());
      }
    }
    nextEnd = Long.MAX_VALUE;
    waiting.values().forEach(held -> held.forEach(one -> endsAt(one.until())));
    snapshots.values().forEach(one -> endsAt(one.until()));
  }

  private void endsAt(long time) {
    nextEnd = Math.min(nextEnd, time);
  }

  private void hold(WaitingChange record, Thing lacking) {
    waiting.computeIfAbsent(lacking, thing -> new ArrayList<>()).add(record);
    endsAt(record.until());
  }

  /** For what it lacks; if that is nothing, for what must not come. */
  private void holdOn(WaitingChange record) {
    Lack lack = lackOf(record);
    String sector = MeantSectors.meantBy(record.change());
    Thing own = sector == null ? Thing.of(record.change()) : Thing.sector(sector);
    hold(record, lack == null ? own : lack.thing());
  }

  /** Whether it can never count; then it is given up at once. */
  private boolean isRefused(WaitingChange record, long at) {
    String fault = meant.faultOf(record.change(), Set.of(), changes);
    if (fault == null) {
      return false;
    }
    known.remove(record.change());
    outcome.givenUp(record, Reason.BAD_ID, fault, at);
    return true;
  }

  private OpenSnapshot gather(WaitingChange record) {
    String id = requireNonNull(record.change().snapshot());
    OpenSnapshot snapshot = snapshots.computeIfAbsent(id, OpenSnapshot::new);
    snapshot.add(record);
    endsAt(record.until());
    return snapshot;
  }

  private void count(WaitingChange record) {
    TopologyChange change = record.change();
    changes.add(change);
    known.add(change);
    existence.add(change);
    outcome.counts(change);
    outcome.used(record);
    retry(Thing.of(change), change.validFrom());
  }

  /** Something has come that others may have waited for. */
  private void retry(Thing thing, long from) {
    List<WaitingChange> held = waiting.remove(thing);
    if (held == null) {
      return;
    }
    for (WaitingChange record : held) {
      if (isRefused(record, Math.max(from, record.change().validFrom()))) {
        outcome.waiting(-1);
        continue;
      }
      Lack lack = lackOf(record);
      if (lack != null) {
        hold(record, lack.thing());
        continue;
      }
      TopologyChange change = record.change();
      outcome.waiting(-1);
      known.remove(change);
      // what waited counts from when it need not wait any more: the past stays what it was
      boolean late = !change.op().isRemoval() && change.validFrom() < from;
      count(late ? record.with(change.from(from)) : record);
    }
  }

  private void complete(OpenSnapshot snapshot, TopologyChange end) {
    snapshots.remove(end.snapshot());
    List<WaitingChange> records =
        new ArrayList<>(snapshot.all().stream().filter(r -> !r.change().op().isMark()).toList());
    records.sort(NAMED_FIRST);
    Set<Thing> own = new HashSet<>();
    records.stream()
        .filter(record -> !record.change().op().isRemoval())
        .forEach(record -> own.add(Thing.of(record.change())));
    List<WaitingChange> good = new ArrayList<>();
    List<WaitingChange> others = new ArrayList<>();
    for (WaitingChange record : records) {
      TopologyChange then = record.change().from(end.validFrom());
      if (lackOf(record.with(then), own) == null && meant.faultOf(then, own, changes) == null) {
        good.add(record);
      } else {
        own.remove(Thing.of(record.change()));
        others.add(record);
      }
    }
    snapshot.all().forEach(record -> known.remove(record.change()));
    count(snapshot, good, end);
    for (WaitingChange record : others) {
      WaitingChange alone =
          new WaitingChange(
              record.change().alone(end.validFrom()),
              record.origin(),
              record.raw(),
              snapshot.until());
      known.add(alone.change());
      if (isRefused(alone, end.validFrom())) {
        outcome.waiting(-1);
      } else {
        holdOn(alone);
      }
    }
    for (Thing thing : List.copyOf(waiting.keySet())) {
      retry(thing, end.validFrom());
    }
  }

  /** The marks and the good records count; their snapshot has a name of its own among all. */
  private void count(OpenSnapshot snapshot, List<WaitingChange> good, TopologyChange end) {
    String name = end.snapshot() + "#" + changes.size();
    TopologyChange last = end.counting(good.size()).of(name);
    changes.add(TopologyChange.of(Op.SNAPSHOT_BEGIN, end.validFrom(), "", name));
    good.forEach(record -> changes.add(record.change().of(name)));
    existence.addSnapshot(
        end.validFrom(), changes.subList(changes.size() - good.size(), changes.size()));
    changes.add(last);
    changes.subList(changes.size() - good.size() - 2, changes.size()).stream()
        .toList()
        .forEach(outcome::counts);
    for (WaitingChange record : snapshot.all()) {
      if (record.change().op().isMark() || good.contains(record)) {
        outcome.waiting(-1);
        outcome.used(record);
      }
    }
  }

  private @Nullable Lack lackOf(WaitingChange record) {
    return lackOf(record, Set.of());
  }

  /**
   * What the change lacks that is neither in the topology while it waits nor among what comes with
   * it; null if nothing.
   */
  private @Nullable Lack lackOf(WaitingChange record, Set<Thing> besides) {
    TopologyChange change = record.change();
    long from = change.validFrom();
    if (change.op() == Op.REMOVE_SECTOR && isUsed(change.id(), from)) {
      return new Lack(
          Thing.of(change),
          Reason.SECTOR_IN_USE,
          "the sector '"
              + change.id()
              + "' still has assets, service levels or sharing; remove these first");
    }
    if (change.op().isRemoval()) {
      Thing thing = Thing.of(change);
      boolean isThere =
          besides.contains(thing)
              || (existence.at(thing, from)
                  && !(change.snapshot() != null && thing.kind().isOfNetwork()));
      return isThere
          ? null
          : new Lack(
              thing,
              Reason.NOT_THERE,
              "there is no " + thing.kind().word() + " '" + thing.id() + "' to remove");
    }
    for (Lack need : needsOf(change)) {
      // a snapshot replaces the network, so what it names must come with it
      boolean onlyBesides = change.snapshot() != null && need.thing().kind().isOfNetwork();
      boolean isThere =
          besides.contains(need.thing())
              || (!onlyBesides && existence.within(need.thing(), from, record.until()));
      if (!isThere) {
        return need;
      }
    }
    return null;
  }

  private static List<Lack> needsOf(TopologyChange change) {
    Dependency dependency = change.dependency();
    if (dependency != null) {
      List<Lack> needs =
          new ArrayList<>(List.of(asset(dependency.provider()), asset(dependency.dependent())));
      String condition = dependency.trigger().condition();
      if (condition != null) {
        needs.add(
            new Lack(
                Thing.level(condition),
                Reason.UNKNOWN_CONDITION,
                "the topology has no service level '"
                    + condition
                    + "', which the dependency '"
                    + dependency.id()
                    + "' triggers on"));
      }
      return needs;
    }
    Link link = change.link();
    if (link != null) {
      return List.of(asset(link.a()), asset(link.b()));
    }
    ServiceLevel level = change.level();
    if (level != null) {
      String asset = level.asset();
      return asset == null
          ? List.of(sector(level.sector()))
          : List.of(sector(level.sector()), asset(asset));
    }
    if (change.asset() != null) {
      return List.of(sector(change.asset().sector()));
    }
    return change.sharing() != null ? List.of(sector(change.sharing().sector())) : List.of();
  }

  private static Lack asset(String id) {
    return new Lack(
        Thing.asset(id), Reason.UNKNOWN_ASSET, "the topology does not know the asset '" + id + "'");
  }

  private static Lack sector(String id) {
    return new Lack(
        Thing.sector(id),
        Reason.UNKNOWN_SECTOR,
        "the topology does not declare the sector '" + id + "'");
  }

  /** Whether anything of the topology names the sector. {@code O(V)}. */
  private boolean isUsed(String sector, long time) {
    Graph graph = topology.asOf(List.copyOf(changes), time);
    return graph.serviceLevels().stream().anyMatch(level -> level.sector().equals(sector))
        || graph.sharing().stream().anyMatch(sharing -> sharing.sector().equals(sector))
        || graph.assets().stream().anyMatch(asset -> asset.sector().equals(sector));
  }

  private static int rank(Op op) {
    return switch (op) {
      case UPSERT_SECTOR -> 0;
      case UPSERT_ASSET -> 1;
      case UPSERT_SERVICE_LEVEL, UPSERT_SHARING, UPSERT_REGION -> 2;
      case UPSERT_DEPENDENCY, UPSERT_LINK -> 3;
      default -> 4;
    };
  }
}
