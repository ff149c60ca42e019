// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.warn;

import java.util.List;
import org.hamon.correlation.situation.Recurring;
import org.hamon.topology.AssetState;
import org.jspecify.annotations.Nullable;

/**
 * One line that says what, why, who and when, in English or Japanese, in at most 160 characters.
 * Names assets and sectors, never an operator or reporter.
 *
 * @param again whether what had ended began once more
 * @param successor the situation that goes on in its place; null if none does
 */
record Headline(Assessment seen, WarningType type, boolean again, @Nullable String successor) {

  static final int LIMIT = 160;

  private static final int LONGEST_NAME = 40;

  /** So many regions are named; of more the first and how many others there are. */
  private static final int MOST_REGIONS = 4;

  /** What there is to say. */
  enum Kind {
    /** It was false. */
    CANCELLED,
    /** It goes on in another situation. */
    MOVED,
    ENDED,
    /** Nothing is left of it for this sector. */
    STOOD_DOWN,
    /** It comes and goes, and is gone at the moment. */
    QUIET,
    /** Nothing is left of it, but something else threatens. */
    THREATENED,
    /** The root is back, or nothing more is to come. */
    RECOVERING,
    ACUTE
  }

  Kind kind() {
    if (type == WarningType.CANCEL) {
      return Kind.CANCELLED;
    }
    if (type == WarningType.ALL_CLEAR) {
      return successor == null ? Kind.ENDED : Kind.MOVED;
    }
    if (seen.standsDown()) {
      return Kind.STOOD_DOWN;
    }
    if (seen.hold() == Hold.QUIET) {
      return Kind.QUIET;
    }
    if (seen.hold() == Hold.THREATENED) {
      return Kind.THREATENED;
    }
    return seen.phase() == Phase.RECOVER ? Kind.RECOVERING : Kind.ACUTE;
  }

  String english() {
    return new EnglishHeadline(this).text();
  }

  String japanese(Advice advice) {
    return new JapaneseHeadline(this, advice).text();
  }

  String sector() {
    return seen.recipient().sector();
  }

  String root() {
    return cut(seen.root().asset(), LONGEST_NAME);
  }

  int failing() {
    return seen.failing().size();
  }

  int forecast() {
    return seen.forecast().size();
  }

  @Nullable Recurring recurring() {
    return seen.briefing().recurring();
  }

  /** When the soonest forecast hit is due. */
  long soonest() {
    return seen.forecast().stream().mapToLong(i -> i.p50()).min().orElse(seen.now());
  }

  /** Whether it may come before one could say how soon. */
  boolean isAnyTime() {
    return soonest() - seen.now() < 60_000;
  }

  /** Nobody tells whether what fails serves. */
  boolean isOnlySilent() {
    return seen.failing().stream().allMatch(impact -> impact.state() == AssetState.UNKNOWN);
  }

  long silent() {
    return seen.view().impacts().stream().filter(i -> i.state() == AssetState.UNKNOWN).count();
  }

  /** How many have failed and serve, but not yet as they should. */
  long recovering() {
    return seen.view().impacts().stream()
        .filter(i -> i.state() != AssetState.NORMAL && !Score.isFailing(i))
        .count();
  }

  /** Those affected; 0 where nobody is any more, or it is not known. */
  long people() {
    return type.isLast() || seen.standsDown() ? 0 : seen.people();
  }

  /** The regions that are named. */
  List<String> regions() {
    List<String> all = type.isLast() ? List.of() : seen.regions();
    return all.size() <= MOST_REGIONS ? all : all.subList(0, MOST_REGIONS - 1);
  }

  int otherRegions() {
    return type.isLast() ? 0 : seen.regions().size() - regions().size();
  }

  /** The one of the texts that belongs to the lane; nothing for the actual one. */
  String lane(String exercise, String test) {
    String lane = seen.briefing().lane();
    return lane.startsWith("exercise/") ? exercise : lane.equals("test") ? test : "";
  }

  /**
   * As much as there is room for: rather than a line that breaks off, one without its last part.
   */
  String fitting(String text, String people, String regions) {
    String all = text + people + regions;
    if (all.length() <= LIMIT) {
      return all;
    }
    String fewer = text + (people.isEmpty() ? regions : people);
    return fewer.length() <= LIMIT ? fewer : cut(text, LIMIT);
  }

  private static String cut(String text, int limit) {
    if (text.length() <= limit) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(limit - 2)) ? limit - 2 : limit - 1;
    return text.substring(0, end) + "…";
  }
}
