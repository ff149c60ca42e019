// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.compiler;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.cep.nfa.NFA;
import org.apache.flink.cep.nfa.NFAState;
import org.apache.flink.cep.nfa.compiler.NFACompiler;
import org.apache.flink.cep.nfa.sharedbuffer.SharedBuffer;
import org.apache.flink.cep.nfa.sharedbuffer.SharedBufferAccessor;
import org.hamon.patterns.language.Symptom;

/** Runs a compiled pattern at one root on flink-cep's own NFA, as a host would. */
final class CepRun {

  private final CompiledPattern pattern;
  private final NFA<Symptom> nfa;
  private final List<Found> found = new ArrayList<>();
  private SharedBuffer<Symptom> buffer;
  private NFAState state;

  record Found(long start, long at, List<String> members) {}

  private CepRun(CompiledPattern pattern) {
    this.pattern = pattern;
    this.nfa = NFACompiler.<Symptom>compileFactory(pattern.cep(), false).createNFA();
    this.buffer = emptyBuffer();
    this.state = nfa.createInitialNFAState();
  }

  static List<Found> of(CompiledPattern pattern, List<Symptom> events) throws Exception {
    CepRun run = new CepRun(pattern);
    for (Symptom event : events) {
      if (pattern.inScope(event)) {
        run.feed(event);
      }
    }
    run.advance(Long.MAX_VALUE / 2);
    return run.found;
  }

  private void feed(Symptom event) throws Exception {
    long time = event.change().time();
    advance(time);
    try (SharedBufferAccessor<Symptom> accessor = buffer.getAccessor()) {
      elect(
          nfa.process(
              accessor, state, event, time, pattern.cep().getAfterMatchSkipStrategy(), () -> 0));
    }
  }

  private void advance(long time) throws Exception {
    try (SharedBufferAccessor<Symptom> accessor = buffer.getAccessor()) {
      Tuple2<
              Collection<Map<String, List<Symptom>>>,
              Collection<Tuple2<Map<String, List<Symptom>>, Long>>>
          result =
              nfa.advanceTime(accessor, state, time, pattern.cep().getAfterMatchSkipStrategy());
      elect(result.f0);
    }
  }

  private void elect(Collection<Map<String, List<Symptom>>> matches) {
    pattern
        .first(matches)
        .ifPresent(
            match -> {
              found.add(new Found(pattern.start(match), pattern.at(match), pattern.members(match)));
              buffer = emptyBuffer();
              state = nfa.createInitialNFAState();
            });
  }

  private static SharedBuffer<Symptom> emptyBuffer() {
    KeyedStateStore store =
        (KeyedStateStore)
            Proxy.newProxyInstance(
                CepRun.class.getClassLoader(),
                new Class<?>[] {KeyedStateStore.class},
                (proxy, method, args) -> new HeapMap<>());
    SharedBuffer<Symptom> buffer =
        new SharedBuffer<>(
            store, TypeInformation.of(Symptom.class).createSerializer(new SerializerConfigImpl()));
    buffer.releaseCacheStatisticsTimer();
    return buffer;
  }

  /** Map state that is a map. */
  private static final class HeapMap<K, V> implements MapState<K, V> {
    private final Map<K, V> map = new HashMap<>();

    @Override
    public V get(K key) {
      return map.get(key);
    }

    @Override
    public void put(K key, V value) {
      map.put(key, value);
    }

    @Override
    public void putAll(Map<K, V> values) {
      map.putAll(values);
    }

    @Override
    public void remove(K key) {
      map.remove(key);
    }

    @Override
    public boolean contains(K key) {
      return map.containsKey(key);
    }

    @Override
    public Iterable<Map.Entry<K, V>> entries() {
      return map.entrySet();
    }

    @Override
    public Iterable<K> keys() {
      return map.keySet();
    }

    @Override
    public Iterable<V> values() {
      return map.values();
    }

    @Override
    public Iterator<Map.Entry<K, V>> iterator() {
      return map.entrySet().iterator();
    }

    @Override
    public boolean isEmpty() {
      return map.isEmpty();
    }

    @Override
    public void clear() {
      map.clear();
    }
  }
}
