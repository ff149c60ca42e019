// SPDX-License-Identifier: Apache-2.0
package org.hamon.benchmark.cep;

import org.hamon.patterns.language.Symptom;
import org.hamon.topology.AssetState;

/** So many first stages of a pattern at one root, half a second apart, and what completes it. */
record StormSymptoms(int firstStages) implements Source.Numbered {

  private static final long STEP = 500;

  @Override
  public Symptom at(long number) {
    long time = Symptoms.START + number * STEP;
    return Symptoms.symptom(1, number < firstStages ? null : "ict", 0, AssetState.STOPPED, time);
  }
}
