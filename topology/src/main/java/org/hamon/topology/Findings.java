// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what a reader notices in one file after the other; bounded, however bad they are. */
final class Findings {

  private static final int MOST = 1_000;

  private final String file;
  private final List<Finding> all;

  private Findings(String file, List<Finding> all) {
    this.file = file;
    this.all = all;
  }

  static Findings of(String file) {
    return new Findings(file, new ArrayList<>());
  }

  /** Collects into the same list what is noticed in another file. */
  Findings in(String other) {
    return new Findings(other, all);
  }

  String file() {
    return file;
  }

  void error(String code, int line, String place, String message, @Nullable String suggestion) {
    add(Finding.Severity.ERROR, code, line, place, message, suggestion);
  }

  void warning(String code, int line, String place, String message, @Nullable String suggestion) {
    add(Finding.Severity.WARNING, code, line, place, message, suggestion);
  }

  private void add(
      Finding.Severity severity,
      String code,
      int line,
      String place,
      String message,
      @Nullable String suggestion) {
    if (all.size() < MOST) {
      all.add(new Finding(severity, code, file, line, place, message, suggestion));
    } else if (all.size() == MOST) {
      all.add(
          new Finding(
              Finding.Severity.ERROR,
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

  boolean hasErrors() {
    return all.stream().anyMatch(Finding::isError);
  }

  List<Finding> all() {
    return List.copyOf(all);
  }
}
