// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.hamon.patterns.language.Match;
import org.hamon.patterns.language.PatternTest.Expected;
import org.jspecify.annotations.Nullable;

/**
 * Pairs what a test expects with what was found, as many pairs as can be: an expected match that
 * names few keys may fit several found ones.
 */
final class Difference {

  private final List<Expected> expected;
  private final List<Match> found;

  /** For each found match the expected one that it is paired with, or -1. */
  private final int[] partner;

  private Difference(List<Expected> expected, List<Match> found) {
    this.expected = expected;
    this.found = found;
    this.partner = new int[found.size()];
    Arrays.fill(partner, -1);
  }

  /** A sentence on what is missing or too much; empty if each has its partner. */
  static String between(List<Expected> expected, List<Match> found) {
    return new Difference(expected, found).sentence();
  }

  private String sentence() {
    List<String> missing = new ArrayList<>();
    for (int e = 0; e < expected.size(); e++) {
      if (!pair(e, new boolean[found.size()])) {
        missing.add(shown(expected.get(e)));
      }
    }
    List<String> surplus = new ArrayList<>();
    for (int f = 0; f < found.size(); f++) {
      if (partner[f] < 0) {
        surplus.add(shown(found.get(f)));
      }
    }
    if (missing.isEmpty() && surplus.isEmpty()) {
      return "";
    }
    String wanted =
        missing.isEmpty()
            ? expected.isEmpty() ? "no match" : "only the matches that were also found"
            : String.join(" and ", missing);
    return "Expected "
        + wanted
        + ", but found "
        + (surplus.isEmpty() ? "no such match" : String.join(" and ", surplus))
        + ".";
  }

  /** Finds a partner, moving others to another of theirs where that helps. */
  private boolean pair(int e, boolean[] tried) {
    for (int f = 0; f < found.size(); f++) {
      if (!tried[f] && fits(expected.get(e), found.get(f))) {
        tried[f] = true;
        if (partner[f] < 0 || pair(partner[f], tried)) {
          partner[f] = e;
          return true;
        }
      }
    }
    return false;
  }

  private static boolean fits(Expected expected, Match found) {
    List<String> members = expected.members();
    return isOrUnset(expected.at(), found.at() - Changes.MIDNIGHT)
        && isOrUnset(expected.start(), found.start() - Changes.MIDNIGHT)
        && (expected.root() == null || expected.root().equals(found.root()))
        && (members == null || Set.copyOf(members).equals(Set.copyOf(found.members())));
  }

  private static boolean isOrUnset(@Nullable Long expected, long found) {
    return expected == null || expected == found;
  }

  private static String shown(Expected expected) {
    List<String> parts = new ArrayList<>();
    if (expected.at() != null) {
      parts.add("at " + clock(expected.at()));
    }
    if (expected.start() != null) {
      parts.add("from " + clock(expected.start()));
    }
    if (expected.root() != null) {
      parts.add("root " + expected.root());
    }
    if (expected.members() != null) {
      parts.add("members " + new TreeSet<>(expected.members()));
    }
    return "a match" + (parts.isEmpty() ? "" : " " + String.join(", ", parts));
  }

  private static String shown(Match match) {
    return "a match at "
        + clock(match.at() - Changes.MIDNIGHT)
        + ", from "
        + clock(match.start() - Changes.MIDNIGHT)
        + ", root "
        + match.root()
        + ", members "
        + new TreeSet<>(match.members());
  }

  private static String clock(long millis) {
    long seconds = millis / 1000;
    String clock = String.format(Locale.ROOT, "%02d:%02d", seconds / 3600, seconds / 60 % 60);
    return seconds % 60 == 0 ? clock : clock + String.format(Locale.ROOT, ":%02d", seconds % 60);
  }
}
