// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.reading;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.hamon.topology.Finding;
import org.hamon.topology.Finding.Severity;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a reader notices in one file after the other; bounded, however bad they are. Each
 * severity has a bound of its own, so that no number of warnings hides an error or becomes one.
 */
public final class Findings {

  private static final int MOST = 1_000;

  /** What all files have in common. */
  private static final class Collected {
    final List<Finding> findings = new ArrayList<>();
    final Map<Severity, Integer> counts = new EnumMap<>(Severity.class);
  }

  private final String file;
  private final Collected all;

  private Findings(String file, Collected all) {
    this.file = file;
    this.all = all;
  }

  /** Nothing noticed yet. */
  public static Findings of(String file) {
    return new Findings(file, new Collected());
  }

  /** Collects into the same list what is noticed in another file. */
  public Findings in(String other) {
    return new Findings(other, all);
  }

  String file() {
    return file;
  }

  /** Notes an error. */
  public void error(
      String code, int line, String place, String message, @Nullable String suggestion) {
    add(Severity.ERROR, code, line, place, message, suggestion);
  }

  /** Notes a warning. */
  public void warning(
      String code, int line, String place, String message, @Nullable String suggestion) {
    add(Severity.WARNING, code, line, place, message, suggestion);
  }

  private void add(
      Severity severity,
      String code,
      int line,
      String place,
      String message,
      @Nullable String suggestion) {
    int before = all.counts.merge(severity, 1, Integer::sum) - 1;
    if (before < MOST) {
      all.findings.add(new Finding(severity, code, file, line, place, message, suggestion));
    } else if (before == MOST) {
      all.findings.add(
          new Finding(
              severity,
              "TOO_MANY_FINDINGS",
              file,
              line,
              "",
              "Expected fewer than "
                  + MOST
                  + " findings, but there are more; the rest is left out.",
              null));
    }
  }

  /** Whether one more error is listed: what is not need not be worded with care. */
  boolean takesErrors() {
    return all.counts.getOrDefault(Severity.ERROR, 0) < MOST;
  }

  /** Whether there is an error, listed or not. */
  public boolean hasErrors() {
    return all.counts.containsKey(Severity.ERROR);
  }

  /** Whether one of that code is listed. */
  public boolean has(String code) {
    return all.findings.stream().anyMatch(finding -> finding.code().equals(code));
  }

  /** What is listed, in the order in which it was noticed. */
  public List<Finding> all() {
    return List.copyOf(all.findings);
  }
}
