// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hamon.patterns.compiler.CompiledPattern;
import org.hamon.patterns.compiler.PatternCompiler;
import org.hamon.patterns.language.Cause;
import org.hamon.patterns.language.Count;
import org.hamon.patterns.language.Pattern;
import org.hamon.patterns.language.Place;
import org.hamon.patterns.language.Selector;
import org.hamon.patterns.language.Stage;
import org.hamon.patterns.language.Symptom;
import org.hamon.topology.AssetState;
import org.jspecify.annotations.Nullable;

/**
 * What a pattern means, in sentences, and what it costs at most.
 *
 * @param root which assets it looks at
 * @param stages what must happen, one sentence each; of a count one
 * @param end when a match is told, and what follows
 * @param longestWaitMillis from the first event of a match to its end
 * @param hops how far downstream of a root it looks
 * @param engine that runs it; a count runs on neither
 * @param mostEvents that one root can make it hold
 */
public record Explanation(
    String root,
    List<String> stages,
    List<String> end,
    long longestWaitMillis,
    int hops,
    @Nullable Engine engine,
    int mostEvents) {

  public Explanation {
    stages = List.copyOf(stages);
    end = List.copyOf(end);
  }

  /** Explains a pattern that the reader found free of errors. */
  public static Explanation of(Pattern pattern) {
    CompiledPattern compiled = PatternCompiler.compile(pattern);
    Count count = pattern.count();
    return new Explanation(
        which("Each asset", pattern.root()) + " is looked at as a root.",
        count == null ? stages(pattern) : List.of(sentence(count)),
        end(pattern, compiled),
        pattern.withinMillis(),
        compiled.hops(),
        count == null ? engine(compiled) : null,
        count == null ? mostEvents(pattern) : 0);
  }

  private static Engine engine(CompiledPattern compiled) {
    boolean compact =
        CompactSequence.of(compiled.cep(), compiled.withinMillis(), Symptom.ORDER).isPresent();
    return compact ? Engine.COMPACT : Engine.FLINK_CEP;
  }

  private static int mostEvents(Pattern pattern) {
    int events = 0;
    for (Stage stage : pattern.sequence()) {
      events += stage.not() ? 0 : Math.max(stage.atLeast(), stage.atMost());
    }
    return events * PatternEngine.Settings.MAX_PARTIAL_MATCHES;
  }

  private static List<String> stages(Pattern pattern) {
    List<String> sentences = new ArrayList<>();
    List<Stage> stages = pattern.sequence();
    for (int i = 0; i < stages.size(); i++) {
      Stage stage = stages.get(i);
      String when =
          i == 0 ? "" : stage.not() ? gap(stages, i) : stage.strict() ? "next, " : "then ";
      sentences.add(stage.name() + ": " + when + (stage.not() ? forbidden(stage) : wanted(stage)));
    }
    return sentences;
  }

  /** During which a forbidden event must not happen. */
  private static String gap(List<Stage> stages, int i) {
    for (Stage later : stages.subList(i + 1, stages.size())) {
      if (!later.not()) {
        return (stages.get(i).strict() ? "the next event before '" : "before '")
            + later.name()
            + "', ";
      }
    }
    return "until the window ends, ";
  }

  private static String wanted(Stage stage) {
    String often = stage.atLeast() > 1 ? "at least " + stage.atLeast() + " distinct " : "";
    boolean several = stage.atLeast() > 1;
    String subject =
        stage.place().equals(Place.ROOT) && !several
            ? "the root"
            : often
                + which(several ? "assets" : "an asset", stage.selector())
                + where(stage.place());
    String most = stage.atMost() > 0 ? "; one more than " + stage.atMost() + " ends the match" : "";
    return (stage.optional() ? "perhaps " : "") + subject + " " + what(stage, several) + most;
  }

  private static String forbidden(Stage stage) {
    String subject =
        stage.place().equals(Place.ROOT)
            ? "the root must not"
            : which("no asset", stage.selector()) + where(stage.place()) + " may";
    return subject + " " + what(stage, true);
  }

  /** The verb and what goes with it. */
  private static String what(Stage stage, boolean bare) {
    StringBuilder text = new StringBuilder();
    String condition = stage.condition();
    if (condition != null) {
      text.append(bare ? "have" : "has").append(" condition ").append(condition);
      text.append(stage.on() ? " go on" : " go off");
    } else {
      text.append(bare ? "change" : "changes");
    }
    if (!stage.states().isEmpty()) {
      text.append(condition == null ? " to " : " while ");
      text.append(words(stage.states(), AssetState::word));
    }
    if (!stage.causes().isEmpty()) {
      text.append(", cause ").append(words(stage.causes(), Cause::word));
    }
    Boolean flapping = stage.flapping();
    if (flapping != null) {
      text.append(flapping ? ", flapping" : ", not flapping");
    }
    if (stage.where() != null) {
      text.append(", where ").append(stage.where().text());
    }
    return text.toString();
  }

  private static String sentence(Count count) {
    return "of "
        + which("assets", count.selector())
        + where(count.place())
        + ", those count whose latest change in the window is to "
        + words(count.states(), AssetState::word)
        + (count.causes().isEmpty() ? "" : ", cause " + words(count.causes(), Cause::word))
        + "; at least "
        + count.atLeast()
        + " distinct assets"
        + (count.sectors() > 1 ? " of at least " + count.sectors() + " sectors" : "")
        + (count.pathBetween()
            ? ""
            : "; one that another of them reaches by dependencies is left out");
  }

  private static List<String> end(Pattern pattern, CompiledPattern compiled) {
    List<String> end = new ArrayList<>();
    String within = duration(pattern.withinMillis());
    if (pattern.where() != null) {
      end.add("The change that completes it must hold: " + pattern.where().text() + ".");
    }
    if (pattern.count() != null) {
      end.add(
          "The window is the last " + within + "; it matches once until the count falls below.");
    } else if (compiled.endsInAbsence()) {
      end.add("It matches when " + within + " have passed since the first event.");
    } else {
      end.add("All of it within " + within + " of the first event; it matches with the last one.");
    }
    end.add(
        "Then it is mute for that root until "
            + within
            + " after the first event, or until the root is normal again.");
    if (pattern.isShadow()) {
      end.add("It is a shadow: it runs and is counted, but warns nobody.");
    }
    return end;
  }

  private static String where(Place place) {
    if (place.inArea()) {
      return " in the root area";
    }
    if (place.equals(Place.ROOT)) {
      return " (the root)";
    }
    String hops =
        place.fromHops() == place.toHops()
            ? place.fromHops() + (place.fromHops() == 1 ? " hop" : " hops")
            : place.fromHops() + " to " + place.toHops() + " hops";
    return " " + hops + " downstream";
  }

  private static String which(String noun, Selector selector) {
    String sectors =
        selector.sectors().isEmpty() ? "" : " of sector " + words(selector.sectors(), s -> s);
    String kinds = selector.kinds().isEmpty() ? "" : " of kind " + words(selector.kinds(), k -> k);
    return noun + sectors + kinds;
  }

  private static <T> String words(List<T> items, Function<T, String> word) {
    String all = items.stream().map(word).collect(Collectors.joining(", "));
    int last = all.lastIndexOf(", ");
    return last < 0 ? all : all.substring(0, last) + " or " + all.substring(last + 2);
  }

  /** The largest unit that divides it, as in pattern files. */
  private static String duration(long millis) {
    Duration d = Duration.ofMillis(millis);
    if (d.toMillis() % 86_400_000 == 0) {
      return d.toDays() + "d";
    }
    if (d.toMillis() % 3_600_000 == 0) {
      return d.toHours() + "h";
    }
    if (d.toMillis() % 60_000 == 0) {
      return d.toMinutes() + "m";
    }
    return String.format(Locale.ROOT, "%.3fs", d.toMillis() / 1000.0).replace(".000", "");
  }
}
