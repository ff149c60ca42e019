// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.warn;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.hamon.correlation.situation.Recurring;

/** A {@link Headline} in English. */
final class EnglishHeadline {

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter CLOCK_AND_DATE =
      DateTimeFormatter.ofPattern("HH:mm 'UTC on' d MMM", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  /** From so many hours on nobody counts minutes. */
  private static final int LONG_HOURS = 10;

  private final Headline headline;
  private final Assessment seen;
  private final String sector;
  private final String cause;
  private final String why;

  EnglishHeadline(Headline headline) {
    this.headline = headline;
    seen = headline.seen();
    sector = headline.sector();
    cause =
        seen.isRootSector() ? headline.root() : headline.root() + " (" + seen.root().sector() + ")";
    why = (seen.isCommonCause() ? "common cause " : "disturbance at ") + cause;
  }

  String text() {
    String text =
        switch (headline.kind()) {
          case CANCELLED -> "Cancelled for " + sector + ": " + why + " was false";
          case MOVED ->
              "Moved, "
                  + sector
                  + ": "
                  + why
                  + " goes on as "
                  + headline.successor()
                  + ", which is told by a warning of its own";
          case ENDED ->
              "All clear for " + sector + ": " + why + " ended at " + clock(seen.now()) + hadCome();
          case STOOD_DOWN -> "Stand down, " + sector + ": " + nothing() + "; " + others();
          case QUIET -> quiet();
          case THREATENED ->
              "Not over for "
                  + sector
                  + ": no asset is failing, but one may be hit within the hour ("
                  + Math.round(100 * seen.briefing().threat())
                  + " %): "
                  + why;
          case RECOVERING -> recovering();
          case ACUTE -> extent() + ": " + why + comesAndGoes();
        };
    String again = headline.again() ? "Again: " : "";
    return headline.fitting(
        headline.lane("EXERCISE ", "TEST ") + again + text, people(), regions());
  }

  private String extent() {
    int failing = headline.failing();
    int forecast = headline.forecast();
    if (failing == 0) {
      return forecast == 0 ? sector + " is affected" : assets(forecast) + expected();
    }
    String now = assets(failing) + (headline.isOnlySilent() ? " silent since " : " failing since ");
    String more = forecast == 0 ? "" : ", " + forecast + " more" + expected();
    return now + clock(seen.onset()) + more;
  }

  private String expected() {
    return headline.isAnyTime()
        ? " may fail any time now"
        : " may fail from "
            + clock(headline.soonest())
            + " ("
            + words(headline.soonest() - seen.now())
            + ")";
  }

  private String recovering() {
    int failing = headline.failing();
    String now;
    if (failing > 0) {
      String how = headline.isOnlySilent() ? " still silent since " : " still failing since ";
      now = assets(failing) + how + clock(seen.onset());
    } else {
      long rest = headline.recovering();
      String notYet =
          rest == 0 ? "" : ", " + rest + (rest == 1 ? " is" : " are") + " not yet normal";
      now = "No " + sector + " asset is failing any more" + notYet;
    }
    return now
        + unlikely()
        + (seen.view().rootIsBack() ? "; " + cause + " is back" : ": " + why)
        + comesAndGoes();
  }

  private String nothing() {
    long silent = headline.silent();
    String saysNothing =
        silent == 0 ? "" : ", " + silent + (silent == 1 ? " is" : " are") + " silent";
    String expected = headline.forecast() == 0 ? " or expected to fail" : unlikely();
    return "no asset is failing" + expected + saysNothing;
  }

  /** What is left of forecasts that nobody would be told of. */
  private String unlikely() {
    int slight = headline.forecast();
    return slight == 0
        ? ""
        : ", " + slight + " may fail but " + (slight == 1 ? "is" : "are") + " unlikely to";
  }

  private String others() {
    return seen.view().rootIsBack()
        ? cause + " is back, but it is not over for others"
        : why + " is not over";
  }

  private String quiet() {
    Recurring recurring = headline.recurring();
    return "Quiet for now, "
        + sector
        + ": "
        + why
        + " comes and goes"
        + (recurring == null
            ? ""
            : ", "
                + times(recurring)
                + "; all clear at "
                + clock(recurring.quietUntil())
                + " if it stays quiet");
  }

  private String comesAndGoes() {
    Recurring recurring = headline.recurring();
    return recurring == null ? "" : ", which comes and goes (" + times(recurring) + ")";
  }

  private String hadCome() {
    Recurring recurring = headline.recurring();
    return recurring == null ? "" : "; it came and went " + times(recurring);
  }

  private String times(Recurring recurring) {
    return recurring.times() + " times since " + clock(recurring.since());
  }

  private String people() {
    long people = headline.people();
    return people == 0 ? "" : String.format(Locale.ROOT, "; %,d people", people);
  }

  private String regions() {
    if (headline.regions().isEmpty()) {
      return "";
    }
    int others = headline.otherRegions();
    return "; "
        + String.join(" ", headline.regions())
        + (others == 0 ? "" : " and " + others + " more regions");
  }

  private String assets(int count) {
    return count + " " + sector + (count == 1 ? " asset" : " assets");
  }

  /** With the date where it is not that of the day on which it is told. */
  private String clock(long at) {
    return (day(at).equals(day(seen.now())) ? CLOCK : CLOCK_AND_DATE)
        .format(Instant.ofEpochMilli(at));
  }

  private static LocalDate day(long at) {
    return LocalDate.ofInstant(Instant.ofEpochMilli(at), ZoneOffset.UTC);
  }

  /** A lead as one would say it: {@code in 3 h 52 min}. */
  static String words(long millis) {
    long minutes = millis / 60_000;
    long hours = minutes / 60;
    long rest = hours >= LONG_HOURS ? 0 : minutes % 60;
    return "in" + (hours == 0 ? "" : " " + hours + " h") + (rest == 0 ? "" : " " + rest + " min");
  }
}
