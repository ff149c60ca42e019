// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.hamon.correlation.decode.Decoded;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clocks that are wrong, in history. */
class ClocksTest {

  private static final long T0 = Instant.parse("2019-02-03T04:00:00Z").toEpochMilli();
  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final long BOUND = 2 * SECOND;

  @TempDir private Path folder;

  @Test
  void exampleUsage() throws Exception {
    List<String> lines = new ArrayList<>();
    for (int minute = 0; minute < 40; minute++) {
      lines.add(reading("pump", T0 + minute * MINUTE));
      if (minute % 10 == 4) {
        lines.add(reading("fast", T0 + minute * MINUTE + HOUR));
      }
    }
    write("telemetry.jsonl", lines);

    List<Taken> taken = taken(history());

    assertThat(taken).filteredOn(Taken::isAhead).hasSize(4);
    assertThat(taken)
        .filteredOn(Taken::isAhead)
        .allSatisfy(
            record -> {
              assertThat(record.asset).isEqualTo("fast");
              assertThat(record.time - record.place).isEqualTo(HOUR);
            });
    assertThat(taken.get(taken.size() - 1).latest).isEqualTo(T0 + 39 * MINUTE);
  }

  @Test
  void isAheadIfMostOfTheFifteenAfterItLieMoreThanTheBoundBeforeIt() throws Exception {
    assertThat(isFirstAhead(8, 7)).isTrue();
    assertThat(isFirstAhead(7, 8)).isFalse();
    // what comes even later does not count
    assertThat(isFirstAhead(7, 8, 20)).isFalse();
  }

  @Test
  void ofFewerThanFifteenAfterItMostDecide() throws Exception {
    assertThat(isFirstAhead(1, 0)).isTrue();
    assertThat(isFirstAhead(1, 1)).isFalse();
    assertThat(isFirstAhead(2, 1)).isTrue();
    assertThat(isFirstAhead(0, 0)).isFalse();
  }

  @Test
  void whatLiesBeforeItByTheBoundDoesNotContradictIt() throws Exception {
    write(
        "telemetry.jsonl",
        List.of(reading("a", T0 + BOUND), reading("b", T0), reading("b", T0), reading("b", T0)));
    assertThat(taken(history()).get(0).isAhead()).isFalse();

    write(
        "telemetry.jsonl",
        List.of(
            reading("a", T0 + BOUND + 1), reading("b", T0), reading("b", T0), reading("b", T0)));
    assertThat(taken(history()).get(0).isAhead()).isTrue();
  }

  @Test
  void recordsThatTellNoTimeDoNotCount() throws Exception {
    write(
        "telemetry.jsonl",
        List.of(reading("a", T0 + HOUR), "?", "?", "?", reading("b", T0), "?", "?"));

    assertThat(taken(history())).first().matches(Taken::isAhead);
  }

  @Test
  void aFirstReadingAMonthBeforeTheOthersStartsNoHistory() throws Exception {
    write("telemetry.jsonl", withFirst(reading("a", 7 * SECOND)));
    assertThat(history().start()).hasValue(T0);
    write("telemetry.jsonl", withFirst(reading("a", 7 * SECOND), reading("a", 22 * SECOND)));
    assertThat(history().start()).hasValue(T0);
    write("telemetry.jsonl", withFirst(reading("a", T0 - 1024 * 7 * DAY)));
    assertThat(history().start()).hasValue(T0);
    write("telemetry.jsonl", withFirst(reading("a", T0 - 30 * DAY)));
    assertThat(history().start()).hasValue(T0);
    write("telemetry.jsonl", withFirst(reading("a", T0 - 30 * DAY + MINUTE)));
    assertThat(history().start()).hasValue(T0 - 30 * DAY + MINUTE);
  }

  @Test
  void aFileThatHoldsNothingElseStartsNoHistoryEither() throws Exception {
    write("telemetry.jsonl", withFirst());
    write("telemetry-of-a.jsonl", List.of(reading("a", 7 * SECOND)));
    assertThat(history().start()).hasValue(T0);

    // but a report may be news of long ago
    write(
        "failure-reports.jsonl",
        List.of(
            "{\"id\":\"r\",\"asset\":\"r\",\"state\":\"stopped\",\"reportedAt\":\"%s\"}"
                .formatted(Instant.ofEpochMilli(T0 - 90 * DAY))));
    assertThat(history().start()).hasValue(T0 - 90 * DAY);
  }

  @Test
  void startsWithNothingThatIsAhead() throws Exception {
    write("telemetry.jsonl", withFirst(reading("a", T0 + HOUR)));
    assertThat(history().start()).hasValue(T0);
  }

  @Test
  void aReadingFromBeforeHistoryIsTakenWhereHistoryBegins() throws Exception {
    write("telemetry.jsonl", withFirst(reading("a", 7 * SECOND)));

    Taken first = taken(history()).get(0);

    assertThat(first.time).isEqualTo(7 * SECOND);
    assertThat(first.place).isEqualTo(T0);
    assertThat(first.latest).isEqualTo(Decoded.NO_TIME);
  }

  @Test
  void doesNotEndInAFewRecordsOfOneAssetAYearBehindAllOthers() throws Exception {
    long last = T0 + 29 * SECOND;
    long late = Instant.parse("9999-12-31T23:59:59Z").toEpochMilli();
    write("telemetry.jsonl", withFirst());
    List<String> lines = new ArrayList<>(withFirst());
    lines.add(reading("a", late - SECOND));
    lines.add(reading("a", late));
    write("telemetry-x.jsonl", lines);
    List<Taken> taken = taken(history());
    assertThat(taken).filteredOn(Taken::isAhead).hasSize(2);
    assertThat(taken.get(taken.size() - 1).latest).isEqualTo(last);

    // two assets bear each other out
    lines.add(reading("b", late));
    write("telemetry-x.jsonl", lines);
    taken = taken(history());
    assertThat(taken).noneMatch(Taken::isAhead);
    assertThat(taken.get(taken.size() - 1).latest).isEqualTo(late);
  }

  @Test
  void endsWhereItIsSaidToEnd() throws Exception {
    List<String> lines = new ArrayList<>(withFirst());
    lines.add(reading("a", T0 + 700 * DAY));
    write("telemetry.jsonl", lines);

    assertThat(taken(until(T0 + 800 * DAY))).noneMatch(Taken::isAhead);
    assertThat(taken(until(T0 + 600 * DAY))).hasSize(30);
  }

  @Test
  void whatCannotBeUsedIsToldWhereverItStands() throws Exception {
    List<String> lines = new ArrayList<>();
    lines.add("?");
    for (int second = 0; second < 60; second++) {
      lines.add(reading("a", T0 + second * SECOND));
      if (second % 10 == 5) {
        lines.add("?");
      }
    }
    lines.add("?");
    write("telemetry.jsonl", lines);

    List<Taken> taken = taken(until(T0 + 20 * SECOND));

    assertThat(taken).filteredOn(record -> record.time == Decoded.NO_TIME).hasSize(8);
    assertThat(taken).filteredOn(record -> record.time != Decoded.NO_TIME).hasSize(21);
    assertThat(taken.get(taken.size() - 1).latest).isEqualTo(T0 + 20 * SECOND);
  }

  @Test
  void whatIsAheadIsLeftOutWithWhatStandsAroundIt() throws Exception {
    List<String> lines = new ArrayList<>();
    for (int minute = 0; minute < 60; minute++) {
      lines.add(reading("pump", T0 + minute * MINUTE));
      if (minute % 10 == 5) {
        lines.add(reading("fast", T0 + minute * MINUTE + 2 * HOUR));
      }
    }
    write("telemetry.jsonl", lines);

    assertThat(taken(until(T0 + 20 * MINUTE))).filteredOn(Taken::isAhead).hasSize(2);
  }

  @Test
  void goesOnFromAnyPlaceAsIfItHadNotStopped() throws Exception {
    Random random = new Random(11);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      long disorder = random.nextInt(1500);
      lines.add(
          switch (random.nextInt(6)) {
            case 0 -> reading("fast", T0 + i * SECOND + HOUR);
            case 1 -> "?";
            default -> reading("pump", T0 + i * SECOND - disorder);
          });
    }
    write("telemetry.jsonl", lines);
    History history = until(T0 + 80 * SECOND);
    List<Taken> expected = taken(history);

    for (int stop = 0; stop <= expected.size(); stop++) {
      List<Taken> found = new ArrayList<>();
      List<Position> positions;
      try (Merge merge = new Merge(history, span(history), beginnings(history))) {
        for (int i = 0; i < stop; i++) {
          found.add(Taken.from(merge));
        }
        positions = merge.positions();
      }
      HistorySplit stored =
          HistorySplit.SERIALIZER.deserialize(
              1, HistorySplit.SERIALIZER.serialize(new HistorySplit(positions)));
      try (Merge merge = new Merge(history, span(history), stored.positions())) {
        for (Taken next = Taken.from(merge); next != null; next = Taken.from(merge)) {
          found.add(next);
        }
      }
      assertThat(found).as("stopped after " + stop).isEqualTo(expected);
    }
  }

  /**
   * An asset that has at most a third of the records around any other, and whose clock is ahead by
   * more than these span, is as good as absent for all others.
   */
  @Test
  void aThirdOfTheRecordsMovesNobodysTime() throws Exception {
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      List<String> honest = new ArrayList<>();
      List<String> all = new ArrayList<>();
      long spacing = 1 + random.nextInt(30_000);
      long lead = 20 * spacing + BOUND + (long) (random.nextDouble() * 40 * DAY);
      int sinceFast = 0;
      int records = 40 + random.nextInt(100);
      for (int i = 0; i < records; i++) {
        long time = T0 + i * spacing;
        String line =
            reading(
                "asset-" + random.nextInt(5), time - Math.min(random.nextInt(2_000), spacing / 2));
        honest.add(line);
        all.add(line);
        sinceFast++;
        if (sinceFast >= 2 && i < records - 1 && random.nextInt(3) == 0) {
          sinceFast = 0;
          all.add(reading("fast", time + lead + random.nextInt(5_000)));
        }
      }

      write("telemetry.jsonl", honest);
      List<Taken> without = taken(history());
      OptionalLong startWithout = history().start();
      write("telemetry.jsonl", all);
      List<Taken> with = taken(history());

      assertThat(history().start()).as("seed " + seed).isEqualTo(startWithout);
      assertThat(with).filteredOn(record -> !record.asset.equals("fast")).isEqualTo(without);
      assertThat(with)
          .as("seed " + seed)
          .filteredOn(record -> record.asset.equals("fast"))
          .allMatch(Taken::isAhead);
    }
  }

  /** However small the lead, and however far apart the records. */
  @Test
  void aThirdOfTheRecordsMakesNobodyElseLate() throws Exception {
    int moved = 0;
    for (int seed = 0; seed < 1_000; seed++) {
      Random random = new Random(seed);
      long spacing = between(random, 100, 30 * SECOND);
      long lead = between(random, 2_100, 2 * HOUR);
      int assets = 1 + random.nextInt(5);
      int records = 60 + random.nextInt(200);
      boolean regular = random.nextBoolean();
      List<String> honest = new ArrayList<>();
      List<String> all = new ArrayList<>();
      int fast = 0;
      for (int i = 0; i < records; i++) {
        long time = T0 + i * spacing;
        boolean isFast =
            i < records - 20 && (regular ? i % 3 == 1 : 3 * fast < i && random.nextInt(3) == 0);
        if (isFast) {
          fast++;
          all.add(reading("fast", time + lead + random.nextInt(300)));
        } else {
          String line =
              reading("asset-" + random.nextInt(assets), time - random.nextInt((int) BOUND - 100));
          honest.add(line);
          all.add(line);
        }
      }

      write("telemetry.jsonl", honest);
      List<Taken> without = taken(history());
      OptionalLong startWithout = history().start();
      write("telemetry.jsonl", all);
      List<Taken> with = taken(history());

      String seeded = "seed %d, spacing %d, lead %d".formatted(seed, spacing, lead);
      assertThat(without).as(seeded).noneMatch(Taken::isLate);
      assertThat(history().start()).as(seeded).isEqualTo(startWithout);
      assertThat(with)
          .as(seeded)
          .filteredOn(record -> !record.asset.equals("fast"))
          .noneMatch(Taken::isLate)
          .noneMatch(Taken::isUnconfirmed)
          .extracting(Taken::place)
          .isEqualTo(without.stream().map(Taken::place).toList());
      assertThat(with.get(with.size() - 1).latest)
          .as(seeded)
          .isEqualTo(without.get(without.size() - 1).latest);
      moved += (int) with.stream().filter(Taken::isUnconfirmed).count();
    }
    assertThat(moved).isPositive();
  }

  @Test
  void aReadingThatTwoAssetsFindLateIsLate() throws Exception {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      lines.add(reading("asset-" + i % 4, T0 + i * SECOND));
    }
    lines.add(20, reading("slow", T0 + 10 * SECOND));
    write("telemetry.jsonl", lines);
    assertThat(taken(history()))
        .filteredOn(Taken::isLate)
        .extracting(Taken::asset)
        .contains("slow");

    // one finds it so alone
    lines.set(20, reading("slow", T0 + 16_500));
    write("telemetry.jsonl", lines);
    assertThat(taken(history())).noneMatch(Taken::isLate);
  }

  @Test
  void anAssetWithTwoThirdsOfTheRecordsNeedsNobodyToBearItOut() throws Exception {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 90; i++) {
      lines.add(i % 3 == 1 ? reading("slow", 7 * SECOND) : reading("most", T0 + i * SECOND));
    }
    write("telemetry.jsonl", lines);

    List<Taken> taken = taken(history());

    assertThat(taken.get(taken.size() - 40).latest).isGreaterThan(T0 + 40 * SECOND);
  }

  @Test
  void anotherLaneContradictsNothing() throws Exception {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      lines.add(
          i % 2 == 0
              ? reading("a", T0 + i * SECOND)
              : reading("b", T0 + i * SECOND - HOUR).replace("{", "{\"lane\":\"test\","));
    }
    write("telemetry.jsonl", lines);

    assertThat(taken(history())).noneMatch(Taken::isUnconfirmed);
  }

  private static long between(Random random, long least, long most) {
    return Math.round(least * Math.pow((double) most / least, random.nextDouble()));
  }

  /** A record, where it stands in time, and how far its part has come with it. */
  private record Taken(String asset, long time, long place, long latest, boolean isUnconfirmed) {

    static @Nullable Taken from(Merge merge) throws IOException {
      Decoded record = merge.next();
      return record == null
          ? null
          : new Taken(
              record.asset() == null ? "" : record.asset(),
              record.timeToAdvanceBy(),
              merge.time(),
              merge.latest(),
              record.isUnconfirmed());
    }

    boolean isAhead() {
      return time > place && !isUnconfirmed;
    }

    boolean isLate() {
      return time < latest - BOUND;
    }
  }

  private boolean isFirstAhead(int... runs) throws IOException {
    List<String> lines = new ArrayList<>(List.of(reading("first", T0 + HOUR)));
    for (int run = 0; run < runs.length; run++) {
      for (int i = 0; i < runs[run]; i++) {
        lines.add(reading("other", run == 1 ? T0 + HOUR : T0));
      }
    }
    write("telemetry.jsonl", lines);
    return taken(history()).stream()
        .filter(record -> record.asset.equals("first"))
        .allMatch(Taken::isAhead);
  }

  /** These, and half a minute of ordinary readings. */
  private static List<String> withFirst(String... first) {
    List<String> lines = new ArrayList<>(List.of(first));
    for (int second = 0; second < 30; second++) {
      lines.add(reading("b", T0 + second * SECOND));
    }
    return lines;
  }

  private void write(String file, List<String> lines) throws IOException {
    Files.write(folder.resolve(file), lines);
  }

  private History history() {
    return History.in(folder, OptionalLong.empty(), OptionalLong.empty());
  }

  private History until(long time) {
    return History.in(folder, OptionalLong.empty(), OptionalLong.of(time));
  }

  private static HistorySpan span(History history) throws IOException {
    return new HistorySpan(history.start().orElseThrow(), BOUND);
  }

  private static List<Position> beginnings(History history) throws IOException {
    return history.parts().stream()
        .sorted(Comparator.comparing(Part::name))
        .map(Position::startOf)
        .toList();
  }

  private static List<Taken> taken(History history) throws IOException {
    List<Taken> taken = new ArrayList<>();
    try (Merge merge = new Merge(history, span(history), beginnings(history))) {
      for (Taken next = Taken.from(merge); next != null; next = Taken.from(merge)) {
        taken.add(next);
      }
    }
    return taken;
  }

  private static String reading(String asset, long time) {
    return "{\"asset\":\"%s\",\"metric\":\"m\",\"value\":1,\"time\":\"%s\"}"
        .formatted(asset, Instant.ofEpochMilli(time));
  }
}
