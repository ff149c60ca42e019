// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.hamon.correlation.Output;
import org.hamon.topology.AssetState;
import org.jspecify.annotations.Nullable;

/** The three parts of the stage for one lane, one behind the other, without Flink or a store. */
final class Stage {

  private final Graphs graphs;
  private final Lane lane;
  private final Map<String, Foresight> clusters = new TreeMap<>();
  private final RankRoots rankRoots = new RankRoots();
  private final Telling telling;

  Stage(Graphs graphs, Sayings sayings, Consumer<Output> decisions) {
    this.graphs = graphs;
    this.lane = lane(graphs, this::handOn, decisions);
    this.telling =
        new Telling(
            new ToldSoFar(new ToldStore()),
            new Pending<>((number, prospect) -> {}, Prospect::when, Prospect.ORDER),
            graphs,
            sayings);
  }

  /** The first of the three parts alone. */
  static Lane lane(Graphs graphs, Consumer<Picture> pictures, Consumer<Output> decisions) {
    return new Lane(
        new LaneMemory(new LaneStore()),
        new Pending<>((number, signal) -> {}, Signal::time, Signal.ORDER),
        graphs,
        List.of("", "T-CEPTOAR"),
        pictures,
        decisions);
  }

  void add(Signal signal) {
    lane.add(signal);
  }

  /** An asset comes into that state, and the second of it is over. */
  void hear(Town town, String timeOfDay, String asset, AssetState state) {
    add(Signal.of(town.change(timeOfDay, asset, state)));
    advance(Town.at(timeOfDay) + 1_000);
  }

  void advance(long until) {
    lane.advance(until);
    clusters.values().forEach(cluster -> cluster.advance(until));
    telling.advance(until);
  }

  void endHistory() {
    lane.endHistory();
    clusters.values().forEach(Foresight::endHistory);
    telling.advance(Long.MAX_VALUE);
  }

  /** When something is due next; {@link Long#MAX_VALUE} if nothing is. */
  long nextDue() {
    long next = Math.min(lane.nextDue(), telling.nextDue());
    for (Foresight cluster : clusters.values()) {
      next = Math.min(next, cluster.nextDue());
    }
    return next;
  }

  boolean isEmpty() {
    return lane.isEmpty()
        && clusters.values().stream().allMatch(Foresight::isEmpty)
        && telling.isEmpty();
  }

  private void handOn(Picture picture) {
    clusters
        .computeIfAbsent(
            picture.cluster(),
            id -> new Foresight(new ClusterStore(), graphs, rankRoots, prospect -> tell(prospect)))
        .add(picture);
  }

  private void tell(Prospect prospect) {
    telling.add(prospect);
  }

  private static final class LaneStore implements LaneMemory.Store {
    @Override
    public void asset(String asset, @Nullable AssetNow now) {}

    @Override
    public void situation(String id, @Nullable Situation situation) {}

    @Override
    public void membership(String asset, @Nullable String situation) {}

    @Override
    public void notice(String key, @Nullable Standing standing) {}

    @Override
    public void number(long next) {}

    @Override
    public void aftermath(String asset, @Nullable Long look) {}

    @Override
    public void reserve(String key, org.hamon.patterns.language.@Nullable Reserve reserve) {}

    @Override
    public void ended(String situation, @Nullable Ended ended) {}

    @Override
    public void recurrence(String asset, @Nullable Recurrence recurrence) {}
  }

  private static final class ClusterStore implements Foresight.Store {
    @Override
    public void pending(long number, @Nullable Picture waiting) {}

    @Override
    public void foreseen(@Nullable Foreseen last) {}

    @Override
    public void reserve(String key, org.hamon.patterns.language.@Nullable Reserve reserve) {}

    @Override
    public void look(String situation, @Nullable Long time) {}
  }

  private static final class ToldStore implements ToldSoFar.Store {
    @Override
    public void impact(String situation, String asset, @Nullable Impact impact) {}

    @Override
    public void concerned(String situation, @Nullable Concerned concerned) {}
  }
}
