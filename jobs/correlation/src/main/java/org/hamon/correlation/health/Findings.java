// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.health;

import org.hamon.correlation.decode.Observation;
import org.hamon.patterns.language.Reserve;
import org.hamon.patterns.language.StateChange;

/** What evidence leads to, told in the order in which it is found. */
interface Findings {

  /** A state or a condition changed. */
  void change(StateChange change);

  /** A TLP:RED record of that time was not taken for evidence. */
  void withheld(String lane, long time);

  /** A reading said something new of a battery or of fuel. */
  void reserve(Reserve reserve);

  void standing(Standing standing);

  /** The record of an asset that the topology did not learn of; at the time it was given up. */
  void unknownAsset(Observation observation, long at);

  void used(Observation observation);

  void repeated(Observation observation);

  /** How many records of that kind wait from now: one more or, negative, one less. */
  void waiting(Observation observation, int more);
}
