// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import java.util.List;
import java.util.TreeSet;
import org.hamon.patterns.language.FailureType;
import org.hamon.patterns.language.Match;
import org.jspecify.annotations.Nullable;

/**
 * What the patterns found in a situation say of it.
 *
 * @param patterns as {@code id@version}, sorted
 * @param failure of the gravest match; null if nothing was found
 * @param severity the highest of all matches; -1 if nothing was found
 * @param phase and {@code instruction}: of the gravest match that says any
 */
public record Diagnosis(
    List<String> patterns,
    @Nullable FailureType failure,
    int severity,
    @Nullable String phase,
    @Nullable String instruction) {

  static final Diagnosis NONE = new Diagnosis(List.of(), null, -1, null, null);

  public Diagnosis {
    patterns = List.copyOf(patterns);
  }

  Diagnosis and(Match match) {
    boolean graver = match.severity() > severity;
    TreeSet<String> all = new TreeSet<>(patterns);
    all.add(match.patternAndVersion());
    return new Diagnosis(
        List.copyOf(all),
        graver || failure == null ? match.failure() : failure,
        Math.max(severity, match.severity()),
        graver || phase == null ? orElse(match.phase(), phase) : phase,
        graver || instruction == null ? orElse(match.instruction(), instruction) : instruction);
  }

  private static @Nullable String orElse(@Nullable String first, @Nullable String second) {
    return first == null ? second : first;
  }
}
