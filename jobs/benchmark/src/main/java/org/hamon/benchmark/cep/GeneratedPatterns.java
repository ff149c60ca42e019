// SPDX-License-Identifier: Apache-2.0
package org.hamon.benchmark.cep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.hamon.patterns.language.Pattern;
import org.hamon.patterns.language.PatternReader;
import org.hamon.topology.AssetState;

/**
 * Patterns that never were, as text in the language and read from it. The first takes every symptom
 * of the stream. The others are sequences of two and three stages with windows of two minutes to an
 * hour, each of them at some states of the root and then some of one sector downstream; of sixteen,
 * five forbid something between two stages, two end in absence and one is strict, about as in the
 * catalogue. There are no counts, no optional stages, no {@code atMost} and no {@code where}: not
 * all contenders can say these.
 */
final class GeneratedPatterns {

  /** A name for each to stand in a match. */
  private static final String ID = "generated-";

  private static final YAMLMapper YAML = new YAMLMapper();
  private static final String[] WINDOWS = {"2m", "5m", "10m", "15m", "30m", "1h"};
  private static final int KINDS = 16;

  private GeneratedPatterns() {}

  /** The first patterns of an endless list: fewer are the beginning of more. */
  static List<Pattern> first(int patterns) {
    List<Pattern> all = new ArrayList<>();
    for (int i = 0; i < patterns; i++) {
      all.add(read(text(i)));
    }
    return List.copyOf(all);
  }

  /** One stage after the other, at the same root: what a storm is played to. */
  static Pattern ofStorm() {
    return read(
        header(
            "storm",
            "1h",
            List.of(
                "root stops: {at: root, state: stopped}",
                "one follows: {downstream: 1, sector: ict, state: stopped}")));
  }

  static Pattern read(String text) {
    try {
      PatternReader.Result result = PatternReader.parse("generated", YAML.readTree(text));
      return result
          .pattern()
          .orElseThrow(
              () ->
                  new IllegalStateException(
                      "Expected a pattern without errors, but there are " + result.findings()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Expected YAML, but: " + e.getMessage(), e);
    }
  }

  /** The file of the pattern of that number. */
  static String text(int number) {
    String id = ID + number;
    if (number == 0) {
      String any = states(Symptoms.STATES);
      return header(
          id,
          "10m",
          List.of(
              "root fails: {at: root, state: " + any + "}",
              "others follow: {downstream: 1..3, state: " + any + ", atLeast: 3}"));
    }
    SplittableRandom random = new SplittableRandom(number);
    List<String> sectors = shuffled(Symptoms.SECTORS, random);
    List<String> stages = new ArrayList<>();
    stages.add("root fails: {at: root, state: " + some(1 + random.nextInt(2), random) + "}");
    String second = sectors.get(0) + ", state: " + some(2, random);
    String third = sectors.get(1) + ", state: " + some(2, random);
    String hops = "downstream: 1.." + (1 + random.nextInt(3));
    String many = random.nextInt(10) < 6 ? "" : ", atLeast: " + (2 + random.nextInt(2));
    switch (number % KINDS) {
      case 2, 5, 8, 11, 14 -> {
        stages.add("nothing else: {not: true, " + hops + ", sector: " + third + "}");
        stages.add("others follow: {" + hops + ", sector: " + second + many + "}");
      }
      case 3, 12 -> {
        stages.add("others follow: {" + hops + ", sector: " + second + many + "}");
        stages.add("no third: {not: true, " + hops + ", sector: " + third + "}");
      }
      case 7 ->
          stages.add("others follow: {" + hops + ", state: " + some(2, random) + ", next: strict}");
      case 1, 6, 10, 13 -> {
        stages.add("others follow: {" + hops + ", sector: " + second + many + "}");
        stages.add("a third: {" + hops + ", sector: " + third + "}");
      }
      default -> stages.add("others follow: {" + hops + ", sector: " + second + many + "}");
    }
    return header(id, WINDOWS[random.nextInt(WINDOWS.length)], stages);
  }

  private static String header(String id, String within, List<String> stages) {
    return String.format(
        Locale.ROOT,
        """
        id: %s
        version: 1
        title: %s
        status: stable
        severity: 2
        failure: cascading
        root: {sector: %s}
        sequence:
        %s
        within: %s
        """,
        id,
        id,
        Symptoms.ROOT_SECTOR,
        stages.stream().map(stage -> "  - " + stage).collect(Collectors.joining("\n")),
        within);
  }

  private static String some(int most, SplittableRandom random) {
    return states(shuffled(Symptoms.STATES, random).subList(0, most));
  }

  private static String states(List<AssetState> states) {
    return states.stream().map(AssetState::word).collect(Collectors.joining(", ", "[", "]"));
  }

  private static <T> List<T> shuffled(List<T> all, SplittableRandom random) {
    List<T> shuffled = new ArrayList<>(all);
    for (int i = shuffled.size() - 1; i > 0; i--) {
      shuffled.set(i, shuffled.set(random.nextInt(i + 1), shuffled.get(i)));
    }
    return shuffled;
  }
}
