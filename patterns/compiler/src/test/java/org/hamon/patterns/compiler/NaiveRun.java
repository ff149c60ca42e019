// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.compiler;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hamon.patterns.compiler.CepRun.Found;
import org.hamon.patterns.language.Pattern;
import org.hamon.patterns.language.Stage;
import org.hamon.patterns.language.StateChange;
import org.hamon.patterns.language.Symptom;

/**
 * What a sequence means, said as plainly as possible: each event may begin a match; each choice of
 * the optional stages is a sequence of its own; a match takes the first events that fit.
 */
final class NaiveRun {

  private final Pattern pattern;
  private final List<List<Step>> readings = new ArrayList<>();
  private final List<Found> found = new ArrayList<>();
  private List<Partial> open = new ArrayList<>();

  /** A stage that is taken, the bans before it, and who may end their reach. */
  record Step(Stage stage, List<Stage> bans, List<Stage> takers) {}

  private NaiveRun(Pattern pattern) {
    this.pattern = pattern;
    expand(0, new ArrayList<>(), new ArrayList<>());
  }

  private void expand(int i, List<Step> steps, List<Stage> bans) {
    List<Stage> stages = pattern.sequence();
    if (i == stages.size()) {
      List<Step> reading = new ArrayList<>(steps);
      reading.add(new Step(stages.get(0), List.copyOf(bans), List.of())); // the end
      readings.add(reading);
      return;
    }
    Stage stage = stages.get(i);
    if (stage.not()) {
      List<Stage> more = new ArrayList<>(bans);
      more.add(stage);
      expand(i + 1, steps, more);
      return;
    }
    if (stage.optional()) {
      expand(i + 1, steps, bans);
    }
    List<Step> more = new ArrayList<>(steps);
    more.add(new Step(stage, List.copyOf(bans), takers(stage, bans)));
    expand(i + 1, more, new ArrayList<>());
  }

  private List<Stage> takers(Stage next, List<Stage> bans) {
    if (bans.isEmpty()) {
      return List.of();
    }
    List<Stage> stages = pattern.sequence();
    List<Stage> takers = new ArrayList<>();
    for (int i = stages.indexOf(bans.get(bans.size() - 1)) + 1; i < stages.size(); i++) {
      takers.add(stages.get(i));
      if (!stages.get(i).optional()) {
        break;
      }
    }
    return takers.contains(next) ? takers : List.of(next);
  }

  static List<Found> of(Pattern pattern, List<Symptom> events) {
    NaiveRun run = new NaiveRun(pattern);
    CompiledPattern scope = PatternCompiler.compile(pattern);
    for (Symptom event : events) {
      if (scope.inScope(event)) {
        run.endWindows(event.change().time());
        run.feed(event);
      }
    }
    run.endWindows(Long.MAX_VALUE);
    return run.found;
  }

  private void endWindows(long time) {
    List<Partial> ended =
        open.stream().filter(partial -> partial.start() + pattern.withinMillis() <= time).toList();
    open.removeAll(ended);
    elect(ended.stream().filter(Partial::isAtEnd).toList());
  }

  private void feed(Symptom event) {
    List<Partial> next = new ArrayList<>();
    for (List<Step> reading : readings) {
      if (reading.get(0).stage().accepts(event)) {
        next.add(new Partial(reading, 0, List.of(List.of(event)), true));
      }
    }
    for (Partial partial : open) {
      partial.after(event).ifPresent(next::add);
    }
    open = next;
    if (!endsInAbsence()) {
      elect(open.stream().filter(Partial::isAtEnd).toList());
    }
  }

  private boolean endsInAbsence() {
    return pattern.sequence().get(pattern.sequence().size() - 1).not();
  }

  private void elect(List<Partial> complete) {
    complete.stream()
        .min(
            Comparator.comparingLong(this::at)
                .thenComparing(Partial::start)
                .thenComparing(partial -> -partial.completing().count())
                .thenComparing(partial -> String.join("\n", partial.members())))
        .ifPresent(
            first -> {
              found.add(new Found(first.start(), at(first), first.members()));
              open = new ArrayList<>();
            });
  }

  private long at(Partial partial) {
    return endsInAbsence()
        ? partial.start() + pattern.withinMillis()
        : partial.completing().mapToLong(event -> event.change().time()).max().orElseThrow();
  }

  /** A match under way: at a step, with the events taken so far, the last one just now or not. */
  record Partial(List<Step> reading, int step, List<List<Symptom>> taken, boolean fresh) {

    long start() {
      return taken.get(0).get(0).change().time();
    }

    boolean isAtEnd() {
      return step == reading.size() - 2 && isComplete();
    }

    boolean isComplete() {
      return taken.get(step).size() >= reading.get(step).stage().atLeast();
    }

    Stream<Symptom> completing() {
      List<Symptom> events = new ArrayList<>();
      for (int i = 0; i < taken.size(); i++) {
        int needed = reading.get(i).stage().atLeast();
        events.addAll(taken.get(i).subList(0, Math.min(needed, taken.get(i).size())));
      }
      return events.stream();
    }

    List<String> members() {
      return completing()
          .sorted(Comparator.comparing(Symptom::change, StateChange.ORDER))
          .map(event -> event.change().asset())
          .distinct()
          .toList();
    }

    Optional<Partial> after(Symptom event) {
      Stage stage = reading.get(step).stage();
      boolean more = stage.accepts(event) && !has(event);
      if (!isComplete()) {
        if (more) {
          return Optional.of(take(step, event));
        }
        return stage.strict() ? Optional.empty() : Optional.of(ignore());
      }
      if (more && stage.atMost() > 0 && taken.get(step).size() >= stage.atMost()) {
        return Optional.empty();
      }
      Step next = reading.get(step + 1);
      boolean end = step + 1 == reading.size() - 1;
      if (!end && next.stage().accepts(event) && (fresh || !next.stage().strict())) {
        return Optional.of(take(step + 1, event));
      }
      if (next.takers().stream().noneMatch(taker -> taker.accepts(event))) {
        for (Stage ban : next.bans()) {
          if (ban.accepts(event) && (fresh || !ban.strict())) {
            return Optional.empty();
          }
        }
      }
      if (!end && next.stage().strict() && next.bans().isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(more && stage.atMost() > 0 ? take(step, event) : ignore());
    }

    private boolean has(Symptom event) {
      return taken.get(step).stream()
          .anyMatch(earlier -> earlier.change().asset().equals(event.change().asset()));
    }

    private Partial ignore() {
      return new Partial(reading, step, taken, false);
    }

    private Partial take(int at, Symptom event) {
      List<List<Symptom>> all = new ArrayList<>(taken);
      if (at == all.size()) {
        all.add(List.of(event));
      } else {
        List<Symptom> events = new ArrayList<>(all.get(at));
        events.add(event);
        all.set(at, events);
      }
      return new Partial(reading, at, all, true);
    }
  }
}
