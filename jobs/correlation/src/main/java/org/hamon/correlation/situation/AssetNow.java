// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hamon.patterns.language.Cause;
import org.hamon.patterns.language.StateChange;
import org.hamon.patterns.language.Tlp;
import org.hamon.topology.AssetState;
import org.hamon.topology.Forecast;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one asset now: kept while it is not normal or belongs to an open situation.
 *
 * @param since when it came into its state; of a state that only got worse or better within being
 *     out, when it went out
 * @param conditions that are on, each with the time it went on
 * @param spells in which it was not normal by its own word, those under maintenance among them, the
 *     oldest first; ended ones as long as something may follow from them
 * @param failedBefore when it had last failed or become degraded before it was as it is now; {@link
 *     #NEVER} if it is not known to have
 * @param isSymptom whether it is silent, and a match counts that as a symptom
 */
public record AssetNow(
    String asset,
    String sector,
    @Nullable String region,
    long people,
    AssetState state,
    long since,
    Map<String, Long> conditions,
    Cause cause,
    int severity,
    Tlp tlp,
    StateChange.Evidence from,
    @Nullable String ref,
    List<Spell> spells,
    long failedBefore,
    boolean isSymptom) {

  static final long NEVER = Long.MIN_VALUE;

  public AssetNow {
    requireNonNull(asset, "asset");
    requireNonNull(sector, "sector");
    requireNonNull(state, "state");
    conditions = Map.copyOf(conditions);
    requireNonNull(cause, "cause");
    requireNonNull(tlp, "tlp");
    requireNonNull(from, "from");
    spells = List.copyOf(spells);
  }

  /** What is known after that change, given what was known before. */
  static AssetNow after(@Nullable AssetNow before, StateChange change) {
    List<Spell> spells = Spell.after(before == null ? List.of() : before.spells, change);
    Map<String, Long> conditions =
        before == null ? new TreeMap<>() : new TreeMap<>(before.conditions);
    String condition = change.condition();
    if (condition != null) {
      if (change.on()) {
        conditions.put(condition, change.time());
      } else {
        conditions.remove(condition);
      }
    }
    boolean stillOut = before != null && before.state.isOut() && change.state().isOut();
    boolean sameState = before != null && before.state == change.state();
    long since = before != null && (stillOut || sameState) ? before.since : change.time();
    long failedBefore = failedBefore(before, change);
    boolean isSymptom = before != null && before.isSymptom && sameState;
    if (condition != null && before != null) {
      return new AssetNow(
          before.asset,
          before.sector,
          before.region,
          before.people,
          change.state(),
          since,
          conditions,
          before.cause,
          before.severity,
          before.tlp,
          before.from,
          before.ref,
          spells,
          failedBefore,
          isSymptom);
    }
    return new AssetNow(
        change.asset(),
        change.sector(),
        change.region(),
        change.people(),
        change.state(),
        since,
        conditions,
        causeAfter(before, change),
        change.severity(),
        change.tlp(),
        change.from(),
        change.ref(),
        spells,
        failedBefore,
        isSymptom);
  }

  private static long failedBefore(@Nullable AssetNow before, StateChange change) {
    if (before == null) {
      return NEVER;
    }
    boolean had = before.state.isOut() || before.state == AssetState.DEGRADED;
    boolean has = change.state().isOut() || change.state() == AssetState.DEGRADED;
    return had && !has ? before.failedAt() : before.failedBefore;
  }

  /**
   * What is known after a change under maintenance: it counts for the outlook, and alarms nobody.
   */
  static AssetNow afterWithheld(@Nullable AssetNow before, StateChange change) {
    if (before != null) {
      return before.with(Spell.after(before.spells, change));
    }
    return new AssetNow(
        change.asset(),
        change.sector(),
        change.region(),
        change.people(),
        AssetState.NORMAL,
        change.time(),
        Map.of(),
        Cause.UNKNOWN,
        -1,
        change.tlp(),
        change.from(),
        null,
        Spell.after(List.of(), change),
        NEVER,
        false);
  }

  AssetNow with(List<Spell> others) {
    return with(others, isSymptom);
  }

  /** The same, of which a match counts the silence as a symptom. */
  AssetNow asSymptom() {
    return with(spells, true);
  }

  private AssetNow with(List<Spell> others, boolean symptom) {
    return new AssetNow(
        asset,
        sector,
        region,
        people,
        state,
        since,
        conditions,
        cause,
        severity,
        tlp,
        from,
        ref,
        others,
        failedBefore,
        symptom);
  }

  /** The same without what is over. */
  AssetNow withoutEndedSpells() {
    return with(spells.stream().filter(Spell::isOpen).toList());
  }

  boolean hasEndedSpells() {
    return spells.stream().anyMatch(spell -> !spell.isOpen());
  }

  /** What the outlook has to count of it. */
  List<Forecast.Failure> failures() {
    return spells.stream().map(spell -> spell.failureOf(asset)).toList();
  }

  /** What is or was wrong with it, not since when: what it may bear on depends on that alone. */
  Set<Forecast.Failure> kindsOfFailure() {
    Set<Forecast.Failure> kinds = new LinkedHashSet<>();
    for (Spell spell : spells) {
      kinds.add(new Forecast.Failure(asset, 0, spell.condition(), spell.state()));
    }
    return kinds;
  }

  /** Since when it does not serve, by its own word; else since when it is as it is. */
  long failedAt() {
    for (Spell spell : spells) {
      if (spell.isOut() && spell.isOpen()) {
        return Math.min(since, spell.from());
      }
    }
    return since;
  }

  /** When the last of what is over was over; {@link #NEVER} if nothing is. */
  long lastEnded() {
    long ended = NEVER;
    for (Spell spell : spells) {
      if (!spell.isOpen()) {
        ended = Math.max(ended, spell.until());
      }
    }
    return ended;
  }

  /** Whether, by its own word, something is wrong with it. */
  boolean isFailing() {
    return spells.stream().anyMatch(Spell::isOpen);
  }

  /** Whether it is out by its own word, be it silent since. */
  boolean isOut() {
    return spells.stream().anyMatch(spell -> spell.isOpen() && spell.isOut());
  }

  /** A cause once told stands until another is told: an all-clear seldom repeats it. */
  private static Cause causeAfter(@Nullable AssetNow before, StateChange change) {
    return change.cause() == Cause.UNKNOWN && before != null ? before.cause : change.cause();
  }

  /** Whether its own evidence says that nothing is wrong. */
  boolean isNormal() {
    return state == AssetState.NORMAL && conditions.isEmpty();
  }

  /** Whether nothing needs to be known of it any more. */
  boolean isForgettable() {
    return isNormal() && spells.isEmpty();
  }

  /** When the earliest of what is wrong began. */
  long began() {
    long began = state == AssetState.NORMAL ? Long.MAX_VALUE : since;
    for (long on : conditions.values()) {
      began = Math.min(began, on);
    }
    return began == Long.MAX_VALUE ? since : began;
  }
}
