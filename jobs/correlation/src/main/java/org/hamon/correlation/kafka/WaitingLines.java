// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.kafka;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hamon.correlation.Output;

/** Lines that wait for their topics, in order; so many characters at most. */
final class WaitingLines {

  /** Of a line besides its text, about. */
  private static final int OVERHEAD = 200;

  private final long mostCharacters;
  private final Map<String, Queued> byTopic = new TreeMap<>();
  private long characters;
  private int lines;

  private static final class Queued {
    private final Deque<Output> lines = new ArrayDeque<>();
    private long characters;
  }

  WaitingLines(long mostCharacters) {
    this.mostCharacters = mostCharacters;
  }

  void add(String topic, Output line) {
    Queued queued = byTopic.computeIfAbsent(topic, name -> new Queued());
    queued.lines.add(line);
    queued.characters += size(line);
    characters += size(line);
    lines++;
  }

  /** One too many: the oldest line of the topic that has most; empty when all have room. */
  Optional<Output> overflow() {
    if (characters <= mostCharacters) {
      return Optional.empty();
    }
    return byTopic.entrySet().stream()
        .max(Comparator.comparingLong(entry -> entry.getValue().characters))
        .map(most -> removeFirst(most.getKey(), most.getValue()));
  }

  boolean waitsFor(String topic) {
    return byTopic.containsKey(topic);
  }

  List<String> topics() {
    return List.copyOf(byTopic.keySet());
  }

  /** All that wait for the topic, in order; they wait no more. */
  List<Output> take(String topic) {
    Queued queued = byTopic.remove(topic);
    if (queued == null) {
      return List.of();
    }
    characters -= queued.characters;
    lines -= queued.lines.size();
    return List.copyOf(queued.lines);
  }

  /** All, those of one topic in order. */
  List<Output> all() {
    List<Output> all = new ArrayList<>(lines);
    byTopic.values().forEach(queued -> all.addAll(queued.lines));
    return all;
  }

  int count() {
    return lines;
  }

  private Output removeFirst(String topic, Queued queued) {
    Output first = queued.lines.remove();
    queued.characters -= size(first);
    characters -= size(first);
    lines--;
    if (queued.lines.isEmpty()) {
      byTopic.remove(topic);
    }
    return first;
  }

  private static long size(Output line) {
    return (long) line.json().length() + OVERHEAD;
  }
}
