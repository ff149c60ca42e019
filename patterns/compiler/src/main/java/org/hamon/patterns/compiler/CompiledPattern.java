// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.compiler;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hamon.patterns.language.Count;
import org.hamon.patterns.language.Pattern;
import org.hamon.patterns.language.Place;
import org.hamon.patterns.language.Stage;
import org.hamon.patterns.language.Symptom;
import org.jspecify.annotations.Nullable;

/**
 * A pattern ready to run: what to feed it, what flink-cep makes of it, and how to read a match.
 * Immutable; holds the conditions that flink-cep evaluates, so it belongs to one thread.
 */
public final class CompiledPattern {

  private final Pattern pattern;
  private final List<String> names;
  private final org.apache.flink.cep.pattern.@Nullable Pattern<Symptom, ?> cep;
  private final List<Stage> starters;
  private final List<Place> places;
  private final boolean endsInAbsence;

  CompiledPattern(
      Pattern pattern,
      List<String> names,
      org.apache.flink.cep.pattern.@Nullable Pattern<Symptom, ?> cep) {
    this.pattern = pattern;
    this.names = List.copyOf(names);
    this.cep = cep;
    this.starters = starters(pattern.sequence());
    List<Stage> stages = pattern.sequence();
    this.endsInAbsence = !stages.isEmpty() && stages.get(stages.size() - 1).not();
    Count count = pattern.count();
    this.places =
        count == null
            ? pattern.sequence().stream().map(Stage::place).distinct().toList()
            : List.of(count.place());
  }

  private static List<Stage> starters(List<Stage> stages) {
    List<Stage> starters = new ArrayList<>();
    for (Stage stage : stages) {
      if (!stage.not()) {
        starters.add(stage);
        if (!stage.optional()) {
          break;
        }
      }
    }
    return List.copyOf(starters);
  }

  /** What was compiled. */
  public Pattern pattern() {
    return pattern;
  }

  /**
   * The sequence for flink-cep, without a skip strategy.
   *
   * @throws IllegalStateException if the pattern is a count
   */
  public org.apache.flink.cep.pattern.Pattern<Symptom, ?> cep() {
    if (cep == null) {
      throw new IllegalStateException(
          "Expected a sequence, but " + pattern.id() + " counts. Ask isCount() first.");
    }
    return cep;
  }

  /** Whether it counts distinct assets in a window; it has no {@link #cep} then. */
  public boolean isCount() {
    return pattern.count() != null;
  }

  /** What to count; empty for a sequence. */
  public Optional<Count> count() {
    return Optional.ofNullable(pattern.count());
  }

  /** Whether the pattern looks at roots like this one. */
  public boolean acceptsRoot(String sector, @Nullable String kind) {
    return pattern.root().accepts(sector, kind);
  }

  /**
   * How far downstream of a root the pattern looks. A place inside an area is one hop: a dependency
   * on the area.
   */
  public int hops() {
    return places.stream().mapToInt(Place::toHops).max().orElse(0);
  }

  /** Whether the pattern needs to know what lies in its root area. */
  public boolean looksInArea() {
    return places.stream().anyMatch(Place::inArea);
  }

  /**
   * Whether the pattern sees the change: at its root, or where one of its stages looks. Nothing
   * else may be fed to it, since strict contiguity is within this view.
   */
  public boolean inScope(Symptom symptom) {
    Count count = pattern.count();
    if (count != null) {
      return count.sees(symptom);
    }
    return Place.ROOT.holds(symptom) || places.stream().anyMatch(place -> place.holds(symptom));
  }

  /**
   * Whether the change can do anything to a match that is open; one that cannot need not be fed:
   * either nothing in the pattern asks for the like of it, or it is not in scope.
   */
  public boolean isConcernedBy(Symptom symptom) {
    if (!inScope(symptom)) {
      return false;
    }
    return isCount()
        || pattern.sequence().stream().anyMatch(stage -> stage.strict() || stage.accepts(symptom));
  }

  /** Whether a match could begin with the change, but for its {@code where}; cheap. */
  public boolean canStart(Symptom symptom) {
    Count count = pattern.count();
    return count != null
        ? count.counts(symptom)
        : starters.stream().anyMatch(stage -> stage.accepts(symptom));
  }

  /** The stages that can take the first event of a match; none for a count. */
  public List<Stage> starters() {
    return starters;
  }

  /** How long after its first event a match can complete, end exclusive. */
  public long withinMillis() {
    return pattern.withinMillis();
  }

  /** Whether a match completes when its window ends: the last stage is {@code not}. */
  public boolean endsInAbsence() {
    return endsInAbsence;
  }

  /** Event time of a match's first event. */
  public long start(Map<String, List<Symptom>> match) {
    long start = Long.MAX_VALUE;
    for (List<Symptom> events : match.values()) {
      for (Symptom event : events) {
        start = Math.min(start, event.change().time());
      }
    }
    return start;
  }

  /** Event time of a match: of its last event, or the end of its window if it ends in absence. */
  public long at(Map<String, List<Symptom>> match) {
    if (endsInAbsence) {
      return start(match) + withinMillis();
    }
    long at = Long.MIN_VALUE;
    for (Symptom event : completing(match)) {
      at = Math.max(at, event.change().time());
    }
    return at;
  }

  /** Assets whose events completed stages, in the order of their events, each once. */
  public List<String> members(Map<String, List<Symptom>> match) {
    List<Symptom> events = completing(match);
    events.sort(Symptom.ORDER);
    Set<String> assets = new LinkedHashSet<>();
    for (Symptom event : events) {
      assets.add(event.change().asset());
    }
    return List.copyOf(assets);
  }

  /**
   * Of matches that flink-cep found at one root, the one to emit: it completes first; of several,
   * the one that began first, then the one that saw more of the optional stages, then the one with
   * the least asset ids. With it, all that is open at this root is to be dropped.
   */
  public Optional<Map<String, List<Symptom>>> first(
      Collection<? extends Map<String, List<Symptom>>> matches) {
    Map<String, List<Symptom>> first = null;
    for (Map<String, List<Symptom>> match : matches) {
      first = first == null || isBefore(match, first) ? match : first;
    }
    return Optional.ofNullable(first);
  }

  private boolean isBefore(Map<String, List<Symptom>> match, Map<String, List<Symptom>> other) {
    int order = Long.compare(at(match), at(other));
    if (order == 0) {
      order = Long.compare(start(match), start(other));
    }
    if (order == 0) {
      order = Integer.compare(completing(other).size(), completing(match).size());
    }
    if (order == 0) {
      order = String.join("\n", members(match)).compareTo(String.join("\n", members(other)));
    }
    return order < 0;
  }

  /** The events that completed stages: of each stage as many as it needs, the earliest. */
  private List<Symptom> completing(Map<String, List<Symptom>> match) {
    List<Symptom> events = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      List<Symptom> taken = match.getOrDefault(names.get(i), List.of());
      int needed = pattern.sequence().get(i).atLeast();
      events.addAll(requireNonNull(taken).subList(0, Math.min(needed, taken.size())));
    }
    return events;
  }

  @Override
  public String toString() {
    return places.stream()
        .map(Place::toString)
        .collect(Collectors.joining(", ", pattern.idAndVersion() + " [", "]"));
  }
}
