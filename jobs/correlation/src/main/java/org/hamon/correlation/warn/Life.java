// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.warn;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hamon.correlation.DecisionLine.Choice;
import org.hamon.correlation.Output;
import org.hamon.correlation.situation.Briefing;
import org.hamon.correlation.situation.Recurring;
import org.jspecify.annotations.Nullable;

/**
 * The life of a warning: alert at once, updates at their {@link Pace} when something material
 * changed, all-clear or cancel without any delay. Silences and those who know already are heeded;
 * neither hides an end. Where the situation is opened again, an alert goes on with the next
 * revision. Keeps nothing; what it must remember goes in and comes out.
 */
final class Life {

  private final Settings settings;
  private final Advice advice;

  Life(Settings settings, Advice advice) {
    this.settings = settings;
    this.advice = advice;
  }

  /**
   * What follows from one briefing or instant.
   *
   * @param state null: nothing is to be remembered of it as long as it is not opened again
   * @param past null: as it was before
   */
  record Step(
      @Nullable WarningState state, FloodState flood, List<Output> outputs, @Nullable Past past) {

    Step(@Nullable WarningState state, FloodState flood, List<Output> outputs) {
      this(state, flood, outputs, null);
    }
  }

  /** A briefing comes in. */
  Step hear(
      @Nullable WarningState state,
      Past past,
      Briefing briefing,
      Recipient recipient,
      FloodState flood) {
    if (briefing.phaseOfLife() != Briefing.PhaseOfLife.OPEN) {
      return end(state, past, briefing, recipient, flood);
    }
    WarningState known = state == null ? WarningState.fresh() : state;
    Told told = known.told();
    Assessment seen = assess(briefing, recipient, told, briefing.at());
    Selection selection = Selection.of(seen, settings.cuts());
    if (told == null) {
      if (briefing.impacts().isEmpty() && !known.wasConcerned()) {
        selection = selection.neverConcerned();
      }
      Step step = first(known, past, seen, selection, flood, selection.rule());
      boolean reopened = past.until() != WarningState.NEVER && step.past() == null;
      return reopened
          ? new Step(step.state(), step.flood(), step.outputs(), past.reopened())
          : step;
    }
    if (!selection.allowed()) {
      return decideOnce(known.idle(), seen, Choice.NOT_SENT, selection.rule(), flood);
    }
    if (Orders.silence(seen).isPresent()) {
      return decideOnce(known.idle(), seen, Choice.SUPPRESSED, "silence", flood);
    }
    return next(known, told, seen, flood);
  }

  /** The instant has come at which the waiting update leaves. */
  Step fallDue(WarningState state, Recipient recipient, long now, FloodState flood) {
    Told told = requireNonNull(state.told(), "told");
    Assessment seen = assess(requireNonNull(state.pending()), recipient, told, now);
    Selection selection = Selection.of(seen, settings.cuts());
    if (!selection.allowed()) {
      return decideOnce(state.idle(), seen, Choice.NOT_SENT, selection.rule(), flood);
    }
    if (Orders.silence(seen).isPresent()) {
      return decideOnce(state.idle(), seen, Choice.SUPPRESSED, "silence", flood);
    }
    return next(state, told, seen, flood);
  }

  /** There is room again for an alert that the flood guard held back. */
  Step letThrough(WarningState state, Past past, Recipient recipient, long now, FloodState flood) {
    Assessment seen = assess(requireNonNull(state.pending()), recipient, null, now);
    return first(state, past, seen, Selection.of(seen, settings.cuts()), flood, "flood-digest");
  }

  /** What an alert that is held back would score now: the order in which they are let through. */
  double rank(WarningState state, Recipient recipient, long now) {
    return assess(requireNonNull(state.pending()), recipient, null, now).score();
  }

  /** The first revision, or the next one of a warning that had ended. */
  private Step first(
      WarningState state,
      Past past,
      Assessment seen,
      Selection selection,
      FloodState flood,
      String rule) {
    if (!selection.told()) {
      return decideOnce(state.idle(), seen, Choice.NOT_SENT, selection.rule(), flood);
    }
    if (Orders.silence(seen).isPresent()) {
      return decideOnce(state.idle(), seen, Choice.SUPPRESSED, "silence", flood);
    }
    int number = past.revision() + 1;
    if (seen.briefing().recurring() != null && past.isFull(seen.now())) {
      Revision update = new Revision(seen, WarningType.UPDATE, number, seen.now(), settings);
      return send(update, null, "alerts-of-the-day", flood);
    }
    if (seen.priority() == Priority.P1 || flood.hasRoom(seen.now())) {
      Revision alert = new Revision(seen, WarningType.ALERT, number, seen.now(), settings);
      Step sent = send(alert, null, number == 1 ? rule : "reopened", flood.alerted(seen.now()));
      Past alerted = past.reopened().alerted(seen.now());
      return new Step(sent.state(), sent.flood(), sent.outputs(), alerted);
    }
    WarningState waiting = state.waiting(seen.briefing(), WarningState.NEVER);
    return decideOnce(waiting, seen, Choice.SUPPRESSED, "flood-guard", flood);
  }

  /** An update now, later or not at all: by what differs from what was told. */
  private Step next(WarningState state, Told told, Assessment seen, FloodState flood) {
    Long acknowledged = Orders.acknowledged(seen.briefing(), seen.recipient(), seen.now());
    if (acknowledged != null && !acknowledged.equals(told.acknowledged())) {
      return update(told, seen, Change.routine("acknowledged"), flood);
    }
    Optional<Change> found = MaterialChange.between(told, seen, settings.cuts());
    if (found.isEmpty()) {
      return renew(state, told, seen, flood);
    }
    Change change = found.get();
    if (acknowledged != null && !MaterialChange.concernsThoseWhoKnow(told, seen)) {
      // a routine update; what has lapsed by the next look is renewed all the same
      long renewal = Pace.renewal(told);
      return seen.now() >= renewal
          ? update(told, seen, change, flood)
          : later(state, seen, renewal, Choice.SUPPRESSED, "acknowledged", flood);
    }
    long due = Pace.due(told, change);
    String rule = change.isGrave() ? "update-interval" : "routine-interval";
    return seen.now() >= due
        ? update(told, seen, change, flood)
        : later(state, seen, due, Choice.MERGED, rule, flood);
  }

  /** Nothing new: told again only if it would lapse before the situation is looked at again. */
  private Step renew(WarningState state, Told told, Assessment seen, FloodState flood) {
    boolean restless = seen.hold() == Hold.RESTLESS;
    if (seen.briefing().nextEvaluation() <= told.expires() && !restless) {
      return new Step(state.idle(), flood, List.of());
    }
    long due =
        restless ? Math.min(told.stoodAt() + Hold.HOUR, Pace.renewal(told)) : Pace.renewal(told);
    return seen.now() >= due
        ? update(told, seen, Change.routine("refresh"), flood)
        : new Step(state.waiting(seen.briefing(), due), flood, List.of());
  }

  private Step later(
      WarningState state, Assessment seen, long due, Choice choice, String rule, FloodState flood) {
    return decideOnce(state.waiting(seen.briefing(), due), seen, choice, rule, flood);
  }

  private Step update(Told told, Assessment seen, Change change, FloodState flood) {
    long gravelyAt = change.isGrave() ? seen.now() : told.gravelyAt();
    Revision revision =
        new Revision(seen, WarningType.UPDATE, told.revision() + 1, gravelyAt, settings);
    Step sent = send(revision, told, change.rule(), flood);
    if (seen.hold() != Hold.RESTLESS || sent.state() == null) {
      return sent;
    }
    // nobody looks at it again for its calm, so it is looked at when an hour has passed
    WarningState waiting = sent.state().waiting(seen.briefing(), told.stoodAt() + Hold.HOUR);
    return new Step(waiting, sent.flood(), sent.outputs());
  }

  private Step end(
      @Nullable WarningState state,
      Past past,
      Briefing briefing,
      Recipient recipient,
      FloodState flood) {
    if (state == null) {
      return new Step(null, flood, List.of());
    }
    Told told = state.told();
    if (told == null) {
      Assessment seen = assess(briefing, recipient, null, briefing.at());
      Decision decision = new Decision(seen, 0, Choice.NOT_SENT, "ended-untold");
      Past over = ended(past, past.revision(), briefing);
      return new Step(null, flood, List.of(decision.output(settings, flood)), over);
    }
    Assessment seen = Assessment.ofEnd(briefing, recipient, told, briefing.at(), settings.cuts());
    if (!recipient.live()) {
      Decision decision = new Decision(seen, 0, Choice.NOT_SENT, Selection.NOT_LIVE);
      Past over = ended(past, told.revision(), briefing);
      return new Step(null, flood, List.of(decision.output(settings, flood)), over);
    }
    WarningType type = WarningType.ALL_CLEAR;
    String rule = "situation-closed";
    if (briefing.phaseOfLife() == Briefing.PhaseOfLife.RETRACTED) {
      type = WarningType.CANCEL;
      rule = "situation-retracted";
    } else if (briefing.phaseOfLife() == Briefing.PhaseOfLife.MERGED) {
      rule = "situation-merged";
    }
    Revision last = new Revision(seen, type, told.revision() + 1, seen.now(), settings);
    Step sent = send(last, told, rule, flood);
    return new Step(null, sent.flood(), sent.outputs(), ended(past, last.number(), briefing));
  }

  /** What another situation took over is never opened again. */
  private static Past ended(Past past, int lastRevision, Briefing briefing) {
    if (lastRevision == 0 || briefing.phaseOfLife() == Briefing.PhaseOfLife.MERGED) {
      return Past.NONE;
    }
    long until = briefing.at() + Past.REOPENING;
    Recurring recurring = briefing.recurring();
    return past.ended(
        lastRevision, recurring == null ? until : Math.max(until, recurring.quietUntil()));
  }

  private Step send(Revision revision, @Nullable Told before, String rule, FloodState flood) {
    Assessment seen = revision.seen();
    int number = revision.number();
    List<Output> outputs = new ArrayList<>(revision.outputs(advice));
    outputs.add(new Decision(seen, number, Choice.SENT, rule).output(settings, flood));
    Released released = seen.view().released();
    if (released.anonymised() > 0) {
      Decision redacted = new Decision(seen, number, Choice.REDACTED, "derived-fact");
      outputs.add(redacted.output(settings, flood));
    }
    if (released.leftOut() > 0) {
      Decision redacted = new Decision(seen, number, Choice.REDACTED, "evidence-left-out");
      outputs.add(redacted.output(settings, flood));
    }
    WarningState state = new WarningState("", revision.told(before), null, WarningState.NEVER);
    return new Step(state, flood, outputs);
  }

  private Step decideOnce(
      WarningState state, Assessment seen, Choice choice, String rule, FloodState flood) {
    Decision decision = new Decision(seen, 0, choice, rule);
    return state.decision().equals(decision.name())
        ? new Step(state, flood, List.of())
        : new Step(
            state.decided(decision.name()), flood, List.of(decision.output(settings, flood)));
  }

  private Assessment assess(Briefing briefing, Recipient recipient, @Nullable Told told, long now) {
    return Assessment.of(briefing, recipient, told, now, settings.cuts());
  }
}
