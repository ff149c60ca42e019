// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.warn;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hamon.correlation.notice.Advisory;
import org.hamon.correlation.notice.Control;
import org.hamon.correlation.situation.Briefing;
import org.hamon.correlation.situation.EvidenceItem;
import org.hamon.correlation.situation.Impact;
import org.hamon.correlation.situation.Recurring;
import org.hamon.correlation.situation.RootCandidate;
import org.hamon.patterns.language.Cause;
import org.hamon.patterns.language.FailureType;
import org.hamon.patterns.language.StateChange;
import org.hamon.patterns.language.Tlp;
import org.hamon.topology.AssetState;
import org.hamon.topology.Sharing;
import org.jspecify.annotations.Nullable;

/** Builds briefings for tests: a substation in Hokkaido stopped at 18:07 on 5 September 2018. */
final class BriefingBuilder {

  static final long OPENED = at("18:07");

  private String lane = StateChange.ACTUAL;
  private String situation = "s-91ab";
  private String sector = "ict";
  private long at = OPENED;
  private Briefing.PhaseOfLife life = Briefing.PhaseOfLife.OPEN;
  private @Nullable String successor;
  private List<RootCandidate> roots =
      List.of(new RootCandidate("sub-atsuma", "electricity", "JP-01", 0.91));
  private final List<Impact> impacts = new ArrayList<>();
  private FailureType failure = FailureType.CASCADING;
  private Cause cause = Cause.NATURAL;
  private int severity = -1;
  private List<String> patterns = List.of();
  private @Nullable String phase;
  private @Nullable String instruction;
  private final List<EvidenceItem> evidence = new ArrayList<>();
  private long nextEvaluation = -1;
  private List<Control> controls = List.of();
  private List<Advisory> advisories = List.of();
  private @Nullable List<Sharing> agreed;
  private @Nullable Tlp reserves;
  private double threat;
  private @Nullable Recurring recurring;

  /** What the topology says of sharing; none: nothing at all. */
  BriefingBuilder agreed(Sharing... sharing) {
    agreed =
        sharing.length == 0
            ? null
            : Arrays.stream(sharing).filter(entry -> entry.sector().equals(sector)).toList();
    return this;
  }

  static BriefingBuilder briefing() {
    return new BriefingBuilder();
  }

  /** An instant on the day of the blackout. */
  static long at(String clock) {
    String whole = clock.length() == 5 ? clock + ":00" : clock;
    return Instant.parse("2018-09-05T" + whole + "Z").toEpochMilli();
  }

  static Impact forecast(String asset, double likelihood, String p50, long people) {
    long eta = at(p50);
    return new Impact(
        asset,
        "ict",
        "base-station",
        "JP-01",
        Impact.Status.FORECAST,
        AssetState.NORMAL,
        likelihood,
        eta - 600_000,
        eta,
        eta + 600_000,
        List.of("d1"),
        people,
        0.1,
        0.2,
        false);
  }

  static Impact confirmed(String asset, String at, long people) {
    return with(forecast(asset, 1, at, people), Impact.Status.CONFIRMED, AssetState.STOPPED);
  }

  static Impact in(String region, Impact i) {
    return new Impact(
        i.asset(),
        i.sector(),
        i.kind(),
        region,
        i.status(),
        i.state(),
        i.likelihood(),
        i.p10(),
        i.p50(),
        i.p90(),
        i.path(),
        i.people(),
        i.substitutability(),
        i.centrality(),
        i.failedBefore());
  }

  static Impact with(Impact i, Impact.Status status, AssetState state) {
    boolean failed = status == Impact.Status.CONFIRMED;
    return new Impact(
        i.asset(),
        i.sector(),
        i.kind(),
        i.region(),
        status,
        state,
        failed ? 1 : i.likelihood(),
        failed ? i.p50() : i.p10(),
        i.p50(),
        failed ? i.p50() : i.p90(),
        i.path(),
        i.people(),
        i.substitutability(),
        i.centrality(),
        i.failedBefore());
  }

  static Impact inRegion(Impact i, String region) {
    return new Impact(
        i.asset(),
        i.sector(),
        i.kind(),
        region,
        i.status(),
        i.state(),
        i.likelihood(),
        i.p10(),
        i.p50(),
        i.p90(),
        i.path(),
        i.people(),
        i.substitutability(),
        i.centrality(),
        i.failedBefore());
  }

  BriefingBuilder lane(String value) {
    lane = value;
    return this;
  }

  BriefingBuilder situation(String value) {
    situation = value;
    return this;
  }

  BriefingBuilder sector(String value) {
    sector = value;
    return this;
  }

  BriefingBuilder at(long value) {
    at = value;
    return this;
  }

  BriefingBuilder clock(String value) {
    return at(at(value));
  }

  BriefingBuilder life(Briefing.PhaseOfLife value) {
    life = value;
    return this;
  }

  BriefingBuilder mergedInto(String value) {
    successor = value;
    return life(Briefing.PhaseOfLife.MERGED);
  }

  BriefingBuilder roots(RootCandidate... values) {
    roots = List.of(values);
    return this;
  }

  BriefingBuilder impact(Impact... values) {
    impacts.addAll(List.of(values));
    return this;
  }

  BriefingBuilder failure(FailureType value) {
    failure = value;
    return this;
  }

  BriefingBuilder cause(Cause value) {
    cause = value;
    return this;
  }

  BriefingBuilder severity(int value) {
    severity = value;
    return this;
  }

  BriefingBuilder patterns(String... values) {
    patterns = List.of(values);
    return this;
  }

  BriefingBuilder emit(@Nullable String phaseWord, String text) {
    phase = phaseWord;
    instruction = text;
    return this;
  }

  BriefingBuilder evidence(
      String asset, AssetState state, String clock, @Nullable String ref, Tlp tlp) {
    StateChange.Evidence from =
        ref == null ? StateChange.Evidence.TELEMETRY : StateChange.Evidence.REPORT;
    String of = asset.startsWith("sub-") ? "electricity" : "ict";
    evidence.add(new EvidenceItem(asset, of, state, at(clock), at(clock), from, ref, tlp));
    return this;
  }

  BriefingBuilder rootStopped() {
    return evidence("sub-atsuma", AssetState.STOPPED, "18:07", null, Tlp.AMBER);
  }

  BriefingBuilder nextEvaluation(String clock) {
    nextEvaluation = at(clock);
    return this;
  }

  BriefingBuilder controls(Control... values) {
    controls = List.of(values);
    return this;
  }

  BriefingBuilder advisories(Advisory... values) {
    advisories = List.of(values);
    return this;
  }

  BriefingBuilder reserves(Tlp value) {
    reserves = value;
    return this;
  }

  /** That the sector is hit within the hour by anything known. */
  BriefingBuilder threat(double value) {
    threat = value;
    return this;
  }

  BriefingBuilder recurring(String since, int times, String quietUntil) {
    recurring = new Recurring(at(since), times, at(quietUntil));
    return this;
  }

  Briefing build() {
    return new Briefing(
        lane,
        situation,
        OPENED,
        sector,
        at,
        life,
        successor,
        roots.get(0).sector().equals(sector),
        roots,
        impacts,
        failure,
        cause,
        severity,
        patterns,
        phase,
        instruction,
        evidence,
        nextEvaluation < 0 ? at + 3_600_000 : nextEvaluation,
        controls,
        advisories,
        agreed,
        reserves,
        threat,
        recurring);
  }
}
