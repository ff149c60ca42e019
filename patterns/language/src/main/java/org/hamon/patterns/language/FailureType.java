// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.language;

import java.util.Locale;

/** How failures belong together, after Rinaldi, Peerenboom and Kelly (2001). */
public enum FailureType {
  /** A failure in one causes a failure in the other. */
  CASCADING,
  /** A failure in one makes an independent failure in the other worse. */
  ESCALATING,
  /** Several fail together from one cause. */
  COMMON_CAUSE;

  private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** The word that stands in patterns and warnings, for example {@code common-cause}. */
  public String word() {
    return word;
  }
}
