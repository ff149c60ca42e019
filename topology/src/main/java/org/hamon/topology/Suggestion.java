// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a person may have meant who wrote a word that does not exist. */
public final class Suggestion {

  private static final int LONGEST_WORD = 64;

  private Suggestion() {}

  /**
   * {@code did you mean 'kind'?}; null if no known word is near. One that looks the same comes
   * first, and it is said what differs; then the nearest by edit distance, the first in the
   * alphabet among equals. {@code O(known x word length squared)}.
   */
  public static @Nullable String didYouMean(String word, Collection<String> known) {
    return nearest(word, known)
        .map(near -> "did you mean '" + near + "'?" + unseen(word, near))
        .orElse(null);
  }

  /** What differs, where it can hardly be seen; upper and lower case can. */
  private static String unseen(String word, String near) {
    boolean seen = word.equalsIgnoreCase(near) && word.chars().allMatch(c -> c <= '~');
    return seen || !LookAlikes.areAlike(word, near)
        ? ""
        : LookAlikes.difference(word, near)
            .map(difference -> " They look alike, but in '" + word + "' " + difference + ".")
            .orElse("");
  }

  /** The nearest known word; empty if none is near enough to be meant. */
  public static Optional<String> nearest(String word, Collection<String> known) {
    if (word.length() > LONGEST_WORD) {
      return Optional.empty();
    }
    String skeleton = LookAlikes.skeleton(word);
    Optional<String> alike =
        known.stream()
            .filter(candidate -> LookAlikes.skeleton(candidate).equals(skeleton))
            .filter(candidate -> !candidate.equals(word))
            .min(Comparator.naturalOrder());
    if (alike.isPresent()) {
      return alike;
    }
    int limit = Math.max(1, word.length() / 3);
    String best = null;
    int least = limit + 1;
    for (String candidate : known) {
      if (Math.abs(candidate.length() - word.length()) > Math.min(least, limit)) {
        continue;
      }
      int distance = distance(word, candidate);
      if (distance < least
          || (distance == least && best != null && candidate.compareTo(best) < 0)) {
        least = distance;
        best = candidate;
      }
    }
    return Optional.ofNullable(best);
  }

  /** Edits (insert, delete, replace, swap of neighbours) from one word to the other. */
  private static int distance(String a, String b) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    Arrays.setAll(last, j -> j);
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int cost = same(a.charAt(i - 1), b.charAt(j - 1)) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
        if (i > 1
            && j > 1
            && same(a.charAt(i - 1), b.charAt(j - 2))
            && same(a.charAt(i - 2), b.charAt(j - 1))) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = row;
      row = free;
    }
    return last[b.length()];
  }

  private static boolean same(char a, char b) {
    return Character.toLowerCase(a) == Character.toLowerCase(b);
  }
}
