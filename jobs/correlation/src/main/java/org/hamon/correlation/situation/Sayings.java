// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import org.hamon.correlation.Output;

/** Hears what is to be told. */
interface Sayings {
  /** What one sector should know. */
  void briefing(Briefing briefing);

  /** The situation as a whole. */
  void stock(Stock stock);

  /** A line on {@code impacts}: what one of them has become. */
  void impact(Output line);
}
