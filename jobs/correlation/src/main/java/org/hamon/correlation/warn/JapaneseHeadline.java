// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.warn;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.hamon.correlation.situation.Recurring;

/** A {@link Headline} in Japanese. */
final class JapaneseHeadline {

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DATE_AND_CLOCK =
      DateTimeFormatter.ofPattern("M月d日 HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** From so many hours on nobody counts minutes. */
  private static final int LONG_HOURS = 10;

  private final Headline headline;
  private final Assessment seen;
  private final String sector;
  private final String cause;
  private final String why;

  JapaneseHeadline(Headline headline, Advice advice) {
    this.headline = headline;
    seen = headline.seen();
    sector = advice.sectorJa(headline.sector());
    cause =
        seen.isRootSector()
            ? headline.root()
            : headline.root() + "(" + advice.sectorJa(seen.root().sector()) + ")";
    why = seen.isCommonCause() ? "共通原因 " + cause : cause + " の障害";
  }

  String text() {
    String text =
        switch (headline.kind()) {
          case CANCELLED -> "取消 " + sector + ": " + why + "は誤報でした";
          case MOVED ->
              "引継ぎ " + sector + ": " + why + "は " + headline.successor() + " として続き、別の警報で通知します";
          case ENDED -> "解除 " + sector + ": " + why + "は " + clock(seen.now()) + " に終息" + hadCome();
          case STOOD_DOWN -> "当面の影響なし " + sector + ": " + nothing() + "。" + others();
          case QUIET -> quiet();
          case THREATENED ->
              "警戒継続 "
                  + sector
                  + ": 停止中の設備はないが、1時間以内に停止のおそれ("
                  + Math.round(100 * seen.briefing().threat())
                  + " %)。"
                  + why;
          case RECOVERING -> recovering();
          case ACUTE -> extent() + "。" + why + comesAndGoes();
        };
    String again = headline.again() ? "再発 " : "";
    return headline.fitting(headline.lane("【訓練】", "【試験】") + again + text, people(), regions());
  }

  private String extent() {
    int failing = headline.failing();
    int forecast = headline.forecast();
    if (failing == 0) {
      return forecast == 0 ? sector + "に影響" : sector + " " + forecast + " 件が" + expected();
    }
    String how = headline.isOnlySilent() ? " から応答なし" : " から停止中";
    String more = forecast == 0 ? "" : "、さらに " + forecast + " 件が" + expected();
    return sector + " " + failing + " 件が " + clock(seen.onset()) + how + more;
  }

  private String expected() {
    return headline.isAnyTime()
        ? "いつでも停止のおそれ"
        : " "
            + clock(headline.soonest())
            + "("
            + words(headline.soonest() - seen.now())
            + ")から停止の見込み";
  }

  private String recovering() {
    int failing = headline.failing();
    String now;
    if (failing > 0) {
      String how = headline.isOnlySilent() ? " から応答のないまま" : " から停止したまま";
      now = sector + " " + failing + " 件が " + clock(seen.onset()) + how;
    } else {
      long rest = headline.recovering();
      now = sector + " 停止中の設備なし" + (rest == 0 ? "" : "、" + rest + " 件が復旧途中");
    }
    return now
        + unlikely()
        + "。"
        + (seen.view().rootIsBack() ? cause + " は復旧" : why)
        + comesAndGoes();
  }

  private String nothing() {
    long silent = headline.silent();
    String expected = headline.forecast() == 0 ? "停止中・停止見込みの設備なし" : "停止中の設備なし" + unlikely();
    return expected + (silent == 0 ? "" : "、応答なし " + silent + " 件");
  }

  /** What is left of forecasts that nobody would be told of. */
  private String unlikely() {
    int slight = headline.forecast();
    return slight == 0 ? "" : "、停止のおそれの小さいもの " + slight + " 件";
  }

  private String others() {
    return seen.view().rootIsBack() ? cause + " は復旧、他への影響は継続中" : why + "は継続中";
  }

  private String quiet() {
    Recurring recurring = headline.recurring();
    return "小康 "
        + sector
        + ": "
        + why
        + "は断続的"
        + (recurring == null
            ? ""
            : "(" + times(recurring) + ")。再発がなければ " + clock(recurring.quietUntil()) + " に解除");
  }

  private String comesAndGoes() {
    Recurring recurring = headline.recurring();
    return recurring == null ? "" : "、断続的(" + times(recurring) + ")";
  }

  private String hadCome() {
    Recurring recurring = headline.recurring();
    return recurring == null ? "" : "(" + times(recurring) + ")";
  }

  private String times(Recurring recurring) {
    return clock(recurring.since()) + " 以降 " + recurring.times() + " 回";
  }

  private String people() {
    long people = headline.people();
    return people == 0 ? "" : String.format(Locale.ROOT, "。%,d 人", people);
  }

  private String regions() {
    if (headline.regions().isEmpty()) {
      return "";
    }
    int others = headline.otherRegions();
    return "。"
        + String.join(" ", headline.regions())
        + (others == 0 ? "" : " ほか " + others + " 地域");
  }

  /** With the date where it is not that of the day on which it is told. */
  private String clock(long at) {
    return (day(at).equals(day(seen.now())) ? CLOCK : DATE_AND_CLOCK)
        .format(Instant.ofEpochMilli(at));
  }

  private static LocalDate day(long at) {
    return LocalDate.ofInstant(Instant.ofEpochMilli(at), ZoneOffset.UTC);
  }

  private static String words(long millis) {
    long minutes = millis / 60_000;
    long hours = minutes / 60;
    long rest = hours >= LONG_HOURS ? 0 : minutes % 60;
    return (hours == 0 ? "" : hours + "時間") + (rest == 0 ? "" : rest + "分") + "後";
  }
}
