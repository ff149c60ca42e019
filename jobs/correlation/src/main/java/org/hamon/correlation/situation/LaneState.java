// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.hamon.patterns.language.Reserve;
import org.jspecify.annotations.Nullable;

/**
 * Keyed state of the current lane, entry by entry: every entry is a value of its own, so that a
 * change writes what it changed and no more.
 */
final class LaneState implements LaneMemory.Store, Pending.Store<Signal> {

  private final MapState<Long, Signal> pending;
  private final MapState<String, AssetNow> assets;
  private final MapState<String, Situation> situations;
  private final MapState<String, String> memberships;
  private final MapState<String, Standing> notices;
  private final MapState<String, Reserve> reserves;
  private final MapState<String, Ended> ended;
  private final MapState<String, Recurrence> recurrences;
  private final MapState<String, Long> aftermath;
  private final ValueState<Long> number;

  LaneState(RuntimeContext context) {
    pending = map(context, "pending", Long.class, Signal.class);
    assets = map(context, "assets", String.class, AssetNow.class);
    situations = map(context, "situations", String.class, Situation.class);
    memberships = map(context, "memberships", String.class, String.class);
    notices = map(context, "notices", String.class, Standing.class);
    reserves = map(context, "reserves", String.class, Reserve.class);
    ended = map(context, "ended", String.class, Ended.class);
    recurrences = map(context, "recurrences", String.class, Recurrence.class);
    aftermath = map(context, "aftermath", String.class, Long.class);
    number = context.getState(new ValueStateDescriptor<>("number", Long.class));
  }

  private static <K, V> MapState<K, V> map(
      RuntimeContext context, String name, Class<K> key, Class<V> value) {
    return context.getMapState(new MapStateDescriptor<>(name, key, value));
  }

  /** Reads everything of the current key. */
  void loadInto(LaneMemory memory, Pending<Signal> signals) throws Exception {
    signals.load(pending.entries());
    memory.load(assets.values(), situations.values(), memberships.entries());
    memory.loadNotices(notices.values());
    memory.reserves().load(reserves.values());
    memory.past().load(ended.values(), recurrences.values());
    memory.aftermath().load(aftermath.entries());
    Long next = number.value();
    memory.loadNumber(next == null ? 0 : next);
  }

  @Override
  public void aftermath(String asset, @Nullable Long look) {
    Write.entry(aftermath, asset, look);
  }

  @Override
  public void number(long next) {
    try {
      number.update(next);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void pending(long number, @Nullable Signal signal) {
    Write.entry(pending, number, signal);
  }

  @Override
  public void asset(String asset, @Nullable AssetNow now) {
    Write.entry(assets, asset, now);
  }

  @Override
  public void situation(String id, @Nullable Situation situation) {
    Write.entry(situations, id, situation);
  }

  @Override
  public void membership(String asset, @Nullable String situation) {
    Write.entry(memberships, asset, situation);
  }

  @Override
  public void notice(String key, @Nullable Standing standing) {
    Write.entry(notices, key, standing);
  }

  @Override
  public void reserve(String key, @Nullable Reserve reserve) {
    Write.entry(reserves, key, reserve);
  }

  @Override
  public void ended(String situation, @Nullable Ended entry) {
    Write.entry(ended, situation, entry);
  }

  @Override
  public void recurrence(String asset, @Nullable Recurrence recurrence) {
    Write.entry(recurrences, asset, recurrence);
  }
}
