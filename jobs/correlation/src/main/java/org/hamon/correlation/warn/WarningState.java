// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.warn;

import static java.util.Objects.requireNonNull;

import org.hamon.correlation.situation.Briefing;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one situation for one recipient.
 *
 * @param decision choice and rule of the newest decision that is not to be repeated; empty if none
 * @param told null as long as nothing was told
 * @param pending the newest briefing, if it waits for a revision of its own; else null
 * @param due when the waiting revision leaves, epoch milliseconds; {@link #NEVER} if none waits for
 *     an instant
 */
public record WarningState(
    String decision, @Nullable Told told, @Nullable Briefing pending, long due) {

  static final long NEVER = Long.MAX_VALUE;

  public WarningState {
    requireNonNull(decision, "decision");
  }

  static WarningState fresh() {
    return new WarningState("", null, null, NEVER);
  }

  WarningState decided(String choiceAndRule) {
    return new WarningState(choiceAndRule, told, pending, due);
  }

  WarningState waiting(Briefing briefing, long until) {
    return new WarningState(decision, told, briefing, until);
  }

  WarningState idle() {
    return pending == null && due == NEVER ? this : new WarningState(decision, told, null, NEVER);
  }

  /** Whether anything but that the recipient is covered was ever decided. */
  boolean wasConcerned() {
    return !decision.isEmpty() && !decision.endsWith(" " + Selection.COVERED);
  }

  /** Whether the flood guard holds the first alert back. */
  boolean isSuppressed() {
    return told == null && pending != null;
  }
}
