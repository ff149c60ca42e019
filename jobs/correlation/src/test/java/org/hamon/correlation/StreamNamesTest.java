// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.common.internals.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamNamesTest {

  private static final int ROOM = StreamNames.FILE_LENGTH;
  private static final String HASH = "-x[0-9a-f]{20}";

  /** All that could make two names alike, in many ways. */
  private static final List<String> PIECES =
      List.of(
          "a",
          "b",
          "A",
          "-",
          "-",
          ".",
          "_",
          "/",
          " ",
          "current",
          "warnings",
          "-warnings-",
          "late",
          "health",
          "state",
          "sector-health",
          "exercise-a",
          "test",
          "x0123456789abcdef0123",
          "é",
          "東",
          "西",
          "x");

  private static final List<String> STREAMS =
      List.of(
          "warnings",
          "warnings-current",
          "situations",
          "sector-health",
          "asset-state",
          "decisions",
          "dead-letters",
          "late",
          "books",
          "feed-health",
          "topics");

  @Test
  void exampleUsage() {
    StreamOwner carriers = new StreamOwner("ict", "carriers");
    StreamOwner cable = new StreamOwner("ict", "Cable TV");
    StreamNames names = StreamNames.of(List.of(new StreamOwner("gas", ""), carriers, cable));

    assertThat(names.of(new StreamOwner("gas", ""))).isEqualTo("warnings-gas");
    assertThat(names.of(carriers)).isEqualTo("warnings-ict-carriers");
    assertThat(names.of(cable)).matches("warnings-ict-cable-tv" + HASH);
    assertThat(StreamNames.inLane("exercise/autumn", "warnings-gas", ROOM))
        .isEqualTo("exercise-autumn-warnings-gas");
    assertThat(StreamNames.inLane("test", "late", ROOM)).isEqualTo("test-late");
    assertThat(StreamNames.inLane("actual", "late", ROOM)).isEqualTo("late");
  }

  @Test
  void sectorCalledCurrentDoesNotMeetTheNewestOfEachWarning() {
    assertThat(StreamNames.ofSectors(List.of("current")).of(new StreamOwner("current", "")))
        .matches("warnings-current" + HASH);
  }

  @Test
  void sectorAndCommunityThatReadAlikeHaveNamesOfTheirOwn_whicheverIsTold() {
    StreamOwner sector = new StreamOwner("ict-a", "");
    StreamOwner community = new StreamOwner("ict", "a");

    StreamNames names = StreamNames.of(List.of(sector, community));

    assertThat(names.of(sector)).matches("warnings-ict-a" + HASH).isNotEqualTo(names.of(community));
    assertThat(names.of(community)).matches("warnings-ict-a" + HASH);
    assertThat(StreamNames.of(List.of(sector)).of(sector)).isEqualTo("warnings-ict-a");
    assertThat(StreamNames.of(List.of(community)).of(community)).isEqualTo("warnings-ict-a");
  }

  @Test
  void whoIsDeclaredLaterTakesNobodysName() {
    StreamOwner community = new StreamOwner("ict", "a");
    StreamOwner sector = new StreamOwner("ict-a", "");
    StreamNames names = StreamNames.of(List.of(community));

    assertThat(names.of(sector)).matches("warnings-ict-a" + HASH);
    assertThat(names.of(new StreamOwner("ports", ""))).isEqualTo("warnings-ports");
    assertThat(names.of(new StreamOwner("gas", "a"))).matches("warnings-gas-a" + HASH);
  }

  @Test
  void communitiesOfOtherScriptsHaveNamesOfTheirOwn() {
    StreamOwner east = new StreamOwner("ict", "東日本通信");
    StreamOwner west = new StreamOwner("ict", "西日本通信");
    StreamNames names = StreamNames.of(List.of(east, west));

    assertThat(names.of(east)).matches("warnings-ict" + HASH).isNotEqualTo(names.of(west));
  }

  @Test
  void nameThatLooksHashedIsHashed_soThatNobodyCanTakeAnothersName() {
    StreamOwner victim = new StreamOwner("ict", "Cable TV");
    String theirs = StreamNames.of(List.of(victim)).of(victim);
    StreamOwner thief = new StreamOwner(theirs.substring("warnings-".length()), "");

    assertThat(StreamNames.of(List.of(victim, thief)).of(thief)).isNotEqualTo(theirs);
    assertThat(StreamNames.of(List.of(thief)).of(thief)).isNotEqualTo(theirs);
  }

  @Test
  void exercisesThatKafkaOrAFileSystemTakesForOneAreTwo() {
    Set<String> names = new TreeSet<>();
    for (String id : List.of("drill.1", "drill_1", "drill-1", "DRILL-1", "Drill-1")) {
      names.add(StreamNames.inLane("exercise/" + id, "late", ROOM));
    }
    assertThat(names).hasSize(5).contains("exercise-drill-1-late");
  }

  @Test
  void exerciseAndStreamThatReadLikeAnotherPairAreTwo() {
    assertThat(StreamNames.inLane("exercise/a-warnings", "late", ROOM))
        .isNotEqualTo(StreamNames.inLane("exercise/a", "warnings-late", ROOM));
    assertThat(StreamNames.inLane("exercise/a", "warnings-late", ROOM))
        .isEqualTo("exercise-a-warnings-late");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 6, 100, 200})
  void longestIdsFitBehindAnyPrefix(int prefix) {
    String id = "q".repeat(StreamNames.ID_LENGTH);
    StreamOwner owner = new StreamOwner(id, id);
    int room = StreamNames.roomBehind("p".repeat(prefix));
    Set<String> names = new TreeSet<>();
    for (String lane : List.of("actual", "test", "exercise/" + "q".repeat(64))) {
      for (String stream : List.of(StreamNames.of(List.of(owner)).of(owner), "dead-letters")) {
        names.add(StreamNames.inLane(lane, stream, room));
      }
    }
    assertThat(names).hasSize(6).allMatch(name -> name.length() <= room && name.length() > 3);
  }

  /** Pairs of names are far more than a million: each name is held against all before it. */
  @Test
  void noTwoStreamsHaveOneName_ofAMillionPairs() {
    Random random = new Random(20);
    for (int topology = 0; topology < 40; topology++) {
      Set<StreamOwner> owners = new TreeSet<>();
      for (int i = 0; i < 120; i++) {
        owners.add(new StreamOwner(word(random), random.nextBoolean() ? "" : word(random)));
      }
      StreamNames names = StreamNames.of(owners);
      for (int i = 0; i < 40; i++) {
        owners.add(new StreamOwner(word(random), random.nextBoolean() ? "" : word(random)));
      }
      Map<String, String> streams = new HashMap<>();
      owners.forEach(owner -> streams.put(owner.toString(), names.of(owner)));
      STREAMS.forEach(stream -> streams.put(stream, stream));

      Set<String> lanes = new TreeSet<>(List.of("actual", "test"));
      for (int i = 0; i < 20; i++) {
        lanes.add("exercise/" + word(random));
      }
      int room = topology % 2 == 0 ? ROOM : 49;
      Map<String, String> owned = new HashMap<>();
      for (String lane : lanes) {
        streams.forEach(
            (owner, stream) -> {
              String name = StreamNames.inLane(lane, stream, room);
              Topic.validate("p.".repeat((249 - room) / 2) + name);
              String seen = name.toLowerCase(Locale.ROOT).replace('.', '_');
              String before = owned.put(seen, lane + " " + owner);
              assertThat(before).as("also the owner of %s", name).isNull();
            });
      }
      assertThat(owned.size()).isGreaterThan(1_500);
    }
  }

  @Test
  void plainNamesStayAsTheyAre() {
    Stream.of("electricity", "ict", "a-b", "warnings-drill", "x1", "2026")
        .forEach(
            id -> {
              assertThat(StreamNames.ofSectors(List.of(id)).of(new StreamOwner(id, "")))
                  .isEqualTo("warnings-" + id);
              assertThat(StreamNames.inLane("exercise/" + id, "late", ROOM))
                  .isEqualTo("exercise-" + id + "-late");
            });
  }

  /** What makes a plain exercise unambiguous: no stream ends as another is called. */
  @Test
  void noStreamIsTheEndOfAnother() {
    for (String stream : STREAMS) {
      assertThat(STREAMS).noneMatch(other -> other.endsWith("-" + stream));
    }
  }

  private static String word(Random random) {
    StringBuilder word = new StringBuilder();
    int pieces = 1 + random.nextInt(4);
    for (int i = 0; i < pieces; i++) {
      word.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return word.toString();
  }
}
