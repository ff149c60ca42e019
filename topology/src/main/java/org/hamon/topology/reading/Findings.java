// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.reading;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.hamon.topology.Finding;
import org.hamon.topology.Finding.Severity;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a reader notices in one file after the other; bounded, however bad they are. Each
 * severity has a bound of its own, so that no number of warnings hides an error or becomes one.
 */
public final class Findings {

  private static final int MOST = 1_000;

  /** So many rows with the same fault, and nine in ten of all, have one cause. */
  private static final int LEAST_ROWS = 10;

  /** What all files have in common. */
  private static final class Collected {
    List<Finding> findings = new ArrayList<>();
    final Map<Severity, Integer> counts = new EnumMap<>(Severity.class);

    /** How often a fault was noticed in the rows of tables. */
    final Map<Fault, Integer> faults = new HashMap<>();
  }

  /** What is wrong with the same value of the rows of a table. */
  private record Fault(Severity severity, String file, String code, String key) {

    static Fault of(Finding finding) {
      return new Fault(finding.severity(), finding.file(), finding.code(), finding.place());
    }
  }

  /** Says once what is wrong with nearly all rows of a table. */
  public interface Blame {

    /**
     * The one finding.
     *
     * @param first that of the first row
     * @param times in how many of the rows it is so
     */
    Finding of(Finding first, int times, int rows);
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
    Finding finding = new Finding(severity, code, file, line, place, message, suggestion);
    boolean isNew = isOfRow(finding) && all.faults.merge(Fault.of(finding), 1, Integer::sum) == 1;
    if (before < MOST || isNew) {
      all.findings.add(finding);
    }
  }

  /** In tables a place is the name of a column, in documents it is different for each thing. */
  private boolean isOfRow(Finding finding) {
    return finding.line() > 0
        && !finding.place().isEmpty()
        && finding.place().indexOf('[') < 0
        && (all.faults.size() < MOST || all.faults.containsKey(Fault.of(finding)));
  }

  /**
   * Says once what is wrong with nearly all rows of a table: it is not the rows that are to be
   * mended.
   *
   * @param rowsOf how many rows were read of a file; 0 where it is no table
   * @return whether an error was among it
   */
  public boolean gather(ToIntFunction<String> rowsOf, Blame blame) {
    Set<Fault> told = new HashSet<>();
    List<Finding> gathered = new ArrayList<>();
    for (Finding finding : all.findings) {
      Fault fault = Fault.of(finding);
      int rows = rowsOf.applyAsInt(finding.file());
      int times = all.faults.getOrDefault(fault, 0);
      if (times < LEAST_ROWS || 10 * times < 9 * (rows - 1) || rows == 0) {
        gathered.add(finding);
      } else if (told.add(fault)) {
        gathered.add(blame.of(finding, times, rows));
        all.counts.merge(fault.severity(), 1 - times, Integer::sum);
      }
    }
    all.findings = gathered;
    return told.stream().anyMatch(fault -> fault.severity() == Severity.ERROR);
  }

  /** A sentence behind what is wrong with one row: that others have it too. */
  public static String soInRows(int times, int rows, Finding first) {
    return " So it is in "
        + times
        + " of "
        + rows
        + " rows of "
        + first.file()
        + ", the first in line "
        + first.line()
        + ".";
  }

  /** The first one, which says that others are like it. */
  public static Finding inRows(Finding first, int times, int rows) {
    return new Finding(
        first.severity(),
        first.code(),
        first.file(),
        first.line(),
        first.place(),
        first.message() + soInRows(times, rows, first),
        first.suggestion());
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
    List<Finding> listed = new ArrayList<>();
    Map<Severity, Integer> counts = new EnumMap<>(Severity.class);
    for (Finding finding : all.findings) {
      int count = counts.merge(finding.severity(), 1, Integer::sum);
      if (count <= MOST) {
        listed.add(finding);
      }
      if (count == MOST && all.counts.getOrDefault(finding.severity(), 0) > MOST) {
        listed.add(tooMany(finding));
      }
    }
    return listed;
  }

  private static Finding tooMany(Finding last) {
    return new Finding(
        last.severity(),
        "TOO_MANY_FINDINGS",
        last.file(),
        last.line(),
        "",
        "Expected fewer than " + MOST + " findings, but there are more; the rest is left out.",
        null);
  }
}
