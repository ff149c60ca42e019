// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

import java.util.function.Consumer;

/**
 * Partial matches of one sequence at one root, as one of the engines keeps them.
 *
 * @param <T> events
 */
sealed interface Partial<T> permits PartialMatches, Runs {

  /** How many are open. */
  int size();

  /** When the first of them began; {@link Long#MAX_VALUE} if none is open. */
  long firstStart();

  /** Shows the events that it holds; some perhaps more than once. */
  void forEachEvent(Consumer<T> action);
}
