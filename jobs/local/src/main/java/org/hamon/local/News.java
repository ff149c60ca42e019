// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.hamon.replay.scoring.IssuedWarning;

/**
 * Which revisions a person is shown: of updates, unless all are wanted, only those that change the
 * priority, and else one in three hours of event time for each warning.
 */
final class News {
  private static final long SELDOM = Duration.ofHours(3).toMillis();

  private final boolean all;
  private final Map<String, IssuedWarning> shown = new HashMap<>();

  /**
   * @param all whether every update is news
   */
  News(boolean all) {
    this.all = all;
  }

  boolean isNews(IssuedWarning warning) {
    IssuedWarning last = shown.get(warning.id());
    if (!all && last != null && isMinor(last, warning)) {
      return false;
    }
    shown.put(warning.id(), warning);
    return true;
  }

  private static boolean isMinor(IssuedWarning last, IssuedWarning warning) {
    return warning.type().equals("update")
        && warning.priority().equals(last.priority())
        && warning.issuedAt() - last.issuedAt() < SELDOM;
  }
}
