// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

import java.util.TreeMap;
import org.hamon.patterns.language.Symptom;

/**
 * The window of a count at one root: of each asset whose latest change counts, that change. An
 * asset whose latest change does not count stands not in it.
 */
final class CountWindow {

  /** By asset id. */
  final TreeMap<String, Symptom> counted = new TreeMap<>();

  /** The match was told and the count has not fallen below since. */
  boolean complete;

  /** Removes the changes at or before the time: the window's start is exclusive. */
  void slideTo(long startExclusive) {
    counted.values().removeIf(symptom -> symptom.change().time() <= startExclusive);
  }

  /** When the earliest counted change happened; {@link RootState#NEVER} if none is. */
  long earliest() {
    long earliest = RootState.NEVER;
    for (Symptom symptom : counted.values()) {
      earliest = Math.min(earliest, symptom.change().time());
    }
    return earliest;
  }
}
