// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

import java.util.List;
import java.util.Map;
import org.hamon.patterns.language.Symptom;

/**
 * A complete match of a sequence.
 *
 * @param stages its events by stage, as flink-cep gives them
 * @param first and {@code last}: of its events
 */
record Completion(Map<String, List<Symptom>> stages, Symptom first, Symptom last) {

  static Completion of(Map<String, List<Symptom>> stages) {
    List<Symptom> events =
        stages.values().stream().flatMap(List::stream).sorted(RootState.ORDER).toList();
    return new Completion(stages, events.get(0), events.get(events.size() - 1));
  }
}
