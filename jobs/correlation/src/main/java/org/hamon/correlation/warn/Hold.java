// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.warn;

import org.hamon.correlation.situation.Briefing;
import org.hamon.correlation.situation.Recurring;
import org.jspecify.annotations.Nullable;

/** What keeps a recipient from being stood down though nothing of the situation stands any more. */
enum Hold {
  NONE,
  /** The root comes and goes, and has not been gone for long enough. */
  QUIET,
  /** Something else that is known may well hit the recipient within the hour. */
  THREATENED,
  /** Its last stand-down did not hold for an hour: now nothing must stand for an hour first. */
  RESTLESS;

  static final long HOUR = 3_600_000L;

  /** Who has been stood down stays so until something stands again. */
  static Hold of(Briefing briefing, @Nullable Told told, long now) {
    if (told == null || told.stoodDown()) {
      return NONE;
    }
    Recurring recurring = briefing.recurring();
    if (recurring != null && now < recurring.quietUntil()) {
      return QUIET;
    }
    if (briefing.threat() >= Briefing.THREATENED) {
      return THREATENED;
    }
    return told.calledBack() && now < told.stoodAt() + HOUR ? RESTLESS : NONE;
  }
}
