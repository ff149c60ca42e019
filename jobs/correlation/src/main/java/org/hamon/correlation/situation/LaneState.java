// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.util.ExceptionUtils;
import org.apache.flink.util.function.ThrowingRunnable;
import org.hamon.patterns.language.Reserve;
import org.jspecify.annotations.Nullable;

/**
 * Keyed state of the current lane, entry by entry: every entry is a value of its own, so that a
 * change writes what it changed and no more.
 */
final class LaneState implements LaneMemory.Store, PendingSignals.Store {

  private static final char IN = '\u0000';

  private final MapState<Long, Signal> pending;
  private final MapState<String, AssetNow> assets;
  private final MapState<String, Situation> situations;
  private final MapState<String, String> memberships;
  private final MapState<String, Impact> impacts;
  private final MapState<String, Standing> notices;
  private final MapState<String, Reserve> reserves;
  private final MapState<String, Ended> ended;
  private final MapState<String, Recurrence> recurrences;

  LaneState(RuntimeContext context) {
    pending = map(context, "pending", Long.class, Signal.class);
    assets = map(context, "assets", String.class, AssetNow.class);
    situations = map(context, "situations", String.class, Situation.class);
    memberships = map(context, "memberships", String.class, String.class);
    impacts = map(context, "impacts", String.class, Impact.class);
    notices = map(context, "notices", String.class, Standing.class);
    reserves = map(context, "reserves", String.class, Reserve.class);
    ended = map(context, "ended", String.class, Ended.class);
    recurrences = map(context, "recurrences", String.class, Recurrence.class);
  }

  private static <K, V> MapState<K, V> map(
      RuntimeContext context, String name, Class<K> key, Class<V> value) {
    return context.getMapState(new MapStateDescriptor<>(name, key, value));
  }

  /** Reads everything of the current key. */
  void loadInto(LaneMemory memory, PendingSignals signals) throws Exception {
    signals.load(pending.entries());
    memory.load(assets.values(), situations.values(), memberships.entries());
    memory.loadNotices(notices.values());
    memory.reserves().load(reserves.values());
    memory.past().load(ended.values(), recurrences.values());
    for (var entry : impacts.entries()) {
      String key = entry.getKey();
      memory.load(key.substring(0, key.indexOf(IN)), entry.getValue());
    }
  }

  @Override
  public void pending(long number, @Nullable Signal signal) {
    write(pending, number, signal);
  }

  @Override
  public void asset(String asset, @Nullable AssetNow now) {
    write(assets, asset, now);
  }

  @Override
  public void situation(String id, @Nullable Situation situation) {
    write(situations, id, situation);
  }

  @Override
  public void membership(String asset, @Nullable String situation) {
    write(memberships, asset, situation);
  }

  @Override
  public void impact(String situation, String asset, @Nullable Impact impact) {
    write(impacts, situation + IN + asset, impact);
  }

  @Override
  public void notice(String key, @Nullable Standing standing) {
    write(notices, key, standing);
  }

  @Override
  public void reserve(String key, @Nullable Reserve reserve) {
    write(reserves, key, reserve);
  }

  @Override
  public void ended(String situation, @Nullable Ended entry) {
    write(ended, situation, entry);
  }

  @Override
  public void recurrence(String asset, @Nullable Recurrence recurrence) {
    write(recurrences, asset, recurrence);
  }

  private static <K, V> void write(MapState<K, V> state, K key, @Nullable V value) {
    unchecked(
        () -> {
          if (value == null) {
            state.remove(key);
          } else {
            state.put(key, value);
          }
        });
  }

  private static void unchecked(ThrowingRunnable<Exception> access) {
    try {
      access.run();
    } catch (Exception e) {
      ExceptionUtils.rethrow(e);
    }
  }
}
