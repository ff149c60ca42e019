// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.TwoInputStreamOperatorTestHarness;
import org.hamon.patterns.language.Match;
import org.hamon.patterns.language.Pattern;
import org.hamon.patterns.language.StateChange;
import org.hamon.patterns.language.Symptom;
import org.hamon.topology.Topology;

/** Plays history through the operators of the job themselves, in Flink's harness. */
public final class OperatorHarness {

  private OperatorHarness() {}

  /** The matches in their order; the clock runs on until every window has ended. */
  public static List<Match> play(
      Topology topology, Pattern pattern, Collection<StateChange> changes) throws Exception {
    PatternEngine.Settings settings =
        new PatternEngine.Settings("harness", pattern.id(), () -> topology, List.of(pattern));
    List<Symptom> symptoms;
    try (TwoInputStreamOperatorTestHarness<StateChange, ControlChange, Symptom> locate =
        new TwoInputStreamOperatorTestHarness<>(new Locate(settings))) {
      locate.open();
      locate.processWatermark2(Watermark.MAX_WATERMARK);
      for (StateChange change : changes) {
        locate.processElement1(new StreamRecord<>(change, change.time()));
      }
      locate.processWatermark1(new Watermark(Long.MAX_VALUE - 1));
      symptoms = locate.extractOutputValues();
    }
    try (KeyedTwoInputStreamOperatorTestHarness<String, Symptom, ControlChange, Match> host =
        new KeyedTwoInputStreamOperatorTestHarness<>(
            new Host(settings), PatternEngine::keyOf, null, Types.STRING)) {
      host.open();
      host.processWatermark2(Watermark.MAX_WATERMARK);
      for (Symptom symptom : symptoms) {
        host.processElement1(new StreamRecord<>(symptom, symptom.change().time()));
      }
      host.processWatermark1(new Watermark(Long.MAX_VALUE - 1));
      List<Match> matches = new ArrayList<>(host.extractOutputValues());
      matches.sort(Match.ORDER);
      return matches;
    }
  }
}
