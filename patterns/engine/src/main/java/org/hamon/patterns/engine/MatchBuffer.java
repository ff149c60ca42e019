// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Function;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.cep.configuration.SharedBufferCacheConfig;
import org.apache.flink.cep.nfa.sharedbuffer.EventId;
import org.apache.flink.cep.nfa.sharedbuffer.Lockable;
import org.apache.flink.cep.nfa.sharedbuffer.NodeId;
import org.apache.flink.cep.nfa.sharedbuffer.SharedBuffer;
import org.apache.flink.cep.nfa.sharedbuffer.SharedBufferAccessor;
import org.apache.flink.cep.nfa.sharedbuffer.SharedBufferNode;
import org.jspecify.annotations.Nullable;

/**
 * flink-cep's shared buffer over plain maps: one instance serves all patterns and roots of a task,
 * each call works on the maps of the {@link PartialMatches} it names. Not thread-safe.
 *
 * @param <T> events
 */
final class MatchBuffer<T> {

  /** The buffer's own cache only holds what one call touches; statistics are never printed. */
  private static final SharedBufferCacheConfig CACHE =
      new SharedBufferCacheConfig(1024, 1024, Duration.ofDays(1));

  private final SharedBuffer<T> buffer;
  private @Nullable PartialMatches<T> current;

  /**
   * @param eventSerializer asked for by flink-cep and never used: nothing is serialised here
   */
  MatchBuffer(TypeSerializer<T> eventSerializer) {
    buffer = new SharedBuffer<>(store(), eventSerializer, CACHE);
    buffer.releaseCacheStatisticsTimer(); // it is a thread that would outlive the task
  }

  /** Access to the maps of these partial matches; changes stand in them once it is closed. */
  SharedBufferAccessor<T> open(PartialMatches<T> matches) {
    current = matches;
    return buffer.getAccessor();
  }

  /** A state store that hands out the current maps; SharedBuffer asks for three, once. */
  private KeyedStateStore store() {
    return (KeyedStateStore)
        Proxy.newProxyInstance(
            MatchBuffer.class.getClassLoader(),
            new Class<?>[] {KeyedStateStore.class},
            (proxy, method, args) -> {
              if (args != null && args[0] instanceof MapStateDescriptor<?, ?> descriptor) {
                return mapFor(descriptor.getName());
              }
              throw new UnsupportedOperationException(method.toString());
            });
  }

  private MapState<?, ?> mapFor(String name) {
    return switch (name) {
      case "sharedBuffer-events" -> new CurrentMap<EventId, Lockable<T>>(m -> m.events);
      case "sharedBuffer-entries-with-lockable-edges" ->
          new CurrentMap<NodeId, Lockable<SharedBufferNode>>(m -> m.nodes);
      case "sharedBuffer-events-count" -> new CurrentMap<Long, Integer>(m -> m.numbered);
      default ->
          throw new IllegalStateException(
              "Expected flink-cep's shared buffer to keep three known maps, but it asks for '"
                  + name
                  + "'. This engine must be adapted to the version of flink-cep");
    };
  }

  /** One of the maps of whichever partial matches are current. */
  private final class CurrentMap<K, V> implements MapState<K, V> {

    private final Function<PartialMatches<T>, Map<K, V>> part;

    CurrentMap(Function<PartialMatches<T>, Map<K, V>> part) {
      this.part = part;
    }

    private Map<K, V> map() {
      return part.apply(requireNonNull(current, "current"));
    }

    @Override
    @SuppressWarnings("NullAway") // MapState is not annotated: null stands for absent
    public V get(K key) {
      return map().get(key);
    }

    @Override
    public void put(K key, V value) {
      map().put(key, value);
    }

    @Override
    public void putAll(Map<K, V> entries) {
      map().putAll(entries);
    }

    @Override
    public void remove(K key) {
      map().remove(key);
    }

    @Override
    public boolean contains(K key) {
      return map().containsKey(key);
    }

    @Override
    public Iterable<Map.Entry<K, V>> entries() {
      return map().entrySet();
    }

    @Override
    public Iterable<K> keys() {
      return map().keySet();
    }

    @Override
    public Iterable<V> values() {
      return map().values();
    }

    @Override
    public Iterator<Map.Entry<K, V>> iterator() {
      return map().entrySet().iterator();
    }

    @Override
    public boolean isEmpty() {
      return map().isEmpty();
    }

    @Override
    public void clear() {
      map().clear();
    }
  }
}
