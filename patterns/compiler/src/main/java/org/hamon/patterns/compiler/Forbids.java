// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.compiler;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;
import org.hamon.patterns.language.Stage;
import org.hamon.patterns.language.Symptom;
import org.jspecify.annotations.Nullable;

/**
 * Whether an event between two stages ends the match: it is banned by a {@code not} stage and the
 * next stage does not take it, since then it is no longer between; or it is one asset too many for
 * the stage before.
 *
 * <p>flink-cep asks before the stage before is complete, too; such an event is not between either.
 */
final class Forbids extends IterativeCondition<Symptom> implements Shaped<Symptom> {

  private static final long serialVersionUID = 1L;

  private final ArrayList<Ban> bans;
  private final Complete complete;
  private final ArrayList<Accepts> takers;
  private final @Nullable Limit limit;

  Forbids(List<Ban> bans, Complete complete, List<Accepts> takers, @Nullable Limit limit) {
    this.bans = new ArrayList<>(bans);
    this.complete = complete;
    this.takers = new ArrayList<>(takers);
    this.limit = limit;
  }

  @Override
  public boolean mayHold(Symptom symptom) {
    return (limit != null && limit.stage().accepts(symptom))
        || bans.stream().anyMatch(ban -> ban.stage().accepts(symptom));
  }

  @Override
  public boolean filter(Symptom symptom, Context<Symptom> match) throws Exception {
    if (limit != null && limit.isExceededBy(symptom, match)) {
      return true;
    }
    return isBanned(symptom, match)
        && complete.holds(match)
        && !Accepts.anyAccepts(takers, symptom, match);
  }

  private boolean isBanned(Symptom symptom, Context<Symptom> match) throws Exception {
    for (Ban ban : bans) {
      if (ban.stage().accepts(symptom)
          && Accepts.holds(ban.stage().where(), symptom, match, ban.flinkNames())) {
        return true;
      }
    }
    return false;
  }

  /** What a {@code not} stage forbids. */
  record Ban(Stage stage, HashMap<String, String> flinkNames) implements Serializable {
    Ban(Stage stage, Map<String, String> flinkNames) {
      this(stage, new HashMap<>(flinkNames));
    }
  }

  /** The stage before has all the events it needs. */
  record Complete(String name, int atLeast) implements Serializable {
    boolean holds(Context<Symptom> match) throws Exception {
      return atLeast == 1 || assets(name, match).size() >= atLeast;
    }
  }

  /**
   * At most so many distinct assets, while none of the later stages has begun.
   *
   * @param later names of the later stages in Flink
   */
  record Limit(
      Stage stage, String name, HashMap<String, String> flinkNames, ArrayList<String> later)
      implements Serializable {
    Limit(Stage stage, String name, Map<String, String> flinkNames, List<String> later) {
      this(stage, name, new HashMap<>(flinkNames), new ArrayList<>(later));
    }

    boolean isExceededBy(Symptom symptom, Context<Symptom> match) throws Exception {
      if (!stage.accepts(symptom)) {
        return false;
      }
      for (String stageName : later) {
        if (match.getEventsForPattern(stageName).iterator().hasNext()) {
          return false;
        }
      }
      List<String> assets = assets(name, match);
      return assets.size() >= stage.atMost()
          && !assets.contains(symptom.change().asset())
          && Accepts.holds(stage.where(), symptom, match, flinkNames);
    }
  }

  private static List<String> assets(String name, Context<Symptom> match) throws Exception {
    List<String> assets = new ArrayList<>();
    for (Symptom symptom : match.getEventsForPattern(name)) {
      assets.add(symptom.change().asset());
    }
    return assets;
  }
}
