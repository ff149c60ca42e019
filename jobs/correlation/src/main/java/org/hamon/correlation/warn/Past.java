// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.warn;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/**
 * What is remembered of a warning beyond its end, so that it goes on with the next revision if its
 * situation is opened again.
 *
 * @param revision the last one at its end; 0 if it has not ended yet
 * @param alerts when the newest alerts were sent
 * @param until it cannot be opened again after that; {@link WarningState#NEVER} while it is open
 */
public record Past(int revision, List<Long> alerts, long until) {

  /** A situation can be opened again for so long after its end. */
  static final long REOPENING = 3_600_000L;

  /** So many alerts to one recipient in a day for what comes and goes; then updates. */
  static final int ALERTS_A_DAY = 10;

  private static final long DAY = 24 * 3_600_000L;

  static final Past NONE = new Past(0, List.of(), WarningState.NEVER);

  public Past {
    alerts = List.copyOf(requireNonNull(alerts, "alerts"));
  }

  /** Whether one more alert within the day would be too many. */
  boolean isFull(long now) {
    return alerts.stream().filter(at -> at > now - DAY).count() >= ALERTS_A_DAY;
  }

  Past alerted(long now) {
    List<Long> newest = new ArrayList<>(alerts);
    newest.add(now);
    return new Past(
        revision, newest.subList(Math.max(0, newest.size() - ALERTS_A_DAY), newest.size()), until);
  }

  Past ended(int lastRevision, long forgottenAt) {
    return new Past(lastRevision, alerts, forgottenAt);
  }

  Past reopened() {
    return new Past(revision, alerts, WarningState.NEVER);
  }
}
