// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.streaming.api.operators.KeyContext;
import org.jspecify.annotations.Nullable;

/**
 * One value per key, kept on the heap and written back to one keyed {@link ValueState} late: the
 * state backend is read on a miss and written at the barrier, so about once per key and checkpoint
 * rather than once per event. Null is a value: a key that has none keeps no state.
 *
 * <p>The operator that owns it, any {@code AbstractStreamOperator} with a key, calls {@link #flush}
 * in {@code prepareSnapshotPreBarrier}; what was not flushed is not in the snapshot. At most {@code
 * maxDirty} keys wait to be written, the longest waiting is written early, so that a barrier never
 * waits long; at most {@code maxEntries} keys are on the heap, one that was not asked for lately
 * leaves, and is written first if it must be. Neither changes the operator's current key for its
 * caller.
 *
 * <p>Setting a key makes a state backend serialize it. An operator whose keys are mostly on the
 * heap need not do so for every record: {@link #value(Object)} and {@link #update(Object, Object)}
 * set the operator's current key themselves, when the state backend is touched.
 *
 * <p>Values are immutable unless the cache was made with {@link #ofMutable}: then the owner may
 * change in place what {@link #value} returned, and says so with {@link #update}.
 */
public final class WriteBackCache<K, V> {

  /** How many keys may wait to be written: their flush takes less than 100 ms or so. */
  public static final int MAX_DIRTY = 20_000;

  /** How many keys are kept on the heap unless the owner says otherwise. */
  public static final int MAX_ENTRIES = 100_000;

  /** So many keys that were asked for lately are passed over when one must leave. */
  private static final int SECOND_CHANCES = 16;

  private final KeyContext keys;
  private final ValueState<V> state;
  private final @Nullable TypeSerializer<V> copier;
  private final int maxEntries;
  private final int maxDirty;

  /** Longest there first, but for those that were given a second chance. */
  private final LinkedHashMap<K, Entry<K, V>> entries = new LinkedHashMap<>();

  /** Longest waiting first. */
  private final Set<K> dirty = new LinkedHashSet<>();

  /** The entry looked up last: an owner asks for the same key a few times in a row. */
  private @Nullable Entry<K, V> recent;

  /** Whether the backend hands out the object it stores (heap); null while unknown. */
  private @Nullable Boolean keepsReferences;

  private WriteBackCache(
      KeyContext keys,
      ValueState<V> state,
      @Nullable TypeSerializer<V> copier,
      int maxEntries,
      int maxDirty) {
    if (maxEntries < 1 || maxDirty < 1) {
      throw new IllegalArgumentException(
          "Expected room for at least one entry and one dirty key, but got "
              + maxEntries
              + " and "
              + maxDirty);
    }
    this.keys = requireNonNull(keys, "keys");
    this.state = requireNonNull(state, "state");
    this.copier = copier;
    this.maxEntries = maxEntries;
    this.maxDirty = maxDirty;
  }

  /** A cache of immutable values, of the usual size. */
  public static <K, V> WriteBackCache<K, V> of(KeyContext operator, ValueState<V> state) {
    return of(operator, state, MAX_ENTRIES, MAX_DIRTY);
  }

  /** A cache of immutable values. */
  public static <K, V> WriteBackCache<K, V> of(
      KeyContext operator, ValueState<V> state, int maxEntries, int maxDirty) {
    return new WriteBackCache<>(operator, state, null, maxEntries, maxDirty);
  }

  /**
   * A cache of values that their owner changes in place. A backend that stores objects rather than
   * bytes gets copies, made by the serializer, since it may be writing a snapshot meanwhile.
   */
  public static <K, V> WriteBackCache<K, V> ofMutable(
      KeyContext operator,
      ValueState<V> state,
      TypeSerializer<V> serializer,
      int maxEntries,
      int maxDirty) {
    return new WriteBackCache<>(
        operator, state, requireNonNull(serializer, "serializer"), maxEntries, maxDirty);
  }

  /** The value of the operator's current key; null if it has none. */
  public @Nullable V value() throws IOException {
    return value(currentKey());
  }

  /** The value of a key; null if it has none. */
  public @Nullable V value(K key) throws IOException {
    return entry(key).value;
  }

  /** Sets the value of the operator's current key; null clears it. */
  public void update(@Nullable V value) throws IOException {
    update(currentKey(), value);
  }

  /** Sets the value of a key; null clears it. */
  public void update(K key, @Nullable V value) throws IOException {
    Entry<K, V> entry = entry(key);
    entry.value = value;
    if (value == null && !entry.stored) {
      entry.dirty = false;
      dirty.remove(key);
    } else if (!entry.dirty) {
      entry.dirty = true;
      dirty.add(key);
      if (dirty.size() > maxDirty) {
        writeEarly(dirty.iterator().next(), key);
      }
    }
  }

  /**
   * Writes every waiting value to the state backend. Leaves the operator's current key at whichever
   * was written last: nothing runs between a barrier and the next element's own key.
   */
  public void flush() throws IOException {
    for (Iterator<K> waiting = dirty.iterator(); waiting.hasNext(); ) {
      K key = waiting.next();
      keys.setCurrentKey(key);
      write(requireNonNull(entries.get(key)));
      waiting.remove();
    }
  }

  /** How many keys wait to be written: a gauge. */
  public int dirtyKeys() {
    return dirty.size();
  }

  /** How many keys are on the heap: a gauge. */
  public int cachedKeys() {
    return entries.size();
  }

  @SuppressWarnings("unchecked") // the owner's keys are of one type
  private K currentKey() {
    return (K) requireNonNull(keys.getCurrentKey(), "the operator's current key");
  }

  private Entry<K, V> entry(K key) throws IOException {
    Entry<K, V> entry = recent;
    if (entry != null && entry.key.equals(key)) {
      return entry;
    }
    entry = entries.get(key);
    if (entry == null) {
      keys.setCurrentKey(key);
      entry = new Entry<>(key, load());
      entries.put(key, entry);
      if (entries.size() > maxEntries) {
        evictOne(entry);
      }
    } else {
      entry.used = true;
    }
    recent = entry;
    return entry;
  }

  /** The order of the entries is not touched by a look-up, which would cost every record. */
  private void evictOne(Entry<K, V> current) throws IOException {
    int chances = SECOND_CHANCES;
    Entry<K, V> eldest = entries.values().iterator().next();
    while (eldest == current || (eldest.used && chances-- > 0)) {
      eldest.used = false;
      entries.remove(eldest.key);
      entries.put(eldest.key, eldest);
      eldest = entries.values().iterator().next();
    }
    if (eldest.dirty) {
      writeEarly(eldest.key, current.key);
    }
    entries.remove(eldest.key);
  }

  private void writeEarly(K key, K current) throws IOException {
    keys.setCurrentKey(key);
    write(requireNonNull(entries.get(key)));
    keys.setCurrentKey(current);
    dirty.remove(key);
  }

  private @Nullable V load() throws IOException {
    V value = state.value();
    if (value == null || copier == null) {
      return value;
    }
    if (keepsReferences == null) {
      keepsReferences = state.value() == value;
    }
    return keepsReferences ? copier.copy(value) : value;
  }

  private void write(Entry<K, V> entry) throws IOException {
    V value = entry.value;
    if (value == null) {
      if (entry.stored) {
        state.clear();
      }
    } else if (copier == null) {
      state.update(value);
    } else {
      boolean copies = keepsReferences == null || keepsReferences;
      V written = copies ? copier.copy(value) : value;
      state.update(written);
      if (keepsReferences == null) {
        keepsReferences = state.value() == written;
      }
    }
    entry.stored = value != null;
    entry.dirty = false;
  }

  private static final class Entry<K, V> {
    final K key;
    @Nullable V value;

    /** Whether the backend holds a value, possibly an older one. */
    boolean stored;

    /** Whether it waits to be written. */
    boolean dirty;

    /** Whether it was asked for since it came or was passed over. */
    boolean used;

    Entry(K key, @Nullable V loaded) {
      this.key = key;
      this.value = loaded;
      this.stored = loaded != null;
    }
  }
}
