// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Partial matches of {@link CompactSequence}: the oldest first. Changed in place by it alone. */
final class Runs<T> implements Partial<T> {

  /** One partial match: its events so far. How far it is follows from their number. */
  static final class Run<T> {

    final List<T> events = new ArrayList<>(4);
    final long start;

    /** Nothing has happened since its last event. */
    boolean fresh;

    /** Not in state. */
    boolean ended;

    /**
     * @param start time of the first event
     */
    Run(long start) {
      this.start = start;
    }

    void take(T event) {
      events.add(event);
      fresh = true;
    }
  }

  final List<Run<T>> open = new ArrayList<>();

  /** No event begins a partial match any more. */
  boolean closed;

  /** Adds one behind those that began before it or when it did. */
  void add(Run<T> run) {
    int place = open.size();
    while (place > 0 && open.get(place - 1).start > run.start) {
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
    return open.isEmpty() ? Long.MAX_VALUE : open.get(0).start;
  }

  @Override
  public void forEachEvent(Consumer<T> action) {
    for (Run<T> run : open) {
      run.events.forEach(action);
    }
  }
}
