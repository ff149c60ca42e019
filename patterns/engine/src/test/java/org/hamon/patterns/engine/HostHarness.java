// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.AbstractKeyedStateBackend;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.hamon.patterns.language.Match;
import org.hamon.patterns.language.Pattern;
import org.hamon.patterns.language.Symptom;
import org.hamon.topology.Topology;
import org.jspecify.annotations.Nullable;

/** The host in Flink's harness; the broadcast's watermark is the largest, as in a live run. */
final class HostHarness
    extends KeyedTwoInputStreamOperatorTestHarness<String, Symptom, ControlChange, Match> {

  static final int MAX_PARALLELISM = 16;

  final Host host;

  HostHarness(Host host, StateBackend backend, int parallelism, int subtask) throws Exception {
    super(host, PatternEngine::keyOf, null, Types.STRING, MAX_PARALLELISM, parallelism, subtask);
    this.host = host;
    setStateBackend(backend);
  }

  static PatternEngine.Settings settings(Topology topology, Pattern... patterns) {
    return new PatternEngine.Settings("test", "test", () -> topology, List.of(patterns));
  }

  static HostHarness opened(
      PatternEngine.Settings settings,
      StateBackend backend,
      @Nullable OperatorSubtaskState restored)
      throws Exception {
    return opened(settings, backend, restored, 1, 0);
  }

  static HostHarness opened(
      PatternEngine.Settings settings,
      StateBackend backend,
      @Nullable OperatorSubtaskState restored,
      int parallelism,
      int subtask)
      throws Exception {
    HostHarness harness = new HostHarness(new Host(settings), backend, parallelism, subtask);
    harness.setup();
    if (restored != null) {
      harness.initializeState(restored);
    }
    harness.open();
    harness.processWatermark2(Watermark.MAX_WATERMARK);
    return harness;
  }

  HostHarness feed(Symptom... symptoms) throws Exception {
    for (Symptom symptom : symptoms) {
      processElement1(new StreamRecord<>(symptom, symptom.change().time()));
    }
    return this;
  }

  void publish(String validFrom, String definition) throws Exception {
    processElement2(
        new StreamRecord<>(
            ControlChange.of(
                new PatternChange(
                    PatternChange.Op.UPSERT, Given.at(validFrom), "published", definition))));
  }

  HostHarness clock(String clock) throws Exception {
    processWatermark1(new Watermark(Given.at(clock)));
    return this;
  }

  HostHarness end() throws Exception {
    processWatermark1(Watermark.MAX_WATERMARK);
    return this;
  }

  OperatorSubtaskState checkpoint(long id) throws Exception {
    host.prepareSnapshotPreBarrier(id);
    return snapshot(id, id);
  }

  List<Match> matches() {
    return extractOutputValues();
  }

  <T> List<T> side(OutputTag<T> tag) {
    Queue<StreamRecord<T>> records = getSideOutput(tag);
    return records == null ? List.of() : records.stream().map(StreamRecord::getValue).toList();
  }

  /** Whether the symptom's key belongs to this subtask. */
  boolean owns(Symptom symptom) {
    int group =
        KeyGroupRangeAssignment.assignToKeyGroup(PatternEngine.keyOf(symptom), MAX_PARALLELISM);
    return ((AbstractKeyedStateBackend<?>) host.getKeyedStateBackend())
        .getKeyGroupRange()
        .contains(group);
  }

  PatternCosts costs(String pattern, int version) {
    return host.costs(pattern, version);
  }

  int dueRoots() {
    return host.dueRoots();
  }

  /** How many roots have state in the backend, after all that waits was written. */
  int storedRoots() throws Exception {
    return storedKeys().size();
  }

  /** Keys with state in the backend, after all that waits was written. */
  Set<String> storedKeys() throws Exception {
    host.prepareSnapshotPreBarrier(0);
    try (Stream<String> keys =
        host.<String>getKeyedStateBackend().getKeys(Host.STATE, VoidNamespace.INSTANCE)) {
      return keys.collect(Collectors.toSet());
    }
  }
}
