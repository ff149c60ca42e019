// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

/** Partial matches of one sequence at one root, as one of the engines keeps them. */
sealed interface Partial permits PartialMatches, Runs {

  /** How many are open. */
  int size();

  /** When the first of them began; {@link Long#MAX_VALUE} if none is open. */
  long firstStart();
}
