// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.health;

import java.util.TreeMap;
import org.hamon.patterns.language.StateChange;

/** What is known of one asset in one lane. */
final class LaneEvidence {

  private static final int DAYS_IF_WRONG = 7;

  final String lane;
  final Channels channels = new Channels();
  final Fusion fusion;

  /** By metric; one without a reading so far has none. */
  final TreeMap<String, ReserveChannel> reserves = new TreeMap<>();

  /** Readings up to here were judged by what is announced for then, ahead of the watermark. */
  long announcedUntil = Channels.NONE;

  /** Whether it was said that TLP:RED readings are not taken for evidence. */
  boolean withheld;

  /** Event time of the newest observation. */
  long observed = Channels.NONE;

  /**
   * @param knownSince nothing is said of the asset before
   */
  LaneEvidence(String lane, long knownSince) {
    this.lane = lane;
    this.fusion = new Fusion(knownSince == Channels.NONE ? Channels.NONE : knownSince - 1);
  }

  /** When something happens next unless an observation comes. */
  long due(Terms terms) {
    long due = Math.min(channels.due(terms), fusion.due());
    return Math.min(due, forgettable());
  }

  /**
   * When the lane is forgotten: 24 hours after it was last heard, 7 days if something but silence
   * is wrong then, since an exercise seldom cleans up. The actual lane never is.
   */
  long forgettable() {
    if (lane.equals(StateChange.ACTUAL) || observed == Channels.NONE) {
      return LevelChannel.NEVER;
    }
    return observed + (fusion.isAtRest() ? 1 : DAYS_IF_WRONG) * Channels.DAY_MILLIS;
  }
}
