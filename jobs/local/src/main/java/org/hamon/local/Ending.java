// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.hamon.replay.scoring.IssuedWarning;

/**
 * How it ended: whether everybody who was warned has heard that it is over, and if not, why not.
 *
 * @param newest of each warning the last revision
 * @param open situations that are not over
 */
record Ending(List<IssuedWarning> newest, List<Open> open) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int NAMED = 3;

  /**
   * A situation that is not over.
   *
   * @param members how many assets belong to it
   * @param out those that are not normal, as far as they are listed, the longest first
   */
  record Open(String situation, long members, List<Out> out) {}

  /** An asset that is not normal. */
  record Out(String asset, String state, long since) {}

  /** By the lines of {@code situations}, in their order, and all warnings. */
  static Ending of(Collection<String> situations, Collection<IssuedWarning> warnings) {
    Map<String, IssuedWarning> newest = new TreeMap<>();
    warnings.stream()
        .filter(warning -> warning.lane().equals("actual"))
        .sorted(IssuedWarning.ORDER)
        .forEach(warning -> newest.put(warning.id(), warning));
    Map<String, JsonNode> last = new TreeMap<>();
    for (String line : situations) {
      JsonNode situation = parsed(line);
      if (situation.path("lane").asText().equals("actual")) {
        last.put(situation.path("id").asText(), situation);
      }
    }
    List<Open> open = new ArrayList<>();
    last.forEach(
        (id, situation) -> {
          if (situation.path("status").asText().equals("open")) {
            open.add(new Open(id, situation.path("membersTotal").asLong(), out(situation)));
          }
        });
    return new Ending(List.copyOf(newest.values()), List.copyOf(open));
  }

  /** Whether all who were warned have heard of the end. */
  boolean isOver() {
    return newest.stream().noneMatch(IssuedWarning::warns);
  }

  /** In a few sentences; none if nobody was warned. */
  List<String> text(EventTime clock) {
    if (newest.isEmpty()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    if (isOver()) {
      long end = newest.stream().mapToLong(IssuedWarning::issuedAt).max().orElseThrow();
      lines.add("all clear for " + sectors(w -> true) + "; the last at " + time(end, clock));
      return lines;
    }
    for (Open one : open) {
      lines.add("no all-clear: situation " + one.situation() + " goes on; " + why(one, clock));
    }
    lines.add("still warned: " + sectors(w -> w.warns() && !w.calms()));
    lines.add("stood down: " + sectors(w -> w.warns() && w.calms()));
    return lines;
  }

  private static String why(Open open, EventTime clock) {
    if (open.out().isEmpty()) {
      return "it has not been looked at again since its assets are normal";
    }
    String named =
        String.join(
            ", ",
            open.out().stream()
                .limit(NAMED)
                .map(out -> out.asset() + " " + out.state() + " since " + time(out.since(), clock))
                .toList());
    int others = open.out().size() - NAMED;
    return open.out().size()
        + " of its "
        + Text.count(open.members(), "asset")
        + " are not normal: "
        + named
        + (others > 0 ? " and " + Text.count(others, "other") : "");
  }

  private String sectors(Predicate<IssuedWarning> which) {
    TreeSet<String> sectors = new TreeSet<>();
    newest.stream().filter(which).forEach(warning -> sectors.add(warning.sector()));
    return sectors.isEmpty() ? "nobody" : String.join(", ", sectors);
  }

  private static List<Out> out(JsonNode situation) {
    List<Out> out = new ArrayList<>();
    for (JsonNode member : situation.path("members")) {
      String state = member.path("state").asText();
      if (!state.equals("normal")) {
        out.add(
            new Out(
                member.path("asset").asText(),
                state,
                OffsetDateTime.parse(member.path("since").asText()).toInstant().toEpochMilli()));
      }
    }
    out.sort(Comparator.comparingLong(Out::since).thenComparing(Out::asset));
    return List.copyOf(out);
  }

  private static String time(long at, EventTime clock) {
    return clock.localMinute(at) + " " + clock.zoneName();
  }

  private static JsonNode parsed(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Expected a situation, but " + e.getOriginalMessage(), e);
    }
  }
}
