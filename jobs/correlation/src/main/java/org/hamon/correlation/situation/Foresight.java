// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.hamon.correlation.situation.Prospect.Ahead;
import org.hamon.patterns.language.Reserve;
import org.hamon.topology.AssetState;
import org.hamon.topology.Forecast;
import org.hamon.topology.Graph;
import org.jspecify.annotations.Nullable;

/**
 * What follows from one cluster as time passes: from each picture of it, and again from the last
 * one when what was foretold is due. Time is driven from outside, as in {@link Lane}.
 */
final class Foresight implements ByKey.Driven {

  /** Where every change is written to, entry by entry; null deletes. */
  interface Store extends Pending.Store<Picture> {
    void foreseen(@Nullable Foreseen last);

    void reserve(String key, @Nullable Reserve reserve);

    void look(String situation, @Nullable Long time);
  }

  /** News of reserves within so long are looked at together. A design value. */
  private static final long RESERVES_MILLIS = 10_000;

  private final Store store;
  private final Pending<Picture> pending;
  private final Graphs graphs;
  private final RankRoots rankRoots;
  private final Consumer<Prospect> prospects;

  private @Nullable Foreseen last;

  /** Told since the picture was handed on, by key. */
  private final Map<String, Reserve> reserves = new TreeMap<>();

  /** By open situation of the picture: when it is to be looked at though nothing is heard. */
  private final DueTimes looks = new DueTimes();

  /**
   * @param rankRoots which remembers what single failures do
   */
  Foresight(Store store, Graphs graphs, RankRoots rankRoots, Consumer<Prospect> prospects) {
    this.store = store;
    this.pending = new Pending<>(store, Picture::when, Picture.ORDER);
    this.graphs = graphs;
    this.rankRoots = rankRoots;
    this.prospects = prospects;
  }

  /** Takes over what a store held; writes nothing. */
  void load(
      Iterable<Map.Entry<Long, Picture>> waiting,
      @Nullable Foreseen stored,
      Iterable<Map.Entry<String, Long>> storedLooks,
      Iterable<Map.Entry<String, Reserve>> storedReserves) {
    pending.load(waiting);
    last = stored;
    storedLooks.forEach(look -> looks.set(look.getKey(), look.getValue()));
    storedReserves.forEach(reserve -> reserves.put(reserve.getKey(), reserve.getValue()));
  }

  void add(Picture news) {
    pending.add(news);
  }

  @Override
  public long nextDue() {
    return Math.min(pending.nextTime(), looks.next());
  }

  @Override
  public void advance(long until) {
    for (long now = nextDue(); now <= until && now != Long.MAX_VALUE; now = nextDue()) {
      if (pending.nextTime() <= now) {
        pending.takeAt(now).forEach(this::hear);
      } else if (last != null) {
        foresee(withReserves(last.picture()), now, true);
      }
    }
  }

  @Override
  public void endHistory() {
    long end = pending.lastTime(news -> true);
    if (end != Long.MIN_VALUE) {
      advance(end);
    }
  }

  @Override
  public boolean isEmpty() {
    return last == null && pending.isEmpty();
  }

  private void hear(Picture news) {
    switch (news.kind()) {
      case STANDS -> {
        forgetReserves();
        // a look may have come between a change and the end of its second
        long at = last != null && last.at() > news.at() ? last.at() + 1 : news.at();
        foresee(news, at, false);
      }
      case TAKEN_OVER -> takenOver(news);
      case RESERVE -> news.reserves().forEach(this::hear);
      case GONE -> keep(null);
      case END -> {
        // that time goes on up to it is all that it says
      }
    }
  }

  private void takenOver(Picture news) {
    Graph graph = graphs.asOf(news.at());
    List<Prospect.Ranking> rankings = rankings(news, news.known(), Set.of(), graph);
    prospects.accept(new Prospect(news, news.at(), false, List.of(), rankings, looksOf(news)));
    if (last != null) {
      List<SituationNow> left = new ArrayList<>(last.picture().situations());
      left.removeIf(part -> part.id().equals(news.situations().get(0).id()));
      keep(new Foreseen(last.picture().with(left), last.at(), last.ahead()));
    }
  }

  /** What was foretold of the asset is looked at again soon, but not for each of many that come. */
  private void hear(Reserve reserve) {
    if (last == null) {
      return;
    }
    String key = LiveReserves.key(reserve);
    reserves.put(key, reserve);
    store.reserve(key, reserve);
    if (last.ahead().contains(reserve.asset())) {
      long soon = Math.max(reserve.time(), last.at() + RESERVES_MILLIS);
      for (SituationNow part : last.picture().situations()) {
        Long set = looks.of(part.id());
        look(part.id(), set == null ? soon : Math.min(set, soon));
      }
    }
  }

  private Picture withReserves(Picture picture) {
    if (reserves.isEmpty()) {
      return picture;
    }
    Map<String, Reserve> all = new TreeMap<>();
    picture.reserves().forEach(one -> all.put(LiveReserves.key(one), one));
    all.putAll(reserves);
    return picture.withReserves(List.copyOf(all.values()));
  }

  private void forgetReserves() {
    reserves.keySet().forEach(key -> store.reserve(key, null));
    reserves.clear();
  }

  private void foresee(Picture current, long at, boolean isLook) {
    Graph graph = graphs.asOf(at);
    Map<String, AssetNow> known = current.known();
    List<Ahead> all = new Outlook(current, known, graph, at).ahead();
    List<Prospect.Ranking> rankings = rankings(current, known, due(all, known, at), graph);
    lookAgain(current, all, at, isLook);
    prospects.accept(new Prospect(current, at, isLook, all, rankings, looksOf(current)));
    Set<String> foretold = new HashSet<>();
    for (Ahead one : all) {
      if (one.impact().likelihood() >= Outlook.NEGLIGIBLE) {
        foretold.add(one.impact().asset());
      }
    }
    keep(new Foreseen(current, at, foretold));
  }

  /** The silent assets that were to be hit by now. */
  private static Set<String> due(List<Ahead> all, Map<String, AssetNow> known, long at) {
    Set<String> due = new HashSet<>();
    for (Ahead one : all) {
      Forecast.Impact impact = one.impact();
      AssetNow now = known.get(impact.asset());
      if (now != null
          && now.state() == AssetState.UNKNOWN
          && impact.likelihood() >= Outlook.NEGLIGIBLE
          && impact.p10() <= at) {
        due.add(impact.asset());
      }
    }
    return due;
  }

  private List<Prospect.Ranking> rankings(
      Picture current, Map<String, AssetNow> known, Set<String> due, Graph graph) {
    List<Prospect.Ranking> rankings = new ArrayList<>();
    for (SituationNow situation : current.situations()) {
      rankings.add(rankRoots.rank(situation, known, due, graph));
    }
    return rankings;
  }

  /**
   * A situation that is told now, or whose time has come, is looked at again after its patience; of
   * the others the look that was set stands, but for what is due before.
   */
  private void lookAgain(Picture current, List<Ahead> all, long at, boolean isLook) {
    long event = Long.MAX_VALUE;
    for (Ahead one : all) {
      Forecast.Impact impact = one.impact();
      if (impact.likelihood() >= Outlook.NEGLIGIBLE) {
        event = Math.min(event, NextLook.event(at, impact.p10(), impact.p50(), impact.p90()));
      }
    }
    for (SituationNow part : current.situations()) {
      if (part.isOpen()) {
        Long set = looks.of(part.id());
        long next = NextLook.after(at, part.situation().opened(), event);
        boolean isAnew = set == null || set <= at || (part.isTold() && !isLook);
        look(part.id(), set == null || isAnew ? next : Math.min(set, next));
      }
    }
  }

  private List<Long> looksOf(Picture current) {
    List<Long> all = new ArrayList<>();
    for (SituationNow part : current.situations()) {
      Long look = looks.of(part.id());
      all.add(look == null ? Long.MAX_VALUE : look);
    }
    return all;
  }

  private void look(String situation, @Nullable Long time) {
    if (time == null) {
      looks.remove(situation);
    } else {
      looks.set(situation, time);
    }
    store.look(situation, time);
  }

  /** Keeps what is still open. */
  private void keep(@Nullable Foreseen seen) {
    List<SituationNow> open = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    if (seen != null) {
      for (SituationNow part : seen.picture().situations()) {
        if (part.isOpen()) {
          open.add(part);
          ids.add(part.id());
        }
      }
    }
    if (seen == null || open.isEmpty()) {
      last = null;
      forgetReserves();
    } else {
      last = new Foreseen(seen.picture().with(open), seen.at(), seen.ahead());
    }
    store.foreseen(last);
    for (String situation : looks.all()) {
      if (!ids.contains(situation)) {
        look(situation, null);
      }
    }
  }
}
