// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.compiler;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;
import org.hamon.patterns.language.Condition;
import org.hamon.patterns.language.Stage;
import org.hamon.patterns.language.Symptom;
import org.jspecify.annotations.Nullable;

/**
 * Whether a stage takes an event: it is of the stage's shape, at an asset that the stage does not
 * have yet, within the limit of the stage before, and every {@code where} holds.
 */
final class Accepts extends IterativeCondition<Symptom> implements Shaped<Symptom> {

  private static final long serialVersionUID = 1L;

  private final Stage stage;
  private final String name;
  private final int most;
  private final HashMap<String, String> flinkNames;
  private final @Nullable Condition completing;
  private final Forbids.@Nullable Limit limit;
  private final ArrayList<Accepts> next;

  /**
   * @param most how many events the stage takes
   * @param flinkNames the stages' names in Flink by those in the file
   * @param completing must hold on the event which completes the stage
   * @param limit of the nearest required stage before
   * @param next the stages that go before this one once it is complete
   */
  Accepts(
      Stage stage,
      String name,
      int most,
      Map<String, String> flinkNames,
      @Nullable Condition completing,
      Forbids.@Nullable Limit limit,
      List<Accepts> next) {
    this.stage = stage;
    this.name = name;
    this.most = most;
    this.flinkNames = new HashMap<>(flinkNames);
    this.completing = completing;
    this.limit = limit;
    this.next = new ArrayList<>(next);
  }

  @Override
  public boolean mayHold(Symptom symptom) {
    return stage.accepts(symptom);
  }

  @Override
  public boolean filter(Symptom symptom, Context<Symptom> match) throws Exception {
    if (!stage.accepts(symptom)) {
      return false;
    }
    int taken = 0;
    if (most > 1) {
      for (Symptom earlier : match.getEventsForPattern(name)) {
        taken++;
        if (earlier.change().asset().equals(symptom.change().asset())) {
          return false;
        }
      }
    }
    return taken < most
        && !(taken >= stage.atLeast() && anyAccepts(next, symptom, match))
        && (limit == null || !limit.isExceededBy(symptom, match))
        && holds(stage.where(), symptom, match, flinkNames)
        && (taken + 1 != stage.atLeast() || holds(completing, symptom, match, flinkNames));
  }

  static boolean anyAccepts(List<Accepts> stages, Symptom symptom, Context<Symptom> match)
      throws Exception {
    for (Accepts stage : stages) {
      if (stage.filter(symptom, match)) {
        return true;
      }
    }
    return false;
  }

  static boolean holds(
      @Nullable Condition where,
      Symptom symptom,
      Context<Symptom> match,
      Map<String, String> flinkNames)
      throws Exception {
    if (where == null) {
      return true;
    }
    Map<String, List<Symptom>> earlier = new HashMap<>();
    if (!where.needsNoHistory()) {
      for (Map.Entry<String, String> stage : flinkNames.entrySet()) {
        List<Symptom> events = new ArrayList<>();
        match.getEventsForPattern(stage.getValue()).forEach(events::add);
        earlier.put(stage.getKey(), events);
      }
    }
    return where.test(symptom, earlier);
  }
}
