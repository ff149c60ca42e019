// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.warn;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.hamon.correlation.Output;
import org.hamon.correlation.StreamNames;
import org.hamon.correlation.StreamOwner;
import org.hamon.correlation.situation.Briefing;
import org.hamon.topology.Sharing;

/** The stage in a harness, as somebody at a sector's desk would see it. */
final class Desk implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final KeyedOneInputStreamOperatorTestHarness<String, Briefing, Output> harness;
  private final Sharing[] sharing;
  private int read;

  private Desk(Settings settings, Sharing... sharing) throws Exception {
    this.sharing = sharing;
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new IssueWarnings(settings)),
            briefing -> briefing.lane() + " " + briefing.sector(),
            Types.STRING);
    harness.setup();
  }

  static Desk open(Sharing... sharing) throws Exception {
    Desk desk = new Desk(settings(), sharing);
    desk.harness.open();
    return desk;
  }

  static Desk restored(OperatorSubtaskState snapshot) throws Exception {
    Desk desk = new Desk(settings(), new Sharing[0]);
    desk.harness.initializeState(snapshot);
    desk.harness.open();
    return desk;
  }

  static Settings settings() {
    return new Settings(
        StreamNames.of(
            List.of(
                new StreamOwner("ict", ""),
                new StreamOwner("ict", "t-ceptoar"),
                new StreamOwner("ict", "ict-isac"))),
        Cuts.standard(),
        Warn.IMPACTS_LISTED);
  }

  OperatorSubtaskState snapshot() throws Exception {
    return harness.snapshot(1, 1);
  }

  Desk hears(BriefingBuilder... briefings) throws Exception {
    for (BriefingBuilder briefing : briefings) {
      hears(sharing.length == 0 ? briefing.build() : briefing.agreed(sharing).build());
    }
    return this;
  }

  Desk hears(Briefing briefing) throws Exception {
    harness.processElement(briefing, briefing.at());
    return this;
  }

  Desk watermark(long time) throws Exception {
    harness.processWatermark(time);
    return this;
  }

  Desk watermark(String clock) throws Exception {
    return watermark(BriefingBuilder.at(clock));
  }

  /** Everything since the last look. */
  List<Output> outputs() {
    List<Output> all = harness.extractOutputValues();
    List<Output> fresh = new ArrayList<>(all.subList(read, all.size()));
    read = all.size();
    return fresh;
  }

  /** Lines of one output since the last look at any. */
  List<JsonNode> lines(String stream) {
    return lines(outputs(), stream);
  }

  List<JsonNode> warnings() {
    return lines(Output.WARNINGS);
  }

  static List<JsonNode> lines(List<Output> outputs, String stream) {
    return outputs.stream()
        .filter(output -> output.stream().equals(stream))
        .map(output -> parsed(output.json()))
        .toList();
  }

  static JsonNode parsed(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  int stateEntries() {
    return harness.numKeyedStateEntries();
  }

  int timers() {
    return harness.numEventTimeTimers();
  }

  @Override
  public void close() throws Exception {
    harness.close();
  }
}
