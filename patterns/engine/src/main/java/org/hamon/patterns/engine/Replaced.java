// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

/**
 * What becomes of the matches that are open in a version of a pattern when a new one takes over.
 */
public enum Replaced {
  /** They go on and may complete inside their window; nothing begins in the old version. */
  DRAINS,

  /** They are dropped. */
  DROPS
}
