// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.hamon.correlation.notice.Control;
import org.jspecify.annotations.Nullable;

/**
 * The newest word on each asset, so that a withdrawal finds it, and the withdrawals of controls
 * that have not come. Each is kept until it ends, words without an end until another word.
 */
final class HeldWords {

  private static final long WITHDRAWAL_MILLIS = Duration.ofDays(31).toMillis();

  private final Map<String, HeldWord> byAsset = new LinkedHashMap<>();
  private final Map<String, HeldWord> withdrawn = new LinkedHashMap<>();

  void restore(HeldWord held) {
    if (held.asset() == null) {
      withdrawn.put(held.lane() + ' ' + held.control(), held);
    } else {
      byAsset.put(held.lane() + ' ' + held.asset(), held);
    }
  }

  /** Whether the word counts: nobody has withdrawn it before. */
  boolean hear(String lane, Control word) {
    if (withdrawn.remove(lane + ' ' + word.id()) != null) {
      return false;
    }
    restore(new HeldWord(lane, word.selected(), word.id(), word.from(), word.until()));
    return true;
  }

  /** The newest word on an asset, which is withdrawn; null if it is none. */
  @Nullable HeldWord withdraw(String lane, Control withdrawal) {
    for (HeldWord held : byAsset.values()) {
      if (held.lane().equals(lane) && held.control().equals(withdrawal.selected())) {
        byAsset.remove(lane + ' ' + held.asset());
        return held;
      }
    }
    long until = withdrawal.from() + WITHDRAWAL_MILLIS;
    restore(new HeldWord(lane, null, withdrawal.selected(), withdrawal.from(), until));
    return null;
  }

  /** Lets go of what has ended by then, and of lanes that are not in use any more. */
  void forget(long time, Predicate<String> inUse) {
    Predicate<HeldWord> over = held -> held.until() <= time || !inUse.test(held.lane());
    byAsset.values().removeIf(over);
    withdrawn.values().removeIf(over);
  }

  List<HeldWord> entries() {
    List<HeldWord> entries = new ArrayList<>(byAsset.values());
    entries.addAll(withdrawn.values());
    return entries;
  }
}
