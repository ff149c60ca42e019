// SPDX-License-Identifier: Apache-2.0
package org.hamon.local.picture;

import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hamon.replay.scoring.IssuedWarning;
import org.hamon.topology.Topology;

/** Scenes as they come about: a board that is told things. */
final class Scenes {
  static final long FROM = time("2018-09-05T17:30:00Z");
  static final long UNTIL = time("2018-09-08T12:00:00Z");

  private Scenes() {}

  static Board board(Map<String, Integer> assets) {
    return new Board(
        new Picture.Subject(
            "The blackout of Hokkaido, September 2018",
            ZoneId.of("Asia/Tokyo"),
            FROM,
            UNTIL,
            998,
            assets,
            "http://127.0.0.1:8080"));
  }

  /** The ten sectors with ten assets each. */
  static Map<String, Integer> tenSectors() {
    Map<String, Integer> assets = new LinkedHashMap<>();
    Topology.TEN_SECTORS.forEach(sector -> assets.put(sector, 10));
    return assets;
  }

  /** An hour and a half after the first plant: power is gone, the others begin to feel it. */
  static Board blackout() {
    Board board = board(tenSectors());
    board.played(time("2018-09-05T19:31:07Z"), 12_345);
    board.jobIsAt(time("2018-09-05T19:14:07Z"));
    board.health(
        health("electricity", 12.4, 0.9, "critical", "'normal':1,'stopped':8,'unknown':1"));
    board.health(
        health("ict", 93.9, 1, "strained", "'normal':7,'degraded':1,'stopped':1,'recovering':1"));
    board.health(health("water", 70.0, 1, "impaired", "'normal':6,'unusable':3,'degraded':1"));
    board.health(health("medical", 99.96, 1, "normal", "'normal':10"));
    board.warning(
        warning("w-1", 1, "alert", "electricity", "2018-09-05T18:08:00Z", "P1", "contain"), true);
    board.warning(warning("w-2", 1, "alert", "ict", "2018-09-05T18:25:04Z", "P3", "prevent"), true);
    board.warning(
        warning("w-2", 2, "update", "ict", "2018-09-05T18:26:00Z", "P3", "prevent"), false);
    board.warning(warning("w-3", 1, "alert", "ict", "2018-09-05T18:30:00Z", "P2", "prevent"), true);
    board.warning(warning("w-4", 1, "alert", "gas", "2018-09-05T18:40:00Z", "P4", "prevent"), true);
    board.warning(
        warning("w-4", 2, "all-clear", "gas", "2018-09-05T19:30:00Z", "P4", "learn"), true);
    board.situations(1);
    board.deadLetter();
    board.late();
    board.late();
    return board;
  }

  static Health health(String sector, double index, double known, String level, String counts) {
    String line =
        """
        {'lane':'actual','sector':'%s','region':'*','index':%s,'known':%s,'level':'%s',        'counts':{%s},'at':'2018-09-05T19:30:00Z'}"""
            .formatted(sector, index, known, level, counts);
    return Health.parse(line.replace('\'', '"'));
  }

  static IssuedWarning warning(
      String id,
      int revision,
      String type,
      String sector,
      String at,
      String priority,
      String phase) {
    return warning(
        id,
        revision,
        type,
        sector,
        at,
        priority,
        phase,
        "情報通信 1 件が 22:25 UTC(3時間59分後)から停止の見込み。sub-atsuma(電力) の障害。48,000 人。"
            + " 1 asset may fail from 22:25 UTC: disturbance at sub-atsuma; JP-01");
  }

  static IssuedWarning warning(
      String id,
      int revision,
      String type,
      String sector,
      String at,
      String priority,
      String phase,
      String headline) {
    return new IssuedWarning(
        id,
        revision,
        type,
        "actual",
        "s-1",
        sector,
        List.of("JP-01"),
        time(at),
        priority,
        phase,
        headline,
        List.of());
  }

  static long time(String text) {
    return Instant.parse(text).toEpochMilli();
  }
}
