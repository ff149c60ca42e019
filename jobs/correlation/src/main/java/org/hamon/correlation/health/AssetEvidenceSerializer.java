// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.health;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;
import org.hamon.correlation.decode.Observation;
import org.hamon.correlation.decode.Origin;
import org.hamon.correlation.decode.Raw;
import org.hamon.correlation.decode.RawSerializer;
import org.hamon.correlation.decode.Report;
import org.hamon.correlation.decode.Word;
import org.hamon.patterns.language.Tlp;
import org.hamon.topology.AssetState;
import org.hamon.topology.ServiceLevel;
import org.hamon.topology.Threshold;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@link AssetEvidence} compactly. Every value begins with the version of its layout, so a
 * later version of this class reads what an earlier one wrote; enums are written as {@link Codes}.
 */
final class AssetEvidenceSerializer extends TypeSerializerSingleton<AssetEvidence> {

  private static final long serialVersionUID = 1L;
  private static final int LAYOUT = 1;

  static final AssetEvidenceSerializer INSTANCE = new AssetEvidenceSerializer();

  @Override
  public void serialize(AssetEvidence value, DataOutputView out) throws IOException {
    out.writeByte(LAYOUT);
    writeText(value.asset, out);
    out.writeLong(value.timer);
    out.writeLong(value.knownSince);
    writeTerms(value.terms, out);
    out.writeInt(value.announced.size());
    for (Announcement announcement : value.announced) {
      out.writeLong(announcement.validFrom());
      writeTerms(announcement.terms(), out);
    }
    out.writeInt(value.waiting.size());
    for (Observation observation : value.waiting) {
      writeObservation(observation, out);
    }
    out.writeInt(value.lanes.size());
    for (LaneEvidence lane : value.lanes.values()) {
      writeText(lane.lane, out);
      out.writeLong(lane.announcedUntil);
      out.writeLong(lane.observed);
      out.writeBoolean(lane.withheld);
      writeChannels(lane.channels, out);
      writeFusion(lane.fusion, out);
      writeReserves(lane, out);
    }
  }

  @Override
  public AssetEvidence deserialize(DataInputView in) throws IOException {
    int layout = in.readByte();
    if (layout != LAYOUT) {
      throw new IOException(
          "Expected evidence of layout " + LAYOUT + ", but found " + layout + ": a newer version");
    }
    AssetEvidence value = new AssetEvidence(text(in));
    value.timer = in.readLong();
    value.knownSince = in.readLong();
    value.terms = readTerms(in);
    for (int i = in.readInt(); i > 0; i--) {
      value.announced.add(new Announcement(in.readLong(), readTerms(in)));
    }
    for (int i = in.readInt(); i > 0; i--) {
      value.waiting.add(readObservation(value.asset, in));
    }
    value.sinceWhen();
    for (int i = in.readInt(); i > 0; i--) {
      LaneEvidence lane = new LaneEvidence(text(in), Channels.NONE);
      lane.announcedUntil = in.readLong();
      lane.observed = in.readLong();
      lane.withheld = in.readBoolean();
      readChannels(lane.channels, in);
      readFusion(lane.fusion, in);
      readReserves(lane, in);
      value.lanes.put(lane.lane, lane);
    }
    return value;
  }

  private static void writeChannels(Channels channels, DataOutputView out) throws IOException {
    out.writeLong(channels.clock);
    out.writeBoolean(channels.silent);
    out.writeLong(channels.reported);
    out.writeShort(channels.levels.size());
    for (Map.Entry<String, LevelChannel> entry : channels.levels.entrySet()) {
      LevelChannel level = entry.getValue();
      writeText(entry.getKey(), out);
      out.writeLong(level.newest);
      out.writeByte(Codes.LABELS.indexOf(level.tlp));
      int bits = 0;
      for (int k = 0; k < LevelChannel.THRESHOLDS; k++) {
        bits |= level.on[k] ? 1 << k : 0;
        bits |= level.beyondSince[k] == LevelChannel.NEVER ? 0 : 8 << k;
      }
      out.writeByte(bits);
      for (long since : level.beyondSince) {
        if (since != LevelChannel.NEVER) {
          out.writeLong(since);
        }
      }
    }
    out.writeShort(channels.reportIds.size());
    for (Map.Entry<String, Long> entry : channels.reportIds.entrySet()) {
      writeText(entry.getKey(), out);
      out.writeLong(entry.getValue());
    }
  }

  private static void readChannels(Channels channels, DataInputView in) throws IOException {
    channels.clock = in.readLong();
    channels.silent = in.readBoolean();
    channels.reported = in.readLong();
    for (int i = in.readShort(); i > 0; i--) {
      LevelChannel level = new LevelChannel();
      channels.levels.put(SharedTerms.of(text(in)), level);
      level.newest = in.readLong();
      level.tlp = Codes.LABELS.get(in.readByte());
      int bits = in.readByte();
      for (int k = 0; k < LevelChannel.THRESHOLDS; k++) {
        level.on[k] = (bits & (1 << k)) != 0;
        if ((bits & (8 << k)) != 0) {
          level.beyondSince[k] = in.readLong();
        }
      }
    }
    for (int i = in.readShort(); i > 0; i--) {
      channels.reportIds.put(text(in), in.readLong());
    }
  }

  private static void writeFusion(Fusion fusion, DataOutputView out) throws IOException {
    out.writeByte(Codes.STATES.indexOf(fusion.state));
    out.writeLong(fusion.fusedUntil);
    writeEdge(fusion.because, out);
    out.writeInt(fusion.edges.size());
    for (Edge edge : fusion.edges) {
      writeEdge(edge, out);
    }
    out.writeShort(fusion.channels.size());
    for (Edge edge : fusion.channels.values()) {
      writeEdge(edge, out);
    }
    Flapping flapping = fusion.flapping;
    out.writeByte(Codes.STATES.indexOf(flapping.shown));
    out.writeBoolean(flapping.on);
    out.writeByte(flapping.changes);
    for (int i = 0; i < flapping.changes; i++) {
      out.writeLong(flapping.times[i]);
      out.writeByte(Codes.STATES.indexOf(flapping.states[i]));
      out.writeBoolean(flapping.worse[i]);
    }
  }

  private static void readFusion(Fusion fusion, DataInputView in) throws IOException {
    fusion.state = Codes.STATES.get(in.readByte());
    fusion.fusedUntil = in.readLong();
    fusion.because = readEdge(in);
    for (int i = in.readInt(); i > 0; i--) {
      fusion.edges.add(readEdge(in));
    }
    for (int i = in.readShort(); i > 0; i--) {
      Edge edge = readEdge(in);
      fusion.channels.put(edge.channel(), edge);
    }
    Flapping flapping = fusion.flapping;
    flapping.shown = Codes.STATES.get(in.readByte());
    flapping.on = in.readBoolean();
    flapping.changes = in.readByte();
    for (int i = 0; i < flapping.changes; i++) {
      flapping.times[i] = in.readLong();
      flapping.states[i] = Codes.STATES.get(in.readByte());
      flapping.worse[i] = in.readBoolean();
    }
  }

  private static void writeReserves(LaneEvidence lane, DataOutputView out) throws IOException {
    out.writeByte(lane.reserves.size());
    for (Map.Entry<String, ReserveChannel> entry : lane.reserves.entrySet()) {
      ReserveChannel reserve = entry.getValue();
      writeText(entry.getKey(), out);
      out.writeLong(reserve.newest);
      out.writeLong(reserve.toldAt);
      out.writeLong(reserve.toldMillis);
      out.writeBoolean(reserve.running);
    }
  }

  private static void readReserves(LaneEvidence lane, DataInputView in) throws IOException {
    for (int i = in.readByte(); i > 0; i--) {
      ReserveChannel reserve = new ReserveChannel();
      lane.reserves.put(SharedTerms.of(text(in)), reserve);
      reserve.newest = in.readLong();
      reserve.toldAt = in.readLong();
      reserve.toldMillis = in.readLong();
      reserve.running = in.readBoolean();
    }
  }

  private static void writeEdge(Edge edge, DataOutputView out) throws IOException {
    out.writeLong(edge.time());
    out.writeLong(edge.began());
    writeText(edge.channel(), out);
    out.writeByte(Codes.STATES.indexOf(edge.state()));
    out.writeBoolean(edge.condition());
    out.writeByte(Codes.LABELS.indexOf(edge.tlp()));
    out.writeByte(Codes.CAUSES.indexOf(edge.cause()));
    out.writeByte(edge.severity());
    writeText(edge.ref(), out);
  }

  private static Edge readEdge(DataInputView in) throws IOException {
    return new Edge(
        in.readLong(),
        in.readLong(),
        text(in),
        Codes.STATES.get(in.readByte()),
        in.readBoolean(),
        Codes.LABELS.get(in.readByte()),
        Codes.CAUSES.get(in.readByte()),
        in.readByte(),
        readText(in));
  }

  private static void writeTerms(@Nullable Terms terms, DataOutputView out) throws IOException {
    out.writeBoolean(terms != null);
    if (terms == null) {
      return;
    }
    out.writeLong(terms.validFrom());
    writeText(terms.sector(), out);
    writeText(terms.kind(), out);
    writeText(terms.region(), out);
    out.writeLong(terms.people());
    out.writeLong(terms.everyMillis());
    out.writeLong(terms.weight());
    out.writeShort(terms.levels().size());
    for (ServiceLevel level : terms.levels()) {
      writeText(level.id(), out);
      writeText(level.metric(), out);
      writeThreshold(level.degraded(), out);
      writeThreshold(level.unusable(), out);
      writeThreshold(level.stopped(), out);
      out.writeLong(level.holdMillis());
      out.writeDouble(level.deadband());
    }
  }

  private static @Nullable Terms readTerms(DataInputView in) throws IOException {
    if (!in.readBoolean()) {
      return null;
    }
    long validFrom = in.readLong();
    String sector = text(in);
    String kind = readText(in);
    String region = readText(in);
    long people = in.readLong();
    long every = in.readLong();
    long weight = in.readLong();
    int count = in.readShort();
    List<ServiceLevel> levels = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      String id = text(in);
      String metric = text(in);
      levels.add(
          new ServiceLevel(
              id,
              sector,
              metric,
              null,
              null,
              null,
              readThreshold(in),
              readThreshold(in),
              readThreshold(in),
              in.readLong(),
              in.readDouble()));
    }
    return new Terms(validFrom, sector, kind, region, people, every, weight, levels);
  }

  private static void writeThreshold(@Nullable Threshold threshold, DataOutputView out)
      throws IOException {
    Double below = threshold == null ? null : threshold.below();
    Double above = threshold == null ? null : threshold.above();
    out.writeByte((below == null ? 0 : 1) | (above == null ? 0 : 2) | (threshold == null ? 0 : 4));
    if (below != null) {
      out.writeDouble(below);
    }
    if (above != null) {
      out.writeDouble(above);
    }
  }

  private static @Nullable Threshold readThreshold(DataInputView in) throws IOException {
    int bits = in.readByte();
    Double below = (bits & 1) == 0 ? null : in.readDouble();
    Double above = (bits & 2) == 0 ? null : in.readDouble();
    return (bits & 4) == 0 ? null : new Threshold(below, above);
  }

  private static void writeObservation(Observation observation, DataOutputView out)
      throws IOException {
    writeText(observation.lane(), out);
    out.writeLong(observation.time());
    writeText(observation.metric(), out);
    out.writeDouble(observation.value());
    out.writeByte(Codes.LABELS.indexOf(observation.tlp()));
    Report report = observation.report();
    out.writeBoolean(report != null);
    if (report != null) {
      writeText(report.id(), out);
      out.writeByte(Codes.STATES.indexOf(report.state()));
      out.writeLong(report.reportedAt());
      out.writeLong(report.occurredAt());
      out.writeByte(Codes.CAUSES.indexOf(report.cause()));
      out.writeByte(report.severity());
      out.writeByte(Codes.LABELS.indexOf(report.tlp()));
      writeText(report.pseudoSector(), out);
      writeText(report.pseudoRegion(), out);
    }
    Word word = observation.word();
    out.writeBoolean(word != null);
    if (word != null) {
      AssetState state = word.state();
      writeText(word.id(), out);
      out.writeByte(state == null ? -1 : Codes.STATES.indexOf(state));
      out.writeByte(Codes.CAUSES.indexOf(word.cause()));
      out.writeLong(word.until());
      out.writeByte(Codes.LABELS.indexOf(word.tlp()));
    }
    Origin origin = observation.origin();
    out.writeBoolean(origin != null);
    if (origin != null) {
      writeText(origin.topic(), out);
      out.writeInt(origin.partition());
      out.writeLong(origin.offset());
    }
    Raw raw = observation.raw();
    out.writeBoolean(raw != null);
    if (raw != null) {
      RawSerializer.write(raw, out);
    }
  }

  private static Observation readObservation(String asset, DataInputView in) throws IOException {
    String lane = text(in);
    long time = in.readLong();
    String metric = readText(in);
    double value = in.readDouble();
    Tlp tlp = Codes.LABELS.get(in.readByte());
    Report report =
        in.readBoolean()
            ? new Report(
                text(in),
                Codes.STATES.get(in.readByte()),
                in.readLong(),
                in.readLong(),
                Codes.CAUSES.get(in.readByte()),
                in.readByte(),
                Codes.LABELS.get(in.readByte()),
                readText(in),
                readText(in))
            : null;
    Word word = in.readBoolean() ? readWord(in) : null;
    Origin origin = in.readBoolean() ? new Origin(text(in), in.readInt(), in.readLong()) : null;
    Raw raw = in.readBoolean() ? RawSerializer.read(in) : null;
    return new Observation(asset, lane, time, metric, value, tlp, report, null, word, origin, raw);
  }

  private static Word readWord(DataInputView in) throws IOException {
    String id = text(in);
    int state = in.readByte();
    return new Word(
        id,
        state < 0 ? null : Codes.STATES.get(state),
        Codes.CAUSES.get(in.readByte()),
        in.readLong(),
        Codes.LABELS.get(in.readByte()));
  }

  private static void writeText(@Nullable String text, DataOutputView out) throws IOException {
    StringValue.writeString(text, out);
  }

  private static @Nullable String readText(DataInputView in) throws IOException {
    return StringValue.readString(in);
  }

  private static String text(DataInputView in) throws IOException {
    return requireNonNull(StringValue.readString(in), "text");
  }

  @Override
  public boolean isImmutableType() {
    return false;
  }

  @Override
  public AssetEvidence createInstance() {
    return new AssetEvidence("");
  }

  @Override
  public AssetEvidence copy(AssetEvidence from) {
    try {
      DataOutputSerializer out = new DataOutputSerializer(256);
      serialize(from, out);
      return deserialize(new DataInputDeserializer(out.getSharedBuffer(), 0, out.length()));
    } catch (IOException e) {
      throw new IllegalStateException("Expected a value that was written to be readable", e);
    }
  }

  @Override
  public AssetEvidence copy(AssetEvidence from, AssetEvidence reuse) {
    return copy(from);
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public AssetEvidence deserialize(AssetEvidence reuse, DataInputView source) throws IOException {
    return deserialize(source);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    serialize(deserialize(source), target);
  }

  @Override
  public TypeSerializerSnapshot<AssetEvidence> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What a savepoint says of the serializer; the layout stands in the values. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<AssetEvidence> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
