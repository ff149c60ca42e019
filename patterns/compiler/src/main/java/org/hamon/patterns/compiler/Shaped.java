// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.compiler;

/**
 * A condition of a stage that can rule events out by their shape, without the match at hand.
 *
 * @param <T> events
 */
public interface Shaped<T> {

  /** Whether it may hold on the event in some match; false is final. The same for equal shapes. */
  boolean mayHold(T event);
}
