// SPDX-License-Identifier: Apache-2.0
package org.hamon.benchmark.cep;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.hamon.patterns.language.Pattern;
import org.hamon.patterns.language.Stage;
import org.hamon.topology.AssetState;

/**
 * Patterns of the shapes that {@link GeneratedPatterns} has in Esper's language, with the same
 * meaning: {@code every a -> (b -> c) where timer:within(T)} finds what {@code followedBy} and
 * {@code within} find without skipping, if time is advanced before each event. That all is of one
 * root stands in the filters, which Esper indexes: a context for each root was slower, up to 2.6
 * times.
 */
final class Epl {

  /** The event type. */
  static final String EVENT = "Symptom";

  private static final String OF_ROOT = " and root = s0.root";

  private final Pattern pattern;
  private final List<Stage> stages;

  private Epl(Pattern pattern) {
    this.pattern = pattern;
    this.stages = pattern.sequence();
  }

  /** A statement for each pattern, named by its id. */
  static String module(List<Pattern> patterns) {
    return patterns.stream().map(p -> new Epl(p).statement()).collect(Collectors.joining("\n"));
  }

  private String statement() {
    List<String> steps = new ArrayList<>();
    String last = "";
    List<String> forbidden = new ArrayList<>();
    for (int i = 1; i < stages.size(); i++) {
      Stage stage = stages.get(i);
      if (stage.not()) {
        forbidden.add(EVENT + "(" + holds(stage) + ")");
        continue;
      }
      if (stage.strict()) {
        forbidden.add(EVENT + "(" + sees() + " and not (" + holds(stage) + "))");
      }
      for (int n = 1; n <= stage.atLeast(); n++) {
        last = "s" + i + "_" + n;
        steps.add(step(last, holds(stage) + others(i, n), forbidden));
        forbidden.clear();
      }
    }
    String rest = "(" + String.join(" -> ", steps) + ") where timer:within(" + millis() + ")";
    if (!forbidden.isEmpty()) {
      String left = "s0.time + " + pattern.withinMillis() + " - " + last + ".time";
      rest =
          "(" + rest + ") -> " + "(timer:interval((" + left + ") / 1000.0)" + not(forbidden) + ")";
    }
    return String.format(
        "@name('%s') select s0.root as root, s0.time as began, %s.time as ended"
            + " from pattern [every s0=%s(%s) -> (%s)];",
        pattern.id(), last, EVENT, holds(stages.get(0)), rest);
  }

  private static String step(String name, String holds, List<String> forbidden) {
    return "(" + name + "=" + EVENT + "(" + holds + ")" + not(forbidden) + ")";
  }

  private static String not(List<String> forbidden) {
    return forbidden.stream().map(event -> " and not " + event).collect(Collectors.joining());
  }

  private static String others(int stage, int number) {
    StringBuilder others = new StringBuilder();
    for (int n = 1; n < number; n++) {
      others.append(" and asset != s").append(stage).append('_').append(n).append(".asset");
    }
    return others.toString();
  }

  private String holds(Stage stage) {
    return hops(stage)
        + (stage.place().toHops() == 0 ? "" : OF_ROOT)
        + in("rootSector", pattern.root().sectors())
        + in("sector", stage.selector().sectors())
        + in("state", stage.states().stream().map(AssetState::word).toList());
  }

  private static String hops(Stage stage) {
    int most = stage.place().toHops();
    return most == 0 ? "hops = 0" : "hops between 1 and " + most;
  }

  /** What is in the scope of the pattern. */
  private String sees() {
    int most = stages.stream().mapToInt(stage -> stage.place().toHops()).max().orElse(0);
    return "hops between 0 and " + most + OF_ROOT;
  }

  private static String in(String property, List<String> words) {
    if (words.isEmpty()) {
      return "";
    }
    return words.stream()
        .map(w -> "'" + w + "'")
        .collect(Collectors.joining(", ", " and " + property + " in (", ")"));
  }

  private String millis() {
    return pattern.withinMillis() + " milliseconds";
  }
}
