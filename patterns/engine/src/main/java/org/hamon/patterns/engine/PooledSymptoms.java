// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.hamon.patterns.language.Symptom;
import org.jspecify.annotations.Nullable;

/**
 * Writes each symptom of a root once, however many patterns hold it, and a number wherever it is
 * referred to: flink-cep's serializers are given this one for the elements. Part of {@link
 * RootStateSerializer}, never in state by itself.
 */
final class PooledSymptoms extends TypeSerializer<Symptom> {

  private final TypeSerializer<Symptom> whole;
  private final IdentityHashMap<Symptom, Integer> numbers = new IdentityHashMap<>();
  private final List<Symptom> pool = new ArrayList<>();

  PooledSymptoms(TypeSerializer<Symptom> whole) {
    this.whole = whole;
  }

  /** Begins a new pool. */
  void clear() {
    numbers.clear();
    pool.clear();
  }

  /** Adds a symptom to the pool that is to be written. */
  void add(Symptom symptom) {
    if (numbers.putIfAbsent(symptom, pool.size()) == null) {
      pool.add(symptom);
    }
  }

  void write(DataOutputView target) throws IOException {
    target.writeInt(pool.size());
    for (Symptom symptom : pool) {
      whole.serialize(symptom, target);
    }
  }

  void read(DataInputView source) throws IOException {
    clear();
    int size = source.readInt();
    for (int i = 0; i < size; i++) {
      pool.add(whole.deserialize(source));
    }
  }

  @Override
  public void serialize(Symptom symptom, DataOutputView target) throws IOException {
    target.writeInt(requireNonNull(numbers.get(symptom), "number in the pool"));
  }

  @Override
  public Symptom deserialize(DataInputView source) throws IOException {
    return pool.get(source.readInt());
  }

  @Override
  public Symptom deserialize(Symptom reuse, DataInputView source) throws IOException {
    return deserialize(source);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    target.writeInt(source.readInt());
  }

  @Override
  public Symptom copy(Symptom from) {
    return from;
  }

  @Override
  public Symptom copy(Symptom from, Symptom reuse) {
    return from;
  }

  @Override
  public Symptom createInstance() {
    throw new UnsupportedOperationException("A symptom is only read from its pool");
  }

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public int getLength() {
    return Integer.BYTES;
  }

  @Override
  public TypeSerializer<Symptom> duplicate() {
    return new PooledSymptoms(whole.duplicate());
  }

  @Override
  public TypeSerializerSnapshot<Symptom> snapshotConfiguration() {
    throw new UnsupportedOperationException("Never in state by itself: see RootStateSerializer");
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PooledSymptoms pooled && whole.equals(pooled.whole);
  }

  @Override
  public int hashCode() {
    return whole.hashCode();
  }
}
