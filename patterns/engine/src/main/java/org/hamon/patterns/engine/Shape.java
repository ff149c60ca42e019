// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

import org.hamon.patterns.language.Cause;
import org.hamon.patterns.language.StateChange;
import org.hamon.patterns.language.Symptom;
import org.hamon.topology.AssetState;
import org.jspecify.annotations.Nullable;

/**
 * All of a symptom that a pattern's stages ask for, but for {@code where}: symptoms of one shape
 * concern the same patterns. A job sees few shapes, whatever the number of its assets.
 */
record Shape(
    String rootSector,
    @Nullable String rootKind,
    boolean atRoot,
    int hops,
    boolean inArea,
    String sector,
    @Nullable String kind,
    AssetState state,
    @Nullable String condition,
    boolean on,
    boolean flapping,
    Cause cause,
    boolean causeOnly) {

  static Shape of(Symptom symptom) {
    StateChange change = symptom.change();
    return new Shape(
        symptom.rootSector(),
        symptom.rootKind(),
        change.asset().equals(symptom.root()),
        symptom.hops(),
        symptom.inArea(),
        change.sector(),
        change.kind(),
        change.state(),
        change.condition(),
        change.on(),
        change.flapping(),
        change.cause(),
        change.isCauseOnly());
  }
}
