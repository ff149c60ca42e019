// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.List;
import org.hamon.patterns.language.FailureType;
import org.hamon.topology.Forecast;

/**
 * What follows from a {@link Picture}: whom its failures hit, and where each situation began.
 *
 * @param at when that was worked out: with the picture, or when what it foretold was due
 * @param isLook whether nothing new was heard
 * @param ahead by asset id
 * @param rankings of the picture's situations, in their order
 * @param looks when each of them is looked at again though nothing is heard, in their order; {@link
 *     Long#MAX_VALUE} if it is not
 */
public record Prospect(
    Picture picture,
    long at,
    boolean isLook,
    List<Ahead> ahead,
    List<Ranking> rankings,
    List<Long> looks) {

  /** In the order in which things happened, what was heard before what was only due. */
  static final Comparator<Prospect> ORDER =
      Comparator.comparingLong(Prospect::when)
          .thenComparing(Prospect::isLook)
          .thenComparingLong(prospect -> prospect.picture().number());

  /**
   * An asset that will, or may, be hit.
   *
   * @param needed ids of the situations without whose failures it would be less likely, the oldest
   *     first
   */
  public record Ahead(Forecast.Impact impact, List<String> needed) {
    public Ahead {
      requireNonNull(impact, "impact");
      needed = List.copyOf(needed);
    }
  }

  /** Who may be the root, likeliest first, never none, and what kind of failure it is. */
  public record Ranking(List<RootCandidate> roots, FailureType failure) {
    public Ranking {
      roots = List.copyOf(roots);
      requireNonNull(failure, "failure");
    }
  }

  public Prospect {
    requireNonNull(picture, "picture");
    ahead = List.copyOf(ahead);
    rankings = List.copyOf(rankings);
    looks = List.copyOf(looks);
  }

  /** In the order of that time things are told. */
  long when() {
    return isLook ? at : Math.max(at, picture.when());
  }

  String lane() {
    return picture.lane();
  }
}
