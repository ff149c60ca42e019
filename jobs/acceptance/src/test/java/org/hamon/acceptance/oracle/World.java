// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance.oracle;

import java.util.List;

/**
 * A small world and all that is said of it.
 *
 * @param name that its assets and sectors begin with, so that many worlds stand beside each other
 * @param told what is said, in the order of time
 * @param beats when assets are heard that are expected to be heard
 * @param looks when the job's words are compared with what can be known
 */
public record World(
    String name, Plan plan, List<Happening> told, List<Beats> beats, List<Long> looks) {

  /** How often an asset is heard that is expected to be heard. */
  static final long BEAT = 20_000;

  public World {
    told = List.copyOf(told);
    beats = List.copyOf(beats);
    looks = List.copyOf(looks);
  }

  /**
   * An asset is heard in that time, its beginning included: again and again, as long as it serves.
   */
  public record Beats(String asset, long from, long until) {

    /** The last one. */
    long last() {
      return from + Math.max(0, until - 1 - from) / BEAT * BEAT;
    }
  }
}
