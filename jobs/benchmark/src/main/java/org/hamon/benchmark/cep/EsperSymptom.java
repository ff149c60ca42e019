// SPDX-License-Identifier: Apache-2.0
package org.hamon.benchmark.cep;

import org.hamon.patterns.language.Symptom;

/** A symptom as Esper reads it; public, since the code that Esper makes calls it. */
public final class EsperSymptom {

  private final Symptom symptom;
  private final String state;

  EsperSymptom(Symptom symptom) {
    this.symptom = symptom;
    this.state = symptom.change().state().word();
  }

  public String getRoot() {
    return symptom.root();
  }

  public String getRootSector() {
    return symptom.rootSector();
  }

  public int getHops() {
    return symptom.hops();
  }

  public String getAsset() {
    return symptom.change().asset();
  }

  public String getSector() {
    return symptom.change().sector();
  }

  public String getState() {
    return state;
  }

  public long getTime() {
    return symptom.change().time();
  }
}
