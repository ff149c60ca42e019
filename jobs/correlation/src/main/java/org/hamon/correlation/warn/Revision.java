// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.warn;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.hamon.correlation.BoundedLine;
import org.hamon.correlation.Output;
import org.hamon.correlation.StreamOwner;
import org.hamon.correlation.situation.Briefing;
import org.hamon.correlation.situation.EvidenceItem;
import org.hamon.correlation.situation.Impact;
import org.hamon.correlation.situation.Recurring;
import org.hamon.correlation.situation.RootCandidate;
import org.jspecify.annotations.Nullable;

/**
 * One revision of a warning, and how it is written.
 *
 * @param gravelyAt when something grave was told last: now, unless this one is routine
 */
record Revision(Assessment seen, WarningType type, int number, long gravelyAt, Settings settings) {

  /** Who reads a warning judges by the newest; all of it is in {@code asset-state}. */
  private static final int EVIDENCE_LISTED = 20;

  private static final int ADVISORIES_LISTED = 20;

  /** Of a longer path the first: they lead from the failed provider on. */
  private static final int PATH_LISTED = 50;

  private static final int OTHER_ROOTS_LISTED = 10;
  private static final String TYPE = "jp.ci.warning.v1";
  private static final Comparator<Impact> LIKELIEST_FIRST =
      Comparator.comparingDouble(Impact::likelihood)
          .reversed()
          .thenComparingLong(Impact::p50)
          .thenComparing(Impact::asset);

  String id() {
    return seen.recipient().warningId(briefing().situation());
  }

  /** When somebody who is told said that they know; null if nobody did. */
  private @Nullable Long acknowledged() {
    return Orders.acknowledged(briefing(), seen.recipient(), seen.now());
  }

  /**
   * The next re-evaluation, at most four hours ahead: the latter for those who know already, and
   * where nothing stands.
   */
  long expires() {
    boolean quiet = type.isLast() || acknowledged() != null || !seen.stands();
    return quiet
        ? seen.now() + Pace.LONGEST_LIFE
        : Pace.expires(seen.now(), gravelyAt, briefing().nextEvaluation());
  }

  /** The impacts that are listed, the likeliest first. */
  List<Impact> listed() {
    return seen.view().impacts().stream()
        .sorted(LIKELIEST_FIRST)
        .limit(settings.impactsListed())
        .toList();
  }

  /** The same line for every recipient's reader: all, the sector's, and the newest of each. */
  List<Output> outputs(Advice advice) {
    String json = BoundedLine.of(most -> json(advice, most));
    StreamOwner owner = seen.recipient().owner();
    return List.of(
        output(Output.WARNINGS, json, null),
        output(settings.names().of(owner), json, owner),
        output(Output.WARNINGS_CURRENT, json, null));
  }

  private Output output(String stream, String json, @Nullable StreamOwner owner) {
    String lane = briefing().lane();
    String subject = briefing().situation();
    return new Output(stream, lane, id(), seen.now(), number, TYPE, subject, json, owner);
  }

  /** The line with at most so many in each list. */
  ObjectNode json(Advice advice, int most) {
    Briefing b = briefing();
    String successor = type == WarningType.ALL_CLEAR ? b.successor() : null;
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", id()).put("revision", number).put("type", type.word());
    json.put("lane", b.lane()).put("situation", b.situation());
    json.put("sector", seen.recipient().sector());
    if (!seen.recipient().community().isEmpty()) {
      json.put("community", seen.recipient().community());
    }
    List<String> regions = List.copyOf(seen.regions());
    BoundedLine.strings(json.putArray("regions"), regions, most);
    if (regions.size() > most) {
      json.put("regionsTotal", regions.size());
    }
    json.put("issuedAt", time(seen.now())).put("onset", time(seen.onset()));
    json.put("expires", time(expires()));
    json.put("priority", seen.priority().name()).put("score", rounded(seen.score()));
    json.put("importance", seen.importance()).put("urgency", seen.urgency());
    json.put("severity", seen.severity()).put("certainty", seen.certainty());
    json.put("phase", seen.phase().word()).put("failure", b.failure().word());
    json.put("nature", Classification.nature(seen)).put("cause", seen.cause().word());
    json.put("tlp", seen.view().released().label().label());
    json.put("code", Classification.of(seen, type, number).code());
    root(json.putObject("root"));
    ArrayNode impacts = json.putArray("impacts");
    boolean namesOthers = seen.recipient().mayHearOfOtherSituations();
    listed().stream()
        .limit(most)
        .forEach(
            impact -> {
              ObjectNode node = impacts.addObject();
              impact(node, impact, most);
              if (namesOthers && !impact.with().isEmpty()) {
                BoundedLine.strings(node.putArray("with"), impact.with(), most);
              }
            });
    json.put("people", seen.people());
    BoundedLine.strings(json.putArray("patterns"), b.patterns(), most);
    ArrayNode evidence = json.putArray("evidence");
    seen.view().released().evidence().stream()
        .limit(Math.min(most, EVIDENCE_LISTED))
        .forEach(item -> evidence(evidence.addObject(), item));
    Headline headline =
        new Headline(seen, type, type == WarningType.ALERT && number > 1, successor);
    json.put("headline", headline.english());
    json.put("instruction", BoundedLine.cut(instruction(advice, "en")));
    ArrayNode references = json.putArray("references");
    if (number > 1) {
      references.add(id() + "/" + (number - 1));
    }
    json.put("headlineJa", headline.japanese(advice));
    json.put("instructionJa", BoundedLine.cut(instruction(advice, "ja")));
    if (successor != null) {
      json.put("successor", successor);
    }
    json.put("impactsTotal", seen.view().impacts().size());
    int evidenceTotal = seen.view().released().evidence().size();
    if (evidenceTotal > EVIDENCE_LISTED) {
      json.put("evidenceTotal", evidenceTotal);
    }
    json.put("cutsVersion", settings.cuts().version());
    Long acknowledged = acknowledged();
    if (acknowledged != null) {
      json.put("acknowledged", time(acknowledged));
    }
    if (seen.standsDown()) {
      json.put("standDown", true);
    }
    Recurring recurring = b.recurring();
    if (recurring != null) {
      json.putObject("recurring")
          .put("since", time(recurring.since()))
          .put("times", recurring.times())
          .put("quietUntil", time(recurring.quietUntil()));
    }
    if (seen.isCauseAdvised()) {
      json.put("causeFrom", "advisory");
    }
    if (!seen.view().advised().isEmpty()) {
      ArrayNode advisories = json.putArray("advisories");
      List<Advised> advised = seen.view().advised();
      advised.stream()
          .limit(Math.min(most, ADVISORIES_LISTED))
          .forEach(one -> one.write(advisories.addObject()));
      if (advised.size() > ADVISORIES_LISTED) {
        json.put("advisoriesTotal", advised.size());
      }
    }
    return json;
  }

  /** A pattern's own advice while there is something to prevent or contain, in its language. */
  private String instruction(Advice advice, String language) {
    if (seen.standsDown()) {
      return advice.standDown(language);
    }
    if (seen.hold() == Hold.QUIET) {
      return advice.quiet(language);
    }
    String own = briefing().instruction();
    boolean acute = seen.phase() == Phase.PREVENT || seen.phase() == Phase.CONTAIN;
    boolean meant = acute || seen.phase().word().equals(briefing().phase());
    return own != null && meant && language.equals("en")
        ? own
        : advice.of(seen.recipient().sector(), seen.phase(), language);
  }

  private void root(ObjectNode json) {
    List<RootCandidate> roots = seen.view().roots();
    RootCandidate first = roots.get(0);
    json.put("asset", first.asset()).put("sector", first.sector());
    json.put("confidence", rounded(first.confidence()));
    ArrayNode others = json.putArray("others");
    for (RootCandidate other : roots.subList(1, Math.min(roots.size(), 1 + OTHER_ROOTS_LISTED))) {
      others.addObject().put("asset", other.asset()).put("confidence", rounded(other.confidence()));
    }
  }

  private static void impact(ObjectNode json, Impact impact, int most) {
    json.put("asset", impact.asset()).put("sector", impact.sector());
    json.put("status", impact.status().name().toLowerCase(Locale.ROOT));
    json.put("state", impact.state().word()).put("likelihood", rounded(impact.likelihood()));
    ObjectNode eta = json.putObject("eta");
    eta.put("p10", time(impact.p10())).put("p50", time(impact.p50()));
    eta.put("p90", time(impact.p90()));
    BoundedLine.strings(json.putArray("path"), impact.path(), Math.min(most, PATH_LISTED));
    if (impact.path().size() > PATH_LISTED) {
      json.put("pathTotal", impact.path().size());
    }
  }

  private static void evidence(ObjectNode json, EvidenceItem item) {
    json.put("asset", item.asset()).put("state", item.state().word());
    json.put("at", time(item.at()));
    if (item.began() < item.at()) {
      json.put("occurredAt", time(item.began()));
    }
    json.put("from", item.from().name().toLowerCase(Locale.ROOT));
    String ref = item.ref();
    if (ref != null) {
      json.put("ref", ref);
    }
  }

  private Briefing briefing() {
    return seen.briefing();
  }

  /** Whether a stand-down did not hold for an hour; of several the last. */
  private boolean isCalledBack(@Nullable Told before) {
    if (before == null || !before.stoodDown() || !seen.stands()) {
      return before != null && before.calledBack();
    }
    return seen.now() - before.issuedAt() <= Hold.HOUR;
  }

  /**
   * What is remembered of this revision.
   *
   * @param before what was remembered of the one before; null if it is an alert
   */
  Told told(@Nullable Told before) {
    RootCandidate root = seen.root();
    Recurring recurring = briefing().recurring();
    return new Told(
        number,
        seen.now(),
        seen.onset(),
        expires(),
        seen.priority(),
        seen.score(),
        seen.importance(),
        seen.phase(),
        root.asset(),
        root.sector(),
        root.confidence(),
        briefing().failure(),
        briefing().patterns(),
        seen.regions(),
        seen.view().released().label(),
        listed(),
        seen.view().impacts().size(),
        seen.failing().size(),
        seen.concerned(),
        seen.verified(),
        acknowledged(),
        seen.view().advised().stream().map(Advised::id).toList(),
        !seen.stands(),
        gravelyAt,
        recurring == null ? 0 : recurring.times(),
        before == null || seen.standsItself() ? seen.now() : before.stoodAt(),
        isCalledBack(before));
  }

  static String time(long at) {
    return Instant.ofEpochMilli(at).toString();
  }

  /** At most four decimals, the same on every machine. */
  static double rounded(double value) {
    return Math.round(value * 10_000) / 10_000.0;
  }
}
