// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.util.function.SerializableSupplier;
import org.hamon.correlation.Output;
import org.hamon.topology.TopologyChange;
import org.hamon.topology.TopologyRegistry;

/** The three operators of the stage, one behind the other. */
final class Operators implements AutoCloseable {

  private final KeyedBroadcastOperatorTestHarness<String, Signal, TopologyChange, Picture> track;
  private final KeyedBroadcastOperatorTestHarness<String, Picture, TopologyChange, Prospect>
      foresee;
  private final KeyedBroadcastOperatorTestHarness<String, Prospect, TopologyChange, Briefing> tell;
  private int decisionsTaken;
  private int linesTaken;

  /**
   * @param base the name of the town, which no other has
   */
  Operators(String base, Town town) throws Exception {
    SerializableSupplier<TopologyRegistry.Lease> access =
        () -> TopologyRegistry.acquire("test", base, town::topology);
    track = harness(new TrackSituations(access), Signal::lane);
    foresee = harness(new ForeseeClusters(access), Picture::cluster);
    tell = harness(new TellSectors(access), Prospect::lane);
  }

  private static <I, O> KeyedBroadcastOperatorTestHarness<String, I, TopologyChange, O> harness(
      KeyedBroadcastProcessFunction<String, I, TopologyChange, O> function,
      KeySelector<I, String> key)
      throws Exception {
    return new KeyedBroadcastOperatorTestHarness<>(
        new CoBroadcastWithKeyedOperator<>(function, List.of(Versions.CHANGES)),
        key,
        Types.STRING,
        1,
        1,
        0);
  }

  void open() throws Exception {
    track.open();
    foresee.open();
    tell.open();
  }

  /** Takes what snapshots of the three held. */
  void initialize(List<OperatorSubtaskState> states) throws Exception {
    track.initializeState(states.get(0));
    foresee.initializeState(states.get(1));
    tell.initializeState(states.get(2));
  }

  List<OperatorSubtaskState> snapshot() throws Exception {
    return List.of(track.snapshot(1, 1), foresee.snapshot(1, 1), tell.snapshot(1, 1));
  }

  void hear(Signal signal) throws Exception {
    track.processElement(signal, signal.time());
    passOn();
  }

  void change(TopologyChange change) throws Exception {
    track.processBroadcastElement(change, 0);
    foresee.processBroadcastElement(change, 0);
    tell.processBroadcastElement(change, 0);
  }

  void watermark(long time) throws Exception {
    Watermark watermark = new Watermark(time);
    track.processBroadcastWatermark(watermark);
    track.processWatermark(watermark);
    passOn();
    foresee.processBroadcastWatermark(watermark);
    foresee.processWatermark(watermark);
    passOn();
    tell.processBroadcastWatermark(watermark);
    tell.processWatermark(watermark);
  }

  /** The lines told since this was last asked: decisions, then what was told of situations. */
  List<String> told() {
    List<String> told = new ArrayList<>();
    decisionsTaken = take(track.getSideOutput(Output.TAG), decisionsTaken, told);
    linesTaken = take(tell.getSideOutput(Output.TAG), linesTaken, told);
    return told;
  }

  private static int take(Queue<StreamRecord<Output>> lines, int taken, List<String> told) {
    if (lines == null) {
      return 0;
    }
    lines.stream().skip(taken).forEach(line -> told.add(line.getValue().json()));
    return lines.size();
  }

  int timers() {
    return track.numEventTimeTimers() + foresee.numEventTimeTimers() + tell.numEventTimeTimers();
  }

  private void passOn() throws Exception {
    for (Picture picture : track.extractOutputValues()) {
      foresee.processElement(picture, picture.at());
    }
    track.getOutput().clear();
    for (Prospect prospect : foresee.extractOutputValues()) {
      tell.processElement(prospect, prospect.at());
    }
    foresee.getOutput().clear();
  }

  @Override
  public void close() throws Exception {
    track.close();
    foresee.close();
    tell.close();
  }
}
