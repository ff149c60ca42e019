// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.hamon.patterns.language.StateChange;
import org.hamon.patterns.language.Symptom;
import org.jspecify.annotations.Nullable;

/**
 * All that is remembered of one root in one lane: the value of a key. Changed in place by {@link
 * HostCore}; empty when nothing waits, is open, counted or muted, and then the key keeps no state.
 */
final class RootState {

  /** Stands for no time: nothing to wait for. */
  static final long NEVER = Long.MAX_VALUE;

  /** Of one root and lane there are no two changes alike but those that are the same. */
  static final Comparator<Symptom> ORDER = Comparator.comparing(Symptom::change, StateChange.ORDER);

  /** What came before the watermark reached it, in order. */
  final List<Symptom> waiting = new ArrayList<>();

  /** By {@link LivePatterns#key}, hence in the order of pattern ids. */
  final TreeMap<String, PatternState> patterns = new TreeMap<>();

  /** The one timer that is registered for the key; {@link #NEVER} if none is. */
  long timer = NEVER;

  /** Queues a symptom at its place; what is equal keeps the order of arrival. */
  void await(Symptom symptom) {
    int place = Collections.binarySearch(waiting, symptom, ORDER);
    if (place < 0) {
      place = -place - 1;
    } else {
      while (place < waiting.size() && ORDER.compare(waiting.get(place), symptom) == 0) {
        place++;
      }
    }
    waiting.add(place, symptom);
  }

  boolean isEmpty() {
    return waiting.isEmpty() && patterns.isEmpty();
  }

  /** What is remembered of one pattern at this root. */
  static final class PatternState {

    /** Of a sequence; null while none is open. */
    @Nullable Partial<Symptom> partial;

    /** Of a count; null while nothing is counted. */
    @Nullable CountWindow window;

    /** Matches before this time are not told; {@link Long#MIN_VALUE} if not muted. */
    long mutedUntil = Long.MIN_VALUE;

    /** Partial matches were dropped since none was open; told once. */
    boolean storm;

    boolean isMuted() {
      return mutedUntil != Long.MIN_VALUE;
    }

    boolean isEmpty() {
      return partial == null && window == null && !isMuted();
    }
  }
}
