// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.language;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hamon.topology.Finding;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong in one file; knows the line of each place. */
final class Findings {

  private final String file;
  private final Map<String, Integer> lines = new HashMap<>();
  private final List<Finding> all = new ArrayList<>();
  private final Set<String> refused = new HashSet<>();

  Findings(String file) {
    this.file = file;
  }

  void lineOf(String place, int line) {
    lines.put(place, line);
  }

  void error(String code, String place, String message) {
    add(Finding.Severity.ERROR, code, place, message, null);
  }

  void error(String code, String place, String message, @Nullable String suggestion) {
    add(Finding.Severity.ERROR, code, place, message, suggestion);
  }

  /** An error because of which what stands at the place is not read. */
  void refuse(String code, String place, String message, @Nullable String suggestion) {
    refused.add(place);
    error(code, place, message, suggestion);
  }

  boolean isRefused(String place) {
    return refused.contains(place);
  }

  void warn(String code, String place, String message, @Nullable String suggestion) {
    add(Finding.Severity.WARNING, code, place, message, suggestion);
  }

  void add(
      Finding.Severity severity,
      String code,
      String place,
      String message,
      @Nullable String suggestion) {
    all.add(new Finding(severity, code, file, line(place), place, message, suggestion));
  }

  boolean haveErrors() {
    return all.stream().anyMatch(Finding::isError);
  }

  /** From the first line to the last. */
  List<Finding> all() {
    return all.stream().sorted(Comparator.comparingInt(Finding::line)).toList();
  }

  /** The line of the place, or of the nearest place around it. */
  private int line(String place) {
    String at = place;
    while (!at.isEmpty()) {
      Integer line = lines.get(at);
      if (line != null) {
        return line;
      }
      at = at.substring(0, Math.max(0, Math.max(at.lastIndexOf('.'), at.lastIndexOf('['))));
    }
    return lines.isEmpty() ? 0 : 1;
  }

  /** «did you mean», if something known is near. */
  static @Nullable String didYouMean(String word, Collection<String> known) {
    return nearest(word, known).map(near -> "Did you mean '" + near + "'?").orElse(null);
  }

  static Optional<String> nearest(String word, Collection<String> known) {
    String best = null;
    int least = Math.max(1, word.length() / 3) + 1;
    for (String candidate : known) {
      int distance = distance(word, candidate);
      if (distance < least) {
        least = distance;
        best = candidate;
      }
    }
    return Optional.ofNullable(best);
  }

  /** Levenshtein distance; {@code O(|a| |b|)}. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
