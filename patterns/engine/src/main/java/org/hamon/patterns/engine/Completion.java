// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

import static java.util.Objects.requireNonNull;

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
    Symptom first = null;
    Symptom last = null;
    for (List<Symptom> events : stages.values()) {
      for (Symptom event : events) {
        first = first == null || Symptom.ORDER.compare(event, first) < 0 ? event : first;
        last = last == null || Symptom.ORDER.compare(event, last) >= 0 ? event : last;
      }
    }
    return new Completion(
        stages, requireNonNull(first, "a match has events"), requireNonNull(last));
  }
}
