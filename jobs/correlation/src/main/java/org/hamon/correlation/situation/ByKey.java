// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.streaming.api.TimerService;

/**
 * What an operator drives by event time, one thing for each key: made from keyed state when its key
 * is current for the first time, and let go when nothing is left of it.
 */
final class ByKey<D extends ByKey.Driven> {

  /** Something for which time is driven from outside. */
  interface Driven {

    /** When something is due next; {@link Long#MAX_VALUE} if nothing is. */
    long nextDue();

    /** Works off everything up to and including that time. */
    void advance(long until);

    /** History has ended: what was heard is still worked off, but time does not go on. */
    void endHistory();

    /** Whether nothing is left of it. */
    boolean isEmpty();
  }

  /** Makes what belongs to the current key. */
  interface Making<D> {
    D make() throws Exception;
  }

  private final Map<String, D> all = new HashMap<>();
  private final Making<D> making;

  ByKey(Making<D> making) {
    this.making = making;
  }

  /**
   * What belongs to that key.
   *
   * @param key the current one
   */
  D of(String key) throws Exception {
    D driven = all.get(key);
    if (driven == null) {
      driven = making.make();
      all.put(key, driven);
    }
    return driven;
  }

  /** Works off everything up to the watermark; the last one is the end of history. */
  static void work(Driven driven, long watermark) {
    if (watermark == Long.MAX_VALUE) {
      driven.endHistory();
    } else {
      driven.advance(watermark);
    }
  }

  /**
   * Nothing is to be done for that key now.
   *
   * @param due when there will be; {@link Long#MAX_VALUE} for never
   */
  void rest(String key, long due, TimerService timers) throws Exception {
    if (of(key).isEmpty()) {
      all.remove(key);
    } else if (due != Long.MAX_VALUE && timers.currentWatermark() != Long.MAX_VALUE) {
      timers.registerEventTimeTimer(due);
    }
  }
}
