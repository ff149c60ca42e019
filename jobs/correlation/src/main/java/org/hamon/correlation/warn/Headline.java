// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.warn;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.hamon.topology.AssetState;
import org.jspecify.annotations.Nullable;

/**
 * One line that says what, why, who and when, in English or Japanese, in at most 160 characters.
 * Names assets and sectors, never an operator or reporter.
 */
final class Headline {

  static final int LIMIT = 160;

  private static final int LONGEST_NAME = 40;
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Headline() {}

  static String english(Assessment a, WarningType type, @Nullable String successor) {
    String sector = a.recipient().sector();
    String cause =
        a.isRootSector()
            ? shortened(a.root().asset())
            : shortened(a.root().asset()) + " (" + a.root().sector() + ")";
    String why = a.isCommonCause() ? "common cause " + cause : "disturbance at " + cause;
    String text;
    if (type == WarningType.CANCEL) {
      text = "Cancelled for " + sector + ": " + why + " was false";
    } else if (type == WarningType.ALL_CLEAR && successor != null) {
      text = "All clear for " + sector + ": " + why + " goes on as " + successor + ", told anew";
    } else if (type == WarningType.ALL_CLEAR) {
      text = "All clear for " + sector + ": over since " + clock(a.now()) + " UTC; " + why;
    } else if (a.standsDown()) {
      text = "Stand down, " + sector + ": " + nothing(a) + "; not over: " + why;
    } else if (a.phase() == Phase.RECOVER) {
      text = "Recovering, " + sector + ": " + left(a) + "; " + why;
    } else {
      text = extent(a) + ": " + why;
    }
    String lane = a.briefing().lane();
    return limited(lane(lane, "EXERCISE ", "TEST ") + text + (type.isLast() ? "" : who(a)));
  }

  static String japanese(
      Assessment a, WarningType type, @Nullable String successor, Advice advice) {
    String sector = advice.sectorJa(a.recipient().sector());
    String root = shortened(a.root().asset());
    String cause = a.isRootSector() ? root : root + "(" + advice.sectorJa(a.root().sector()) + ")";
    String why = a.isCommonCause() ? "共通原因 " + cause : cause + " の障害";
    String text;
    if (type == WarningType.CANCEL) {
      text = "取消 " + sector + ": " + why + "は誤報でした";
    } else if (type == WarningType.ALL_CLEAR && successor != null) {
      text = "解除 " + sector + ": " + why + "は " + successor + " として続き、改めて通知します";
    } else if (type == WarningType.ALL_CLEAR) {
      text = "解除 " + sector + ": " + clock(a.now()) + " UTC 終息、" + why;
    } else if (a.standsDown()) {
      text = "当面の影響なし " + sector + ": " + nothingJa(a) + "。" + why + "は継続中";
    } else if (a.phase() == Phase.RECOVER) {
      text =
          "復旧中 "
              + sector
              + ": 停止中 "
              + a.failing().size()
              + " 件、予測 "
              + a.forecast().size()
              + " 件。"
              + why;
    } else {
      text = extentJa(a, sector) + "。" + why;
    }
    String lane = a.briefing().lane();
    return limited(lane(lane, "【訓練】", "【試験】") + text + (type.isLast() ? "" : whoJa(a)));
  }

  private static String extent(Assessment a) {
    String sector = a.recipient().sector();
    int failing = a.failing().size();
    int forecast = a.forecast().size();
    if (failing == 0 && forecast == 0) {
      return sector + " affected";
    }
    if (failing == 0) {
      return assets(forecast, sector) + " may fail from " + soonest(a);
    }
    String how = onlySilent(a) ? " silent since " : " failing since ";
    String now = assets(failing, sector) + how + clock(a.onset()) + " UTC";
    return forecast == 0 ? now : now + ", " + forecast + " more from " + soonest(a);
  }

  private static String extentJa(Assessment a, String sector) {
    int failing = a.failing().size();
    int forecast = a.forecast().size();
    if (failing == 0 && forecast == 0) {
      return sector + "に影響";
    }
    if (failing == 0) {
      return sector + " " + forecast + " 件が " + soonestJa(a) + "から停止の見込み";
    }
    String how = onlySilent(a) ? " UTC から応答なし" : " UTC から停止中";
    String now = sector + " " + failing + " 件が " + clock(a.onset()) + how;
    return forecast == 0 ? now : now + "、さらに " + forecast + " 件が " + soonestJa(a) + "から";
  }

  /** Nobody tells whether they serve. */
  private static boolean onlySilent(Assessment a) {
    return a.failing().stream().allMatch(impact -> impact.state() == AssetState.UNKNOWN);
  }

  private static String left(Assessment a) {
    return a.failing().size() + " still failing, " + a.forecast().size() + " still expected";
  }

  /** What is left where nothing stands: slight forecasts, and who says nothing. */
  private static String nothing(Assessment a) {
    int slight = a.forecast().size();
    String expected =
        slight == 0
            ? "or is expected to"
            : "any more, " + slight + " slight forecast" + (slight == 1 ? "" : "s") + " left";
    return "no asset fails " + expected + (silent(a) == 0 ? "" : ", " + silent(a) + " silent");
  }

  private static String nothingJa(Assessment a) {
    int slight = a.forecast().size();
    String expected = slight == 0 ? "停止中・停止見込みの設備なし" : "停止中の設備なし、軽微な予測 " + slight + " 件";
    return expected + (silent(a) == 0 ? "" : "、応答なし " + silent(a) + " 件");
  }

  private static long silent(Assessment a) {
    return a.view().impacts().stream().filter(i -> i.state() == AssetState.UNKNOWN).count();
  }

  private static String who(Assessment a) {
    boolean somebody = a.people() > 0 && !a.standsDown();
    String people = somebody ? String.format(Locale.ROOT, "; %,d people", a.people()) : "";
    String where = a.regions().isEmpty() ? "" : "; " + String.join(" ", a.regions());
    return people + where;
  }

  private static String whoJa(Assessment a) {
    boolean somebody = a.people() > 0 && !a.standsDown();
    String people = somebody ? String.format(Locale.ROOT, "。%,d 人", a.people()) : "";
    String where = a.regions().isEmpty() ? "" : "。" + String.join(" ", a.regions());
    return people + where;
  }

  private static String assets(int count, String sector) {
    return count + " " + sector + (count == 1 ? " asset" : " assets");
  }

  private static String soonest(Assessment a) {
    return clock(soonestAt(a)) + " UTC (" + words(soonestAt(a) - a.now()) + ")";
  }

  private static String soonestJa(Assessment a) {
    return clock(soonestAt(a)) + " UTC(" + wordsJa(soonestAt(a) - a.now()) + ")";
  }

  private static long soonestAt(Assessment a) {
    return a.forecast().stream().mapToLong(i -> i.p50()).min().orElse(a.now());
  }

  /** A lead as one would say it: {@code in 3 h 52 min}. */
  static String words(long millis) {
    long minutes = millis / 60_000;
    if (minutes < 1) {
      return "now";
    }
    String hours = minutes >= 60 ? " " + minutes / 60 + " h" : "";
    return "in" + hours + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
  }

  private static String wordsJa(long millis) {
    long minutes = millis / 60_000;
    if (minutes < 1) {
      return "直ちに";
    }
    String hours = minutes >= 60 ? minutes / 60 + "時間" : "";
    return hours + (minutes % 60 == 0 ? "" : minutes % 60 + "分") + "後";
  }

  private static String lane(String lane, String exercise, String test) {
    return lane.startsWith("exercise/") ? exercise : lane.equals("test") ? test : "";
  }

  private static String clock(long at) {
    return CLOCK.format(Instant.ofEpochMilli(at));
  }

  private static String shortened(String name) {
    return cut(name, LONGEST_NAME);
  }

  private static String limited(String text) {
    return cut(text, LIMIT);
  }

  private static String cut(String text, int limit) {
    if (text.length() <= limit) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(limit - 2)) ? limit - 2 : limit - 1;
    return text.substring(0, end) + "…";
  }
}
