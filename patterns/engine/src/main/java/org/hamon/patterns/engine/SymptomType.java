// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.hamon.patterns.language.Cause;
import org.hamon.patterns.language.StateChange;
import org.hamon.patterns.language.Symptom;
import org.hamon.patterns.language.Tlp;
import org.hamon.topology.AssetState;
import org.jspecify.annotations.Nullable;

/**
 * Symptoms on the way from locating to the host. For the exchange only: both ends are of one
 * release, so the bytes say nothing of their layout. In state a symptom is written field by field
 * with names, as any record is.
 */
final class SymptomType extends TypeInformation<Symptom> {

  private static final long serialVersionUID = 1L;

  static final SymptomType INSTANCE = new SymptomType();

  private SymptomType() {}

  @Override
  public TypeSerializer<Symptom> createSerializer(SerializerConfig config) {
    return new Wire();
  }

  @Override
  public boolean isBasicType() {
    return false;
  }

  @Override
  public boolean isTupleType() {
    return false;
  }

  @Override
  public int getArity() {
    return 1;
  }

  @Override
  public int getTotalFields() {
    return 1;
  }

  @Override
  public Class<Symptom> getTypeClass() {
    return Symptom.class;
  }

  @Override
  public boolean isKeyType() {
    return false;
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof SymptomType;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SymptomType;
  }

  @Override
  public int hashCode() {
    return SymptomType.class.hashCode();
  }

  @Override
  public String toString() {
    return "Symptom";
  }

  /** Its bytes. */
  static final class Wire extends TypeSerializer<Symptom> {

    private static final long serialVersionUID = 1L;

    private static final AssetState[] STATES = AssetState.values();
    private static final Cause[] CAUSES = Cause.values();
    private static final Tlp[] TLPS = Tlp.values();
    private static final StateChange.Evidence[] EVIDENCE = StateChange.Evidence.values();

    private transient @Nullable WireStrings strings;

    @Override
    public void serialize(Symptom symptom, DataOutputView target) throws IOException {
      WireStrings.write(symptom.root(), target);
      WireStrings.write(symptom.rootSector(), target);
      WireStrings.write(symptom.rootKind(), target);
      WireStrings.write(symptom.rootRegion(), target);
      target.writeLong(symptom.rootPeople());
      target.writeInt(symptom.hops());
      target.writeBoolean(symptom.inArea());
      target.writeShort(symptom.path().size());
      for (String dependency : symptom.path()) {
        WireStrings.write(dependency, target);
      }
      write(symptom.change(), target);
    }

    @SuppressWarnings("EnumOrdinal") // both ends are of one release
    private static void write(StateChange change, DataOutputView target) throws IOException {
      WireStrings.write(change.lane(), target);
      WireStrings.write(change.asset(), target);
      WireStrings.write(change.sector(), target);
      WireStrings.write(change.kind(), target);
      WireStrings.write(change.region(), target);
      target.writeLong(change.people());
      target.writeLong(change.time());
      target.writeLong(change.began());
      target.writeByte(change.previous().ordinal());
      target.writeByte(change.state().ordinal());
      WireStrings.write(change.condition(), target);
      target.writeBoolean(change.on());
      target.writeBoolean(change.flapping());
      target.writeByte(change.cause().ordinal());
      target.writeInt(change.severity());
      target.writeByte(change.tlp().ordinal());
      target.writeByte(change.from().ordinal());
      WireStrings.write(change.ref(), target);
    }

    @Override
    public Symptom deserialize(DataInputView source) throws IOException {
      WireStrings text = strings();
      String root = requireNonNull(text.read(source));
      String rootSector = requireNonNull(text.read(source));
      String rootKind = text.read(source);
      String rootRegion = text.read(source);
      long rootPeople = source.readLong();
      int hops = source.readInt();
      boolean inArea = source.readBoolean();
      String[] path = new String[source.readUnsignedShort()];
      for (int i = 0; i < path.length; i++) {
        path[i] = requireNonNull(text.read(source));
      }
      StateChange change = readChange(text, source);
      return new Symptom(
          root, rootSector, rootKind, rootRegion, rootPeople, change, hops, List.of(path), inArea);
    }

    private static StateChange readChange(WireStrings text, DataInputView source)
        throws IOException {
      return new StateChange(
          requireNonNull(text.read(source)),
          requireNonNull(text.read(source)),
          requireNonNull(text.read(source)),
          text.read(source),
          text.read(source),
          source.readLong(),
          source.readLong(),
          source.readLong(),
          STATES[source.readByte()],
          STATES[source.readByte()],
          text.read(source),
          source.readBoolean(),
          source.readBoolean(),
          CAUSES[source.readByte()],
          source.readInt(),
          TLPS[source.readByte()],
          EVIDENCE[source.readByte()],
          text.read(source));
    }

    private WireStrings strings() {
      WireStrings mine = strings;
      if (mine == null) {
        mine = new WireStrings();
        strings = mine;
      }
      return mine;
    }

    @Override
    public Symptom deserialize(Symptom reuse, DataInputView source) throws IOException {
      return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
      serialize(deserialize(source), target);
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
      throw new UnsupportedOperationException("A symptom has no default");
    }

    @Override
    public boolean isImmutableType() {
      return true;
    }

    @Override
    public int getLength() {
      return -1;
    }

    @Override
    public TypeSerializer<Symptom> duplicate() {
      return new Wire();
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Wire;
    }

    @Override
    public int hashCode() {
      return Wire.class.hashCode();
    }

    @Override
    public TypeSerializerSnapshot<Symptom> snapshotConfiguration() {
      return new Snapshot();
    }

    /** Never in state; asked for by Flink all the same. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Symptom> {
      /** For reading it back. */
      public Snapshot() {
        super(Wire::new);
      }
    }
  }
}
