// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.warn;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hamon.correlation.situation.Briefing;
import org.hamon.correlation.situation.EvidenceItem;
import org.hamon.correlation.situation.Impact;
import org.hamon.correlation.situation.Recurring;
import org.hamon.correlation.situation.RootCandidate;
import org.hamon.patterns.language.Cause;
import org.hamon.patterns.language.FailureType;
import org.jspecify.annotations.Nullable;

/**
 * What one situation means for one recipient at one instant: everything a warning says, before it
 * is decided whether it is said.
 *
 * @param now event time it is seen from
 * @param failing impacts that fail now, by asset id; {@code forecast} those expected to, without
 *     the unlikely ones unless there are no others
 * @param score the highest of the impacts'; {@code likelihood} is of the same impact
 * @param lead milliseconds until the soonest forecast hit; 0 where something fails already
 * @param onset when it began or is expected to
 * @param people affected or likely enough to be
 * @param concerned how many impacts fail or are likely enough
 * @param stands whether there is anything left that the recipient has to reckon with
 * @param standsDown nothing stands any more of what the recipient was told of
 * @param hold why the recipient is not stood down although nothing of the situation stands
 * @param verified something forecast in an earlier revision came true
 */
record Assessment(
    Briefing briefing,
    Recipient recipient,
    View view,
    long now,
    List<Impact> failing,
    List<Impact> forecast,
    double score,
    double likelihood,
    Priority priority,
    int importance,
    Phase phase,
    String urgency,
    String certainty,
    long lead,
    long onset,
    long people,
    int concerned,
    boolean stands,
    boolean standsDown,
    Hold hold,
    List<String> regions,
    boolean verified) {

  private static final long MINUTE = 60_000;
  private static final String[] SEVERITIES = {"Minor", "Minor", "Moderate", "Severe", "Extreme"};

  Assessment {
    failing = List.copyOf(failing);
    forecast = List.copyOf(forecast);
    regions = List.copyOf(regions);
  }

  /** What the briefing means for the recipient, who was told {@code told} before. */
  static Assessment of(
      Briefing briefing, Recipient recipient, @Nullable Told told, long now, Cuts cuts) {
    View view = View.of(briefing, recipient, told, false);
    List<Impact> failing = view.impacts().stream().filter(Score::isFailing).toList();
    List<Impact> expected = view.impacts().stream().filter(Score::isForecast).toList();
    List<Impact> likely =
        expected.stream().filter(i -> i.likelihood() >= cuts.leastLikelihood()).toList();
    List<Impact> forecast = likely.isEmpty() ? expected : likely;
    double score = 0;
    double likelihood = 0;
    for (Impact impact : view.impacts()) {
      double own = Score.of(impact, now, cuts);
      if (own > score) {
        score = own;
        likelihood = Score.isFailing(impact) ? 1 : impact.likelihood();
      }
    }
    boolean isNow = !failing.isEmpty();
    long soonest = forecast.stream().mapToLong(i -> Score.lead(i, now)).min().orElse(0);
    long people = people(failing, likely);
    boolean itself = stands(view, recipient, now, cuts);
    Hold hold = itself ? Hold.NONE : Hold.of(briefing, told, now);
    boolean stands = itself || hold != Hold.NONE;
    boolean standsDown = told != null && !stands;
    Phase phase =
        switch (standsDown ? Hold.QUIET : hold) {
          case QUIET, RESTLESS -> Phase.RECOVER;
          case THREATENED -> Phase.PREVENT;
          case NONE ->
              phase(
                  view, failing, forecast, likely.isEmpty(), soonest, cuts.of(recipient.sector()));
        };
    Priority own =
        standsDown ? Priority.P4 : held(Priority.of(score, cuts), briefing.recurring(), told);
    return new Assessment(
        briefing,
        recipient,
        view,
        now,
        failing,
        forecast,
        score,
        likelihood,
        Orders.priority(briefing, recipient, now).orElse(own),
        Math.max(Math.max(0, briefing.severity()), cuts.importanceOf(people)),
        phase,
        isNow
            ? "Immediate"
            : hold == Hold.THREATENED ? "Expected" : forecast.isEmpty() ? "Past" : urgency(soonest),
        hold == Hold.THREATENED
            ? certainty(briefing.threat(), cuts)
            : isNow || forecast.isEmpty() ? "Observed" : certainty(highest(forecast), cuts),
        isNow ? 0 : soonest,
        onset(view, briefing, failing, forecast),
        people,
        failing.size() + likely.size(),
        stands,
        standsDown,
        hold,
        regions(view),
        told != null && (told.verified() || cameTrue(told, view.impacts())));
  }

  /** The end of what the recipient was told: as important as it was, and over. */
  static Assessment ofEnd(Briefing briefing, Recipient recipient, Told told, long now, Cuts cuts) {
    View seen = View.of(briefing, recipient, told, true);
    RootCandidate root =
        new RootCandidate(told.root(), told.rootSector(), null, told.rootConfidence());
    View view =
        new View(
            seen.released().asToldBefore(told.tlp(), recipient),
            List.of(root),
            seen.impacts(),
            seen.advised());
    return new Assessment(
        briefing,
        recipient,
        view,
        now,
        List.of(),
        List.of(),
        told.score(),
        0,
        told.priority(),
        told.importance(),
        Phase.LEARN,
        "Past",
        "Observed",
        0,
        told.onset(),
        0,
        0,
        false,
        false,
        Hold.NONE,
        told.regions(),
        told.verified() || cameTrue(told, view.impacts()));
  }

  /** What may be told of the cause: by evidence, else by an advisory that may be told. */
  Cause cause() {
    return isCauseAdvised() ? Advised.cause(view.advised()) : briefing.cause();
  }

  /** Whether the cause is what an advisory says. */
  boolean isCauseAdvised() {
    return briefing.cause() == Cause.UNKNOWN && Advised.cause(view.advised()) != Cause.UNKNOWN;
  }

  /** Whether something of the situation itself stands. */
  boolean standsItself() {
    return stands && hold == Hold.NONE;
  }

  RootCandidate root() {
    return view.root();
  }

  boolean isRootSector() {
    return root().sector().equals(recipient.sector());
  }

  boolean isCommonCause() {
    return briefing.failure() == FailureType.COMMON_CAUSE;
  }

  /** CAP severity of the importance. */
  String severity() {
    return SEVERITIES[Math.min(importance, SEVERITIES.length - 1)];
  }

  /**
   * Whether any impact stands, or the root does: one of the recipient's own sector that is not
   * among the impacts is known by what it explains alone.
   */
  private static boolean stands(View view, Recipient recipient, long now, Cuts cuts) {
    String root = view.root().asset();
    boolean listed = false;
    for (Impact impact : view.impacts()) {
      if (Score.stands(impact, recipient.sector(), now, cuts)) {
        return true;
      }
      listed |= impact.asset().equals(root);
    }
    return view.root().sector().equals(recipient.sector()) && !listed && !view.rootIsBack();
  }

  private static Phase phase(
      View view,
      List<Impact> failing,
      List<Impact> forecast,
      boolean unlikely,
      long soonest,
      Cuts.ForSector cuts) {
    boolean over = view.rootIsBack() && (forecast.isEmpty() || unlikely);
    if (over) {
      return Phase.RECOVER;
    }
    if (!failing.isEmpty()) {
      return Phase.CONTAIN;
    }
    if (!forecast.isEmpty()) {
      return soonest >= cuts.minLeadMillis() ? Phase.PREVENT : Phase.CONTAIN;
    }
    return view.impacts().isEmpty() ? Phase.CONTAIN : Phase.RECOVER;
  }

  private static String urgency(long lead) {
    if (lead < 10 * MINUTE) {
      return "Immediate";
    }
    return lead <= 60 * MINUTE ? "Expected" : "Future";
  }

  private static double highest(List<Impact> forecast) {
    return forecast.stream().mapToDouble(Impact::likelihood).max().orElse(0);
  }

  /** What comes and goes is as grave as it was when it was there. */
  private static Priority held(Priority now, @Nullable Recurring recurring, @Nullable Told told) {
    if (recurring == null || told == null || told.stoodDown()) {
      return now;
    }
    return told.priority().isAbove(now) ? told.priority() : now;
  }

  private static String certainty(double highest, Cuts cuts) {
    if (highest > 0.5) {
      return "Likely";
    }
    return highest >= cuts.leastLikelihood() ? "Possible" : "Unlikely";
  }

  private static long onset(
      View view, Briefing briefing, List<Impact> failing, List<Impact> forecast) {
    long earliest = Long.MAX_VALUE;
    for (Impact impact : failing) {
      earliest = Math.min(earliest, failedAt(impact, view));
    }
    for (Impact impact : forecast) {
      earliest = Math.min(earliest, impact.p50());
    }
    return earliest == Long.MAX_VALUE ? briefing.opened() : earliest;
  }

  /** Once confirmed the impact tells when; else its evidence does. */
  private static long failedAt(Impact impact, View view) {
    if (impact.status() == Impact.Status.CONFIRMED) {
      return impact.p50();
    }
    return view.released().evidence().stream()
        .filter(e -> e.asset().equals(impact.asset()))
        .mapToLong(EvidenceItem::at)
        .min()
        .orElse(impact.p50());
  }

  /**
   * Assets of one kind serve different people, assets of different kinds the same: a caller uses an
   * exchange and a base station. So people add up within a kind, and the largest kind counts.
   */
  private static long people(List<Impact> failing, List<Impact> likely) {
    return Stream.concat(failing.stream(), likely.stream())
        .collect(Collectors.groupingBy(Impact::kind, Collectors.summingLong(Impact::people)))
        .values()
        .stream()
        .mapToLong(Long::longValue)
        .max()
        .orElse(0);
  }

  private static List<String> regions(View view) {
    TreeSet<String> current = new TreeSet<>();
    TreeSet<String> all = new TreeSet<>();
    for (Impact impact : view.impacts()) {
      all.add(impact.region());
      if (impact.status() == Impact.Status.FORECAST || Score.isMember(impact)) {
        current.add(impact.region());
      }
    }
    TreeSet<String> regions = current.isEmpty() ? all : current;
    regions.remove("");
    String ofRoot = view.root().region();
    if (regions.isEmpty() && ofRoot != null && !ofRoot.isEmpty()) {
      regions.add(ofRoot);
    }
    return List.copyOf(regions);
  }

  private static boolean cameTrue(Told told, List<Impact> impacts) {
    TreeSet<String> confirmed = new TreeSet<>();
    impacts.stream()
        .filter(i -> i.status() == Impact.Status.CONFIRMED)
        .forEach(i -> confirmed.add(i.asset()));
    return told.impacts().stream()
        .anyMatch(i -> i.status() == Impact.Status.FORECAST && confirmed.contains(i.asset()));
  }
}
