// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.ListSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WriteBackCacheTest {

  private static final int MAX_PARALLELISM = 16;

  @Test
  void exampleUsage() throws Exception {
    try (Harness harness = new Harness(new Remember(100, 100), Backend.HEAP)) {
      harness.open();

      harness.say("a 1", "a 2", "b 3", "a ?");

      assertThat(harness.said()).containsExactly("a=1,2");
    }
  }

  @ParameterizedTest
  @EnumSource
  void writesNothingBeforeTheBarrier(Backend backend) throws Exception {
    try (Harness harness = new Harness(new Remember(100, 100), backend)) {
      harness.open();

      harness.say("a 1", "b 2");
      assertThat(harness.operator.storedKeys()).isZero();
      harness.prepareSnapshotPreBarrier(1);

      assertThat(harness.operator.storedKeys()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void writesTheLongestWaitingKeyEarlyWhenTooManyWait(Backend backend) throws Exception {
    try (Harness harness = new Harness(new Remember(100, 2), backend)) {
      harness.open();

      harness.say("a 1", "b 2", "a 3", "c 4");

      assertThat(harness.operator.storedKeys()).isEqualTo(1);
      assertThat(harness.operator.cache.dirtyKeys()).isEqualTo(2);
      harness.say("a 5", "a ?", "b ?", "c ?");
      assertThat(harness.said()).containsExactly("a=1,3,5", "b=2", "c=4");
    }
  }

  @ParameterizedTest
  @EnumSource
  void writesAValueThatLeavesTheHeapAndReadsItBack(Backend backend) throws Exception {
    try (Harness harness = new Harness(new Remember(2, 100), backend)) {
      harness.open();

      harness.say("a 1", "b 2", "c 3", "d 4", "a 5");

      assertThat(harness.operator.cache.cachedKeys()).isEqualTo(2);
      harness.say("a ?", "b ?", "c ?", "d ?");
      assertThat(harness.said()).containsExactly("a=1,5", "b=2", "c=3", "d=4");
    }
  }

  @ParameterizedTest
  @EnumSource
  void keepsNoStateOfAClearedKey(Backend backend) throws Exception {
    try (Harness harness = new Harness(new Remember(100, 100), backend)) {
      harness.open();

      harness.say("a 1", "b 2");
      harness.prepareSnapshotPreBarrier(1);
      harness.say("a !", "c 3", "c !");
      harness.prepareSnapshotPreBarrier(2);

      assertThat(harness.operator.storedKeys()).isEqualTo(1);
      harness.say("a ?", "c ?");
      assertThat(harness.said()).containsExactly("a=", "c=");
    }
  }

  @ParameterizedTest
  @EnumSource
  void snapshotIsUntouchedByWhatComesAfterIt(Backend backend) throws Exception {
    OperatorSubtaskState snapshot;
    try (Harness harness = new Harness(new Remember(100, 100), backend)) {
      harness.open();
      harness.say("a 1", "b 2");
      snapshot = harness.checkpoint(1);
      harness.say("a 7");
    }

    try (Harness restored = new Harness(new Remember(100, 100), backend)) {
      restored.initializeState(snapshot);
      restored.open();
      restored.say("a 9", "a ?", "b ?");

      assertThat(restored.said()).containsExactly("a=1,9", "b=2");
    }
  }

  @ParameterizedTest
  @EnumSource
  void storedObjectsAreNotSharedWithTheBackend(Backend backend) throws Exception {
    try (Harness harness = new Harness(new Remember(100, 100), backend)) {
      harness.open();
      harness.say("a 1");
      harness.checkpoint(1);

      harness.say("a 2");

      assertThat(harness.operator.storedUnder("a")).containsExactly("1");
      harness.checkpoint(2);
      assertThat(harness.operator.storedUnder("a")).containsExactly("1", "2");
    }
  }

  @ParameterizedTest
  @EnumSource
  void allKeysSurviveRescaling(Backend backend) throws Exception {
    OperatorSubtaskState snapshot;
    try (Harness harness = new Harness(new Remember(10, 5), backend)) {
      harness.open();
      for (int i = 0; i < 40; i++) {
        harness.say("key-" + i + " " + i);
      }
      snapshot = harness.checkpoint(1);
    }

    int entries = 0;
    for (int subtask = 0; subtask < 2; subtask++) {
      try (Harness part = new Harness(new Remember(10, 5), backend, 2, subtask)) {
        part.initializeState(
            AbstractStreamOperatorTestHarness.repartitionOperatorState(
                snapshot, MAX_PARALLELISM, 1, 2, subtask));
        part.open();
        entries += part.operator.storedKeys();
      }
    }
    assertThat(entries).isEqualTo(40);
  }

  enum Backend {
    HEAP,
    ROCKSDB;

    StateBackend create() {
      return this == HEAP ? new HashMapStateBackend() : new EmbeddedRocksDBStateBackend();
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** "key word" adds a word to the key's list in place, "key ?" says it, "key !" clears it. */
  private static final class Remember extends AbstractStreamOperator<String>
      implements OneInputStreamOperator<String, String> {

    private static final TypeSerializer<List<String>> SERIALIZER =
        new ListSerializer<>(StringSerializer.INSTANCE);

    private final int maxEntries;
    private final int maxDirty;
    private transient ValueState<List<String>> state;
    transient WriteBackCache<String, List<String>> cache;

    Remember(int maxEntries, int maxDirty) {
      this.maxEntries = maxEntries;
      this.maxDirty = maxDirty;
    }

    @Override
    public void open() throws Exception {
      super.open();
      state = getKeyedStateStore().getState(new ValueStateDescriptor<>("words", SERIALIZER));
      cache = WriteBackCache.ofMutable(this, state, SERIALIZER, maxEntries, maxDirty);
    }

    @Override
    public void processElement(StreamRecord<String> element) throws Exception {
      String[] keyAndWord = element.getValue().split(" ", -1);
      List<String> words = cache.value();
      switch (keyAndWord[1]) {
        case "?" ->
            output.collect(
                new StreamRecord<>(
                    keyAndWord[0] + "=" + (words == null ? "" : String.join(",", words))));
        case "!" -> cache.update(null);
        default -> {
          List<String> changed = words == null ? new ArrayList<>() : words;
          changed.add(keyAndWord[1]);
          cache.update(changed);
        }
      }
      assertThat(getCurrentKey()).isEqualTo(keyAndWord[0]);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
      cache.flush();
    }

    int storedKeys() {
      try (Stream<Object> stored =
          getKeyedStateBackend().getKeys("words", VoidNamespace.INSTANCE)) {
        return (int) stored.count();
      }
    }

    List<String> storedUnder(String key) throws Exception {
      setCurrentKey(key);
      return Objects.requireNonNull(state.value());
    }
  }

  private static final class Harness
      extends KeyedOneInputStreamOperatorTestHarness<String, String, String> {

    final Remember operator;

    Harness(Remember operator, Backend backend) throws Exception {
      this(operator, backend, 1, 0);
    }

    Harness(Remember operator, Backend backend, int parallelism, int subtask) throws Exception {
      super(
          operator,
          line -> line.split(" ", -1)[0],
          Types.STRING,
          MAX_PARALLELISM,
          parallelism,
          subtask);
      this.operator = operator;
      setStateBackend(backend.create());
    }

    void say(String... lines) throws Exception {
      for (String line : lines) {
        processElement(new StreamRecord<>(line));
      }
    }

    List<String> said() {
      return extractOutputValues();
    }

    OperatorSubtaskState checkpoint(long id) throws Exception {
      prepareSnapshotPreBarrier(id);
      return snapshot(id, id);
    }
  }
}
