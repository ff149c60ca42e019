// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

import java.io.IOException;
import java.util.Map;
import org.apache.flink.api.common.typeutils.CompositeTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.cep.nfa.NFAState;
import org.apache.flink.cep.nfa.NFAStateSerializer;
import org.apache.flink.cep.nfa.sharedbuffer.EventId;
import org.apache.flink.cep.nfa.sharedbuffer.Lockable;
import org.apache.flink.cep.nfa.sharedbuffer.NodeId;
import org.apache.flink.cep.nfa.sharedbuffer.SharedBufferNode;
import org.apache.flink.cep.nfa.sharedbuffer.SharedBufferNodeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;
import org.hamon.patterns.engine.RootState.PatternState;
import org.hamon.patterns.engine.Runs.Run;
import org.hamon.patterns.language.Symptom;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of a {@link RootState}: a pool of its symptoms, then everything else with numbers into the
 * pool; flink-cep's parts through flink-cep's serializers. A symptom may gain fields from one
 * release to the next as any record in state may.
 */
final class RootStateSerializer extends TypeSerializer<RootState> {

  private static final int PARTIAL = 1;
  private static final int WINDOW = 2;
  private static final int COMPLETE = 4;
  private static final int STORM = 8;

  /** The partial matches are {@link Runs}. */
  private static final int COMPACT = 16;

  private final TypeSerializer<Symptom> symptoms;
  private final PooledSymptoms pool;
  private final TypeSerializer<NFAState> nfa = new NFAStateSerializer();
  private final TypeSerializer<EventId> eventIds = EventId.EventIdSerializer.INSTANCE;
  private final TypeSerializer<NodeId> nodeIds = new NodeId.NodeIdSerializer();
  private final TypeSerializer<Lockable<Symptom>> events;
  private final TypeSerializer<Lockable<SharedBufferNode>> nodes =
      new Lockable.LockableTypeSerializer<>(new SharedBufferNodeSerializer());

  RootStateSerializer(TypeSerializer<Symptom> symptoms) {
    this.symptoms = symptoms;
    this.pool = new PooledSymptoms(symptoms);
    this.events = new Lockable.LockableTypeSerializer<>(pool);
  }

  @Override
  public void serialize(RootState root, DataOutputView target) throws IOException {
    pool.clear();
    root.waiting.forEach(pool::add);
    for (PatternState state : root.patterns) {
      if (state.partial != null) {
        state.partial.forEachEvent(pool::add);
      }
      if (state.window != null) {
        state.window.counted.values().forEach(pool::add);
      }
    }
    pool.write(target);

    target.writeLong(root.due);
    target.writeInt(root.waiting.size());
    for (Symptom symptom : root.waiting) {
      pool.serialize(symptom, target);
    }
    target.writeInt(root.patterns.size());
    for (PatternState state : root.patterns) {
      target.writeUTF(state.key);
      write(state, target);
    }
    pool.clear();
  }

  private void write(PatternState state, DataOutputView target) throws IOException {
    target.writeByte(
        (state.partial == null ? 0 : PARTIAL)
            | (state.window == null ? 0 : WINDOW)
            | (state.window != null && state.window.complete ? COMPLETE : 0)
            | (state.storm ? STORM : 0)
            | (state.partial instanceof Runs<?> ? COMPACT : 0));
    target.writeLong(state.mutedUntil);
    target.writeLong(state.since);
    if (state.partial instanceof PartialMatches<Symptom> matches) {
      write(matches, target);
    } else if (state.partial instanceof Runs<Symptom> runs) {
      write(runs, target);
    }
    if (state.window != null) {
      target.writeInt(state.window.counted.size());
      for (Symptom symptom : state.window.counted.values()) {
        pool.serialize(symptom, target);
      }
    }
  }

  private void write(PartialMatches<Symptom> partial, DataOutputView target) throws IOException {
    nfa.serialize(partial.nfa, target);
    target.writeInt(partial.events.size());
    for (Map.Entry<EventId, Lockable<Symptom>> event : partial.events.entrySet()) {
      eventIds.serialize(event.getKey(), target);
      events.serialize(event.getValue(), target);
    }
    target.writeInt(partial.nodes.size());
    for (Map.Entry<NodeId, Lockable<SharedBufferNode>> node : partial.nodes.entrySet()) {
      nodeIds.serialize(node.getKey(), target);
      nodes.serialize(node.getValue(), target);
    }
    target.writeInt(partial.numbered.size());
    for (Map.Entry<Long, Integer> number : partial.numbered.entrySet()) {
      target.writeLong(number.getKey());
      target.writeInt(number.getValue());
    }
  }

  private void write(Runs<Symptom> runs, DataOutputView target) throws IOException {
    target.writeBoolean(runs.closed);
    target.writeInt(runs.open.size());
    for (Run<Symptom> run : runs.open) {
      target.writeLong(run.start);
      target.writeBoolean(run.fresh);
      target.writeShort(run.events.size());
      for (Symptom symptom : run.events) {
        pool.serialize(symptom, target);
      }
    }
  }

  private Runs<Symptom> readRuns(DataInputView source) throws IOException {
    Runs<Symptom> runs = new Runs<>();
    runs.closed = source.readBoolean();
    int open = source.readInt();
    for (int i = 0; i < open; i++) {
      Run<Symptom> run = new Run<>(source.readLong());
      boolean fresh = source.readBoolean();
      int taken = source.readUnsignedShort();
      for (int k = 0; k < taken; k++) {
        run.take(pool.deserialize(source));
      }
      run.fresh = fresh;
      runs.open.add(run);
    }
    return runs;
  }

  @Override
  public RootState deserialize(DataInputView source) throws IOException {
    pool.read(source);
    RootState root = new RootState();
    root.due = source.readLong();
    int waiting = source.readInt();
    for (int i = 0; i < waiting; i++) {
      root.waiting.add(pool.deserialize(source));
    }
    int patterns = source.readInt();
    for (int i = 0; i < patterns; i++) {
      root.patterns.add(readPattern(source.readUTF(), source));
    }
    pool.clear();
    return root;
  }

  private PatternState readPattern(String key, DataInputView source) throws IOException {
    PatternState state = new PatternState(key);
    int flags = source.readByte();
    state.storm = (flags & STORM) != 0;
    state.mutedUntil = source.readLong();
    state.since = source.readLong();
    if ((flags & PARTIAL) != 0) {
      state.partial = (flags & COMPACT) != 0 ? readRuns(source) : readPartial(source);
    }
    if ((flags & WINDOW) != 0) {
      CountWindow window = new CountWindow();
      window.complete = (flags & COMPLETE) != 0;
      int counted = source.readInt();
      for (int i = 0; i < counted; i++) {
        Symptom symptom = pool.deserialize(source);
        window.counted.put(symptom.change().asset(), symptom);
      }
      state.window = window;
    }
    return state;
  }

  private PartialMatches<Symptom> readPartial(DataInputView source) throws IOException {
    PartialMatches<Symptom> partial =
        new PartialMatches<>(new OpenMatches(nfa.deserialize(source).getPartialMatches()));
    int eventCount = source.readInt();
    for (int i = 0; i < eventCount; i++) {
      EventId id = eventIds.deserialize(source);
      partial.events.put(id, events.deserialize(source));
    }
    int nodeCount = source.readInt();
    for (int i = 0; i < nodeCount; i++) {
      NodeId id = nodeIds.deserialize(source);
      partial.nodes.put(id, nodes.deserialize(source));
    }
    int numbers = source.readInt();
    for (int i = 0; i < numbers; i++) {
      long time = source.readLong();
      partial.numbered.put(time, source.readInt());
    }
    return partial;
  }

  @Override
  public RootState deserialize(RootState reuse, DataInputView source) throws IOException {
    return deserialize(source);
  }

  @Override
  public RootState copy(RootState from) {
    try {
      DataOutputSerializer bytes = new DataOutputSerializer(512);
      serialize(from, bytes);
      return deserialize(new DataInputDeserializer(bytes.getCopyOfBuffer()));
    } catch (IOException e) {
      throw new IllegalStateException("Expected a root's state to be copied in memory", e);
    }
  }

  @Override
  public RootState copy(RootState from, RootState reuse) {
    return copy(from);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    serialize(deserialize(source), target);
  }

  @Override
  public RootState createInstance() {
    return new RootState();
  }

  @Override
  public boolean isImmutableType() {
    return false;
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public TypeSerializer<RootState> duplicate() {
    return new RootStateSerializer(symptoms.duplicate());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RootStateSerializer same && symptoms.equals(same.symptoms);
  }

  @Override
  public int hashCode() {
    return symptoms.hashCode();
  }

  @Override
  public TypeSerializerSnapshot<RootState> snapshotConfiguration() {
    return new Snapshot(this);
  }

  /** What a savepoint says of the layout: its version and the symptom's own. */
  public static final class Snapshot
      extends CompositeTypeSerializerSnapshot<RootState, RootStateSerializer> {

    private static final int VERSION = 1;

    /** For reading it back. */
    public Snapshot() {}

    Snapshot(RootStateSerializer serializer) {
      super(serializer);
    }

    @Override
    protected int getCurrentOuterSnapshotVersion() {
      return VERSION;
    }

    @Override
    protected TypeSerializer<?>[] getNestedSerializers(RootStateSerializer serializer) {
      return new TypeSerializer<?>[] {serializer.symptoms};
    }

    @Override
    @SuppressWarnings("unchecked") // as getNestedSerializers has it
    protected RootStateSerializer createOuterSerializerWithNestedSerializers(
        TypeSerializer<?>[] nested) {
      return new RootStateSerializer((TypeSerializer<Symptom>) nested[0]);
    }
  }
}
