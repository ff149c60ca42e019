// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.health;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.Instant;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.hamon.correlation.Output;
import org.hamon.patterns.engine.WriteBackCache;
import org.hamon.topology.AssetState;

/**
 * How assets stand in, lines of {@code sector-health} out: one at the end of every event-time
 * second in which a state changed or an asset went, be it to another sector or region. It remembers
 * a {@link SectorTally} for each lane, sector and region.
 *
 * <p>A tally is cleared once no asset stands in it; its timers are the ends of the seconds in which
 * something changed and is not told yet. At the end of history those are told at once.
 */
@SuppressWarnings("NullAway.Init") // open comes before everything else
final class SectorHealth extends AbstractStreamOperator<Output>
    implements OneInputStreamOperator<Standing, Output>, Triggerable<String, VoidNamespace> {

  private static final long serialVersionUID = 1L;
  private static final JsonFactory JSON = new JsonFactory();

  static final ValueStateDescriptor<SectorTally> TALLY =
      new ValueStateDescriptor<>("tally", SectorTallySerializer.INSTANCE);

  private transient WriteBackCache<String, SectorTally> tallies;
  private transient InternalTimerService<VoidNamespace> timers;

  /** The last watermark but the final one. */
  private transient long watermark;

  private transient boolean ended;

  @Override
  public void open() throws Exception {
    super.open();
    watermark = Long.MIN_VALUE;
    timers = getInternalTimerService("seconds", VoidNamespaceSerializer.INSTANCE, this);
    tallies =
        WriteBackCache.ofMutable(
            this,
            getPartitionedState(TALLY),
            SectorTallySerializer.INSTANCE,
            WriteBackCache.MAX_ENTRIES,
            WriteBackCache.MAX_DIRTY);
  }

  @Override
  public void processElement(StreamRecord<Standing> element) throws Exception {
    Standing standing = element.getValue();
    SectorTally tally = tallies.value();
    if (tally == null) {
      tally = new SectorTally();
    }
    tally.add(standing);
    if (standing.time() != Long.MIN_VALUE && standing.isNews()) {
      timers.registerEventTimeTimer(
          VoidNamespace.INSTANCE, SectorTally.endOfSecond(standing.time()));
    }
    tallies.update(tally.isEmpty() ? null : tally);
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    ended = mark.equals(Watermark.MAX_WATERMARK);
    if (!ended) {
      watermark = mark.getTimestamp();
    }
    super.processWatermark(mark);
  }

  @Override
  public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
    SectorTally tally = tallies.value();
    if (tally == null) {
      return;
    }
    long end = timer.getTimestamp();
    SectorTally.Second second = tally.seconds.get(end);
    tally.fold(end);
    if (second != null && !second.addsNothing()) {
      long time = ended ? Math.max(second.changed, watermark) : end;
      output.collect(new StreamRecord<>(line(timer.getKey(), tally, second.changed, time), time));
    }
    tallies.update(tally.isEmpty() ? null : tally);
  }

  @Override
  public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
    throw new IllegalStateException("Expected event-time timers only, but another one fired");
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    tallies.flush();
  }

  private static Output line(String key, SectorTally tally, long at, long time) throws IOException {
    int region = key.lastIndexOf('/');
    int sector = key.lastIndexOf('/', region - 1);
    String lane = key.substring(0, sector);
    BigDecimal index = tally.index();
    StringWriter text = new StringWriter(192);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("lane", lane);
      json.writeStringField("sector", key.substring(sector + 1, region));
      json.writeStringField("region", key.substring(region + 1));
      json.writeNumberField("index", index);
      json.writeNumberField("known", tally.known());
      json.writeStringField("level", SectorTally.level(index));
      json.writeObjectFieldStart("counts");
      for (AssetState state : Codes.STATES) {
        if (tally.count(state) != 0) {
          json.writeNumberField(state.word(), tally.count(state));
        }
      }
      json.writeEndObject();
      json.writeStringField("at", Instant.ofEpochMilli(at).toString());
      json.writeEndObject();
    }
    return new Output(
        Output.SECTOR_HEALTH, lane, key, time, 0, "jp.ci.sector-health.v1", key, text.toString());
  }
}
