// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.language;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pattern was found at a root.
 *
 * @param pattern id of the pattern
 * @param shadow found by a pattern that is scored but warns nobody
 * @param severity of the pattern, 0 to 4
 * @param phase and {@code instruction}: what the pattern's {@code emit} says; null where silent
 * @param members the root, if it had an event in the match, and the assets whose events completed
 *     stages; in the order of their events, without repetition
 * @param start event time of the first event, epoch milliseconds
 * @param at event time of the match, epoch milliseconds
 */
public record Match(
    String lane,
    String pattern,
    int version,
    boolean shadow,
    FailureType failure,
    int severity,
    @Nullable String phase,
    @Nullable String instruction,
    String root,
    List<String> members,
    long start,
    long at) {

  /** The order of the matches of one lane: time, root, pattern, version. */
  public static final Comparator<Match> ORDER =
      Comparator.comparingLong(Match::at)
          .thenComparing(Match::root)
          .thenComparing(Match::pattern)
          .thenComparingInt(Match::version);

  public Match {
    requireNonNull(lane, "lane");
    requireNonNull(pattern, "pattern");
    requireNonNull(failure, "failure");
    requireNonNull(root, "root");
    members = List.copyOf(members);
  }

  /** Pattern and version as warnings name them, for example {@code loss-of-feeder@3}. */
  public String patternAndVersion() {
    return pattern + "@" + version;
  }
}
