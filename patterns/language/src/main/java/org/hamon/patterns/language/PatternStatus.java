// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.language;

import java.util.Locale;

/** How far a pattern is trusted. */
public enum PatternStatus {
  EXPERIMENTAL,
  /** Runs and is scored, but warns nobody. */
  SHADOW,
  STABLE,
  DEPRECATED;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** The word that stands in the file. */
  public String word() {
    return word;
  }
}
