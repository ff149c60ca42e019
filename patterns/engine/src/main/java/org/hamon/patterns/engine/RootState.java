// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.hamon.patterns.language.Symptom;
import org.jspecify.annotations.Nullable;

/**
 * All that is remembered of one root in one lane: the value of a key. Changed in place by {@link
 * PatternHost}; empty when nothing waits, is open, counted or muted, and then the key keeps no
 * state.
 */
final class RootState {

  /** Stands for no time: nothing to wait for. */
  static final long NEVER = Long.MAX_VALUE;

  /** What came before the watermark reached it, in order. */
  final List<Symptom> waiting = new ArrayList<>();

  /** In the order of their keys, hence of pattern ids; each key once. */
  final List<PatternState> patterns = new ArrayList<>();

  /** When something is to be done next, as it is noted in the {@link Agenda}. */
  long due = NEVER;

  /** The {@link Programs#generation} for which the patterns were looked up; not in state. */
  int settled = -1;

  /** The root's place in the agenda; null until it is looked up; not in state. */
  Agenda.@Nullable Entry<String> entry;

  private long nextEnd = NEVER;
  private boolean nextEndIsKnown;

  /** When a window or a muting ends next; {@link #NEVER} if none will. */
  long nextEnd() {
    if (!nextEndIsKnown) {
      nextEnd = NEVER;
      for (PatternState state : patterns) {
        nextEnd = Math.min(nextEnd, state.next);
      }
      nextEndIsKnown = true;
    }
    return nextEnd;
  }

  /** Some of its patterns were taken out, or looked up anew. */
  void endsChanged() {
    nextEndIsKnown = false;
  }

  /** Of one of its patterns a window or the muting ends next at that time. */
  void endsNext(PatternState state, long next) {
    if (next < nextEnd) {
      nextEnd = next;
    } else if (state.next == nextEnd && next > nextEnd) {
      nextEndIsKnown = false;
    }
    state.next = next;
  }

  /** Queues a symptom at its place; what is equal keeps the order of arrival. */
  void await(Symptom symptom) {
    int place = Collections.binarySearch(waiting, symptom, Symptom.ORDER);
    if (place < 0) {
      place = -place - 1;
    } else {
      while (place < waiting.size() && Symptom.ORDER.compare(waiting.get(place), symptom) == 0) {
        place++;
      }
    }
    waiting.add(place, symptom);
  }

  Agenda.Entry<String> entry() {
    return requireNonNull(entry, "looked up when the root is");
  }

  boolean isEmpty() {
    return waiting.isEmpty() && patterns.isEmpty();
  }

  /** What is remembered of one pattern at this root. */
  static final class PatternState {

    /** Of {@link LivePatterns}. */
    final String key;

    /** What runs under the key; null until it is looked up; not in state. */
    @Nullable Program program;

    /** When a window or the muting ends next, or {@link #NEVER}; not in state. */
    private long next = NEVER;

    /** See {@link RootState#endsNext}. */
    long next() {
      return next;
    }

    /**
     * Of {@link #open}, as much as was added to the pattern's {@link PatternCosts}; not in state.
     */
    int noted;

    /** Up to which event time it was added for how long what is open was so. */
    long since = Long.MIN_VALUE;

    /** Of a sequence; null while none is open. */
    @Nullable Partial<Symptom> partial;

    /** Of a count; null while nothing is counted. */
    @Nullable CountWindow window;

    /** Matches before this time are not told; {@link Long#MIN_VALUE} if not muted. */
    long mutedUntil = Long.MIN_VALUE;

    /** Partial matches were dropped since none was open; told once. */
    boolean storm;

    PatternState(String key) {
      this.key = key;
    }

    /** Whether a partial match or the window of a count is open. */
    boolean isOpen() {
      return partial != null || window != null;
    }

    /** How many partial matches are open; the window of a count is one. */
    int open() {
      return (partial == null ? 0 : partial.size()) + (window == null ? 0 : 1);
    }

    boolean isMuted() {
      return mutedUntil != Long.MIN_VALUE;
    }

    boolean isEmpty() {
      return !isOpen() && !isMuted();
    }
  }
}
