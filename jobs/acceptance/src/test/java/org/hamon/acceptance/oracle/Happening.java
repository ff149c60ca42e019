// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance.oracle;

import java.util.Comparator;

/**
 * One thing that happens in a world or is said of it.
 *
 * @param at when it happened, epoch milliseconds
 * @param told when it became known
 * @param subject the asset, dependency or link; for a condition {@code asset/condition}
 */
public record Happening(long at, long told, Kind kind, String subject) {

  static final Comparator<Happening> BY_TIME =
      Comparator.comparingLong(Happening::at)
          .thenComparing(Happening::kind)
          .thenComparing(Happening::subject);

  /** Those that take come before those that give. */
  public enum Kind {
    /** In truth: the asset breaks by itself. */
    BREAKS,
    /** Said: the asset is out. */
    SAYS_STOPPED,
    SAYS_UNUSABLE,
    CONDITION_ON,
    CONDITION_OFF,
    /** Said: nobody knows any more how the asset is. */
    SAYS_UNKNOWN,
    /** Found: the asset was expected to be heard by now. */
    FALLS_SILENT,
    /** Said: the asset serves, less well than it should. */
    SAYS_DEGRADED,
    /** Said: the asset serves. */
    SAYS_NORMAL,
    /** Found: the asset is heard again. */
    IS_HEARD,
    /** In truth: the asset is repaired; it serves if it has what it needs. */
    IS_REPAIRED,
    /** In truth: somebody starts the asset, which would not have come back by itself. */
    IS_STARTED,
    ASSET_REMOVED,
    DEPENDENCY_REMOVED,
    LINK_REMOVED;

    boolean saysOut() {
      return this == SAYS_STOPPED || this == SAYS_UNUSABLE;
    }

    boolean saysServes() {
      return this == SAYS_NORMAL || this == SAYS_DEGRADED || this == IS_HEARD;
    }

    boolean takes() {
      return this == BREAKS || saysOut() || this == CONDITION_ON;
    }
  }

  static Happening now(long at, Kind kind, String subject) {
    return new Happening(at, at, kind, subject);
  }
}
