// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.typeutils.CompositeTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.hamon.patterns.language.StateChange;
import org.hamon.patterns.language.Tlp;
import org.jspecify.annotations.Nullable;

/**
 * Writes an {@link Observation} for the way to the task of its asset. Every reading goes that way,
 * so a byte says which parts there are, the usual lane is not written, and nothing is called by
 * reflection; reports and declarations are rare and written as Flink writes records.
 *
 * <p>No state holds what this writes, so the format may change between versions of the job.
 */
final class ObservationSerializer extends TypeSerializer<Observation> {

  private static final long serialVersionUID = 1L;

  private static final int OTHER_LANE = 1;
  private static final int METRIC = 2;
  private static final int REPORT = 4;
  private static final int DECLARATION = 8;
  private static final int ORIGIN = 16;
  private static final int WORD = 32;
  private static final int RAW = 64;
  private static final List<Tlp> LABELS = List.of(Tlp.values());

  private final TypeSerializer<Report> reports;
  private final TypeSerializer<Declaration> declarations;
  private final TypeSerializer<Word> words;
  private transient @Nullable Texts texts;

  ObservationSerializer(
      TypeSerializer<Report> reports,
      TypeSerializer<Declaration> declarations,
      TypeSerializer<Word> words) {
    this.reports = reports;
    this.declarations = declarations;
    this.words = words;
  }

  @Override
  public void serialize(Observation observation, DataOutputView out) throws IOException {
    Texts texts = texts();
    String lane = observation.lane();
    String metric = observation.metric();
    Report report = observation.report();
    Declaration declaration = observation.declaration();
    Word word = observation.word();
    Origin origin = observation.origin();
    Raw raw = observation.raw();
    boolean otherLane = !lane.equals(StateChange.ACTUAL);
    out.writeByte(
        (otherLane ? OTHER_LANE : 0)
            | (metric != null ? METRIC : 0)
            | (report != null ? REPORT : 0)
            | (declaration != null ? DECLARATION : 0)
            | (origin != null ? ORIGIN : 0)
            | (word != null ? WORD : 0)
            | (raw != null ? RAW : 0));
    texts.write(observation.asset(), out);
    if (otherLane) {
      texts.write(lane, out);
    }
    out.writeLong(observation.time());
    if (metric != null) {
      texts.write(metric, out);
    }
    out.writeDouble(observation.value());
    out.writeByte(LABELS.indexOf(observation.tlp()));
    if (report != null) {
      reports.serialize(report, out);
    }
    if (declaration != null) {
      declarations.serialize(declaration, out);
    }
    if (word != null) {
      words.serialize(word, out);
    }
    if (origin != null) {
      texts.write(origin.topic(), out);
      out.writeInt(origin.partition());
      out.writeLong(origin.offset());
    }
    if (raw != null) {
      RawSerializer.write(raw, out);
    }
  }

  @Override
  public Observation deserialize(DataInputView in) throws IOException {
    Texts texts = texts();
    int parts = in.readByte();
    return new Observation(
        texts.read(in),
        has(parts, OTHER_LANE) ? texts.readRepeated(in) : StateChange.ACTUAL,
        in.readLong(),
        has(parts, METRIC) ? texts.readRepeated(in) : null,
        in.readDouble(),
        LABELS.get(in.readByte()),
        has(parts, REPORT) ? reports.deserialize(in) : null,
        has(parts, DECLARATION) ? declarations.deserialize(in) : null,
        has(parts, WORD) ? words.deserialize(in) : null,
        has(parts, ORIGIN) ? new Origin(texts.readRepeated(in), in.readInt(), in.readLong()) : null,
        has(parts, RAW) ? RawSerializer.read(in) : null);
  }

  private static boolean has(int parts, int part) {
    return (parts & part) != 0;
  }

  private Texts texts() {
    if (texts == null) {
      texts = new Texts();
    }
    return texts;
  }

  @Override
  public Observation deserialize(Observation reuse, DataInputView in) throws IOException {
    return deserialize(in);
  }

  @Override
  public Observation copy(Observation from) {
    return from;
  }

  @Override
  public Observation copy(Observation from, Observation reuse) {
    return from;
  }

  @Override
  public void copy(DataInputView in, DataOutputView out) throws IOException {
    serialize(deserialize(in), out);
  }

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public Observation createInstance() {
    return new Observation("", StateChange.ACTUAL, 0, null, 0, Tlp.AMBER, null, null, null);
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public TypeSerializer<Observation> duplicate() {
    return new ObservationSerializer(
        reports.duplicate(), declarations.duplicate(), words.duplicate());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ObservationSerializer that
        && reports.equals(that.reports)
        && declarations.equals(that.declarations)
        && words.equals(that.words);
  }

  @Override
  public int hashCode() {
    return Objects.hash(reports, declarations, words);
  }

  @Override
  public TypeSerializerSnapshot<Observation> snapshotConfiguration() {
    return new Snapshot(this);
  }

  /** What a savepoint would say of the serializer: those of the parts, and a number. */
  public static final class Snapshot
      extends CompositeTypeSerializerSnapshot<Observation, ObservationSerializer> {

    private static final int FORMAT = 1;

    /** For Flink, to read one. */
    public Snapshot() {}

    Snapshot(ObservationSerializer serializer) {
      super(serializer);
    }

    @Override
    protected int getCurrentOuterSnapshotVersion() {
      return FORMAT;
    }

    @Override
    protected TypeSerializer<?>[] getNestedSerializers(ObservationSerializer outer) {
      return new TypeSerializer<?>[] {outer.reports, outer.declarations, outer.words};
    }

    @Override
    @SuppressWarnings("unchecked") // in the order in which they were given
    protected ObservationSerializer createOuterSerializerWithNestedSerializers(
        TypeSerializer<?>[] nested) {
      return new ObservationSerializer(
          (TypeSerializer<Report>) nested[0],
          (TypeSerializer<Declaration>) nested[1],
          (TypeSerializer<Word>) nested[2]);
    }
  }
}
