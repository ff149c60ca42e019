// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.health;

import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.hamon.correlation.Output;
import org.hamon.correlation.decode.BookEntry.Column;
import org.hamon.correlation.decode.Books;
import org.hamon.correlation.decode.DeadLetters;
import org.hamon.correlation.decode.Input;
import org.hamon.correlation.decode.Observation;
import org.hamon.correlation.health.AssetEvidence.Patience;
import org.hamon.patterns.engine.WriteBackCache;
import org.hamon.patterns.language.Reserve;
import org.hamon.patterns.language.StateChange;

/**
 * Observations of an asset in, changes of its state and conditions out; on the side news of their
 * batteries and fuel, the lines of {@code asset-state}, dead letters of assets that nobody
 * declares, and how the assets stand. It remembers one {@link AssetEvidence} for each asset.
 *
 * <p>State is cleared: all of an asset that is removed; another lane than the actual one 24 hours
 * after the asset was last heard there, or 7 days if something but silence is wrong then, when what
 * is wrong is said to be over; ids of reports after 24 hours; records that wait when they are used
 * or given up. A declared asset keeps its value. An asset has one event-time timer at most, for the
 * next thing that time alone brings. One that proves too early is left and moved when it fires, so
 * a reading costs no timer.
 *
 * <p>The final watermark brings nothing: history has ended at the last one before it. Edges that
 * were found are told all the same.
 */
@SuppressWarnings("NullAway.Init") // open comes before everything else
final class AssessHealth extends AbstractStreamOperator<StateChange>
    implements OneInputStreamOperator<Observation, StateChange>,
        Triggerable<String, VoidNamespace> {

  private static final long serialVersionUID = 1L;

  /** Lines of {@code asset-state}. */
  static final OutputTag<Output> ASSET_STATES = new OutputTag<>("asset-states") {};

  static final OutputTag<Reserve> RESERVES = new OutputTag<>("reserves") {};

  static final OutputTag<Standing> STANDINGS = new OutputTag<>("standings") {};

  static final ValueStateDescriptor<AssetEvidence> EVIDENCE =
      new ValueStateDescriptor<>("evidence", AssetEvidenceSerializer.INSTANCE);

  private final Health.Settings settings;

  private transient WriteBackCache<String, AssetEvidence> evidence;
  private transient InternalTimerService<VoidNamespace> timers;
  private transient Books books;
  private transient Patience patience;
  private transient Findings findings;

  /** The last watermark but the final one. */
  private transient long watermark;

  private transient boolean ended;

  AssessHealth(Health.Settings settings) {
    this.settings = settings;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    books = Books.open(context.getOperatorStateStore(), getMetricGroup());
  }

  @Override
  public void open() throws Exception {
    super.open();
    watermark = Long.MIN_VALUE;
    patience = new Patience(settings.waitMillis(), settings.waitRecords());
    findings = new Told();
    timers = getInternalTimerService("due", VoidNamespaceSerializer.INSTANCE, this);
    evidence =
        WriteBackCache.ofMutable(
            this,
            getPartitionedState(EVIDENCE),
            AssetEvidenceSerializer.INSTANCE,
            settings.cachedAssets(),
            WriteBackCache.MAX_DIRTY);
  }

  /** The cache and the timers set the key when they must: few readings touch either. */
  @Override
  public void setKeyContextElement(StreamRecord<Observation> element) {}

  @Override
  public void processElement(StreamRecord<Observation> element) throws Exception {
    Observation observation = element.getValue();
    if (observation.word() != null && observation.time() <= watermark) {
      // a control's source says no time: it counts from when it comes
      observation = observation.at(watermark + 1);
    }
    AssetEvidence asset = evidence.value(observation.asset());
    if (asset == null) {
      asset = new AssetEvidence(observation.asset());
    }
    if (!asset.take(notBehind(observation, asset), patience, findings)) {
      evidence.update(asset.asset, asset);
      return;
    }
    long due = asset.due(patience);
    if (due <= watermark) {
      asset.advance(watermark, patience, findings);
      due = asset.due(patience);
    }
    remember(asset, due);
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
    AssetEvidence asset = evidence.value(timer.getKey());
    if (asset == null) {
      return;
    }
    asset.timer = LevelChannel.NEVER;
    if (ended) {
      asset.end(watermark, patience, findings);
      remember(asset, LevelChannel.NEVER);
    } else {
      asset.advance(watermark, patience, findings);
      remember(asset, asset.due(patience));
    }
  }

  @Override
  public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
    throw new IllegalStateException("Expected event-time timers only, but another one fired");
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    evidence.flush();
    books.tell(entry -> output.collect(Books.TAG, new StreamRecord<>(entry)));
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    books.snapshot();
  }

  @Override
  public void finish() throws Exception {
    super.finish();
    books.tell(entry -> output.collect(Books.TAG, new StreamRecord<>(entry)));
  }

  /**
   * In a live run the clock may have closed a time by when something comes of it that is not late
   * in its partition. It is news, and counts right after; else later stages would hear of it in the
   * past. In a replay nothing comes so late.
   */
  private Observation notBehind(Observation observation, AssetEvidence asset) {
    boolean behind = observation.declaration() == null && observation.time() <= watermark;
    return behind && asset.isKnownAt(observation.time())
        ? observation.at(watermark + 1)
        : observation;
  }

  private void remember(AssetEvidence asset, long due) throws Exception {
    if (asset.isEmpty()) {
      moveTimer(asset, LevelChannel.NEVER);
      evidence.update(asset.asset, null);
      return;
    }
    if (due < asset.timer) {
      moveTimer(asset, due);
    }
    evidence.update(asset.asset, asset);
  }

  private void moveTimer(AssetEvidence asset, long due) {
    setCurrentKey(asset.asset);
    if (asset.timer != LevelChannel.NEVER) {
      timers.deleteEventTimeTimer(VoidNamespace.INSTANCE, asset.timer);
    }
    if (due != LevelChannel.NEVER) {
      timers.registerEventTimeTimer(VoidNamespace.INSTANCE, due);
    }
    asset.timer = due;
  }

  /** Sends what is found where it belongs. */
  private final class Told implements Findings {

    @Override
    public void change(StateChange change) {
      output.collect(new StreamRecord<>(change, change.time()));
      if (change.isCondition()) {
        return;
      }
      if (change.flapping() || change.state() != change.previous()) {
        Output line = AssetStateLine.of(change);
        output.collect(ASSET_STATES, new StreamRecord<>(line, line.time()));
      }
    }

    @Override
    public void withheld(String lane, long time) {
      line(AssetStateLine.withheld(lane, time));
    }

    @Override
    public void reserve(Reserve reserve) {
      output.collect(RESERVES, new StreamRecord<>(reserve, reserve.time()));
    }

    @Override
    public void standing(Standing standing) {
      output.collect(STANDINGS, new StreamRecord<>(standing, standing.time()));
    }

    @Override
    public void unknownAsset(Observation observation, long at) {
      books.add(observation.lane(), input(observation), Column.DEAD_LETTERED, 1);
      line(DeadLetters.unknownAsset(observation, at));
    }

    @Override
    public void used(Observation observation) {
      books.add(observation.lane(), input(observation), Column.USED, 1);
    }

    @Override
    public void repeated(Observation observation) {
      books.add(observation.lane(), input(observation), Column.REPEATED, 1);
    }

    @Override
    public void waiting(Observation observation, int more) {
      books.add(observation.lane(), input(observation), Column.WAITING, more);
    }

    private Input input(Observation observation) {
      if (observation.word() != null) {
        return Input.CONTROLS;
      }
      return observation.report() == null ? Input.TELEMETRY : Input.FAILURE_REPORTS;
    }

    private void line(Output line) {
      output.collect(Output.TAG, new StreamRecord<>(line, line.time()));
    }
  }
}
