// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

import java.util.ArrayList;
import java.util.List;
import org.hamon.patterns.language.Symptom;

/** Partial matches of {@link CompactSequence}: the oldest first. Changed in place by it alone. */
final class Runs implements Partial {

  /** One partial match: its events so far. How far it is follows from their number. */
  static final class Run {

    final Symptom[] events;
    int taken;

    /** Nothing has happened since its last event. */
    boolean fresh;

    /**
     * @param length how many events a match has
     */
    Run(int length) {
      events = new Symptom[length];
    }

    void take(Symptom event) {
      events[taken++] = event;
      fresh = true;
    }

    long start() {
      return events[0].change().time();
    }
  }

  final List<Run> open = new ArrayList<>();

  /** No event begins a partial match any more. */
  boolean closed;

  /** Adds one behind those that began before it or when it did. */
  void add(Run run) {
    int place = open.size();
    while (place > 0 && open.get(place - 1).start() > run.start()) {
      place--;
    }
    open.add(place, run);
  }

  @Override
  public int size() {
    return open.size();
  }

  @Override
  public long firstStart() {
    return open.isEmpty() ? Long.MAX_VALUE : open.get(0).start();
  }
}
