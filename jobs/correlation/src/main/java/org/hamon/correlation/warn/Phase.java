// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.warn;

import java.util.Locale;

/** What there is to do: the phases of the 2005 policy. */
public enum Phase {
  PREVENT,
  CONTAIN,
  RECOVER,
  LEARN;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** The word that stands in warnings. */
  String word() {
    return word;
  }
}
