// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

import java.util.List;
import java.util.Map;

/**
 * Runs one compiled sequence over the partial matches of one root after another, and keeps nothing
 * itself. It skips nothing: which match is told and what it takes with it is the host's rule. Time
 * is kept here, so that an absence is found at the end of its window, whatever the watermark is.
 *
 * @param <T> events
 * @param <S> how the engine keeps partial matches
 */
interface SequenceEngine<T, S extends Partial<T>> {

  /** No partial match yet. */
  S begin();

  /**
   * Takes an event; none of the partial matches may have ended before it, see {@link #expire}.
   *
   * @param time of the event
   * @return the matches that it completes, by stage
   * @throws org.apache.flink.util.FlinkRuntimeException if a condition throws
   */
  List<Map<String, List<T>>> process(S matches, T event, long time) throws Exception;

  /**
   * Ends the partial matches whose window is over at the time.
   *
   * @return those that only waited for an absence: they are matches now
   */
  List<Map<String, List<T>>> expire(S matches, long time) throws Exception;

  /** Drops the partial matches whose first event is the given one or came before it. */
  void dropStartedUpTo(S matches, T last) throws Exception;

  /**
   * Drops the oldest partial matches until at most {@code bound} are left.
   *
   * @return how many were dropped
   */
  int dropOldest(S matches, int bound) throws Exception;

  /** From now on no event begins a partial match; those that are open go on. */
  void beginNoMore(S matches);
}
