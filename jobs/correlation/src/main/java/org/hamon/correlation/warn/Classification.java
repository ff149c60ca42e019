// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.warn;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.hamon.correlation.Ids;
import org.hamon.patterns.language.Cause;

/**
 * The identification code: importance, kind, nature and way of a warning at a glance, for example
 * {@code EW3-N-FP-electricity>ict-JP01/20180905-00042.2}.
 *
 * @param kind EW early warning, AC all clear
 * @param importance 0 to 4
 * @param nature O observed, F forecast, V verified; D direct, P propagated, K common cause; X
 *     before both in an exercise
 */
record Classification(
    String kind,
    int importance,
    Cause cause,
    String nature,
    String rootSector,
    String sector,
    List<String> regions,
    long opened,
    String situation,
    int revision) {

  /** Where no region is known, or none is common to all. */
  private static final String NOWHERE = "ZZ";

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT).withZone(ZoneOffset.UTC);

  static Classification of(Assessment a, WarningType type, int revision) {
    return new Classification(
        type == WarningType.ALL_CLEAR ? "AC" : "EW",
        a.importance(),
        a.cause(),
        nature(a),
        a.root().sector(),
        a.recipient().sector(),
        a.regions(),
        a.briefing().opened(),
        a.briefing().situation(),
        revision);
  }

  /** The letters of the nature. */
  static String nature(Assessment a) {
    String how = a.isCommonCause() ? "K" : a.isRootSector() ? "D" : "P";
    String known =
        a.verified() ? "V" : a.failing().isEmpty() && !a.forecast().isEmpty() ? "F" : "O";
    return (a.briefing().lane().startsWith("exercise/") ? "X" : "") + known + how;
  }

  /** The code as it is printed. */
  String code() {
    String way = rootSector.equals(sector) ? sector : rootSector + ">" + sector;
    return kind
        + importance
        + "-"
        + cause.letter()
        + "-"
        + nature
        + "-"
        + way
        + "-"
        + place(regions)
        + "/"
        + DAY.format(Instant.ofEpochMilli(opened))
        + "-"
        + Ids.digits(situation, 5)
        + "."
        + revision;
  }

  /** One region without hyphen; of several the country, if it is one. */
  static String place(List<String> regions) {
    if (regions.size() == 1) {
      return regions.get(0).replace("-", "");
    }
    TreeSet<String> countries = new TreeSet<>();
    for (String region : regions) {
      int hyphen = region.indexOf('-');
      countries.add(hyphen < 0 ? region : region.substring(0, hyphen));
    }
    return countries.size() == 1 ? countries.first() : NOWHERE;
  }
}
