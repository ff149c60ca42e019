// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import java.util.Map;
import org.hamon.topology.Graph;
import org.hamon.topology.Spread;
import org.jspecify.annotations.Nullable;

/**
 * Failures that are over and from which something may still follow: something that they hit may be
 * out without anybody's hearing so, or what they hit serves although what hit it is still out. They
 * are kept until everything that they may bear on has been heard since, or is back by itself.
 *
 * <p>When it is looked whether that is so is written through to a {@link Store}.
 */
final class Aftermath {

  /**
   * News of a hit takes up to this long to reach us, or as long as the asset may be silent. A
   * design value.
   */
  static final long GRACE_MILLIS = 600_000;

  /**
   * So long after its end a failure may still keep an asset out that somebody must start by hand
   * and that nobody hears.
   */
  private static final long FOLLOWS_MILLIS = 2 * Outlook.HORIZON_MILLIS;

  /** Where every change is written to; null deletes. */
  interface Store {
    void aftermath(String asset, @Nullable Long look);
  }

  private final LaneMemory memory;
  private final Store store;

  /** When which asset is looked at. */
  private final DueTimes looks = new DueTimes();

  Aftermath(LaneMemory memory, Store store) {
    this.memory = memory;
    this.store = store;
  }

  /** Takes over what a store held; writes nothing. */
  void load(Iterable<Map.Entry<String, Long>> stored) {
    stored.forEach(look -> looks.set(look.getKey(), look.getValue()));
  }

  /** What is known of the asset has changed. */
  void heard(AssetNow now) {
    Long set = looks.of(now.asset());
    long look = now.lastEnded() + GRACE_MILLIS;
    if (!now.hasEndedSpells()) {
      forget(now.asset());
    } else if (set == null || set < look) {
      lookAt(now.asset(), look);
    }
  }

  /** Nothing is known of the asset any more. */
  void forget(String asset) {
    if (looks.remove(asset)) {
      store.aftermath(asset, null);
    }
  }

  /** When something is to be looked at; {@link Long#MAX_VALUE} if nothing is. */
  long nextLook() {
    return looks.next();
  }

  /** Forgets what is over and has no consequences any more by then. */
  void lookUntil(long time, Graph graph) {
    for (long at = nextLook(); at <= time; at = nextLook()) {
      for (String asset : looks.first()) {
        look(asset, at, graph);
      }
    }
  }

  private void look(String asset, long at, Graph graph) {
    AssetNow now = memory.asset(asset);
    long until = now == null ? at : until(now, at, graph);
    if (until > at) {
      lookAt(asset, until);
      return;
    }
    forget(asset);
    if (now != null) {
      memory.forgetWhatIsOver(now);
    }
  }

  private void lookAt(String asset, long time) {
    looks.set(asset, time);
    store.aftermath(asset, time);
  }

  /** Until when it is needed as far as can be said at that time. */
  private long until(AssetNow now, long at, Graph graph) {
    long last = now.lastEnded() + FOLLOWS_MILLIS;
    if (at >= last && !now.isFailing()) {
      return at;
    }
    Clusters clusters = memory.clusters();
    if (clusters.mayBeKeptOut(now.asset(), graph)) {
      return at + GRACE_MILLIS;
    }
    Spread.Settling settling = clusters.settlingOf(now.asset(), graph);
    if (settling.byHand()) {
      return last;
    }
    long news = Math.max(GRACE_MILLIS, settling.silenceMillis());
    return Math.min(last, now.lastEnded() + Math.max(news, settling.recoveryMillis()));
  }
}
