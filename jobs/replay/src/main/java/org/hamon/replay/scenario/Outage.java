// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay.scenario;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import org.hamon.replay.scenario.Script.Mains;

/**
 * The time without mains behind one substation, epoch milliseconds.
 *
 * @param back {@link Long#MAX_VALUE} if not before the end
 */
record Outage(long lost, long back) {

  private static final Duration SPREAD = Duration.ofSeconds(12);

  static Outage of(Script script, String substation) {
    Mains mains = requireNonNull(script.mains(), "mains");
    long lost =
        mains.lost(substation).toEpochMilli()
            + new Chance(script.seed(), "lost " + substation).within(SPREAD.toMillis());
    Instant back = mains.back().get(substation);
    return new Outage(lost, back == null ? Long.MAX_VALUE : back.toEpochMilli());
  }

  boolean covers(long time) {
    return lost <= time && time < back;
  }
}
