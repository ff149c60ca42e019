// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.health;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import org.hamon.correlation.decode.Declaration;
import org.hamon.correlation.decode.Observation;
import org.hamon.correlation.decode.Raw;
import org.hamon.correlation.decode.Report;
import org.hamon.correlation.decode.Word;
import org.hamon.patterns.language.Reserve;
import org.hamon.patterns.language.StateChange;
import org.hamon.patterns.language.Tlp;
import org.hamon.topology.AssetState;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one asset: what the topology says of it and, lane by lane, its evidence. The
 * one value that {@link AssessHealth} keeps for a key.
 *
 * <p>Observations are taken in the order in which they come; what they and time bring is told when
 * the watermark has passed it ({@link #advance}). In which steps the watermark comes makes no
 * difference.
 *
 * <ul>
 *   <li>A declaration is valid from its time: the watermark brings it, or ahead of it, lane by
 *       lane, the first reading at or after that time. An asset that is not known takes the next
 *       declaration as soon as it comes; nothing is said of it before that is valid.
 *   <li>A removal forgets all evidence without a word. Records at or after it wait.
 *   <li>Records of an asset that is not known wait, and are used in their order once it is, or are
 *       given up {@code patience} after their own time, the oldest sooner if too many wait.
 *   <li>A report on a sector in a region makes its pseudo-asset known.
 *   <li>What is TLP:RED is used, but is no evidence: what follows from it would tell of it. A
 *       reading is heard all the same.
 * </ul>
 */
final class AssetEvidence {

  /** A word without an end on an asset that is not known is kept for so long. */
  static final long WORD_KEPT_MILLIS = 72 * 3_600_000L;

  /** Bytes of records that wait; of those beyond, only the beginning is kept. */
  private static final long WAITING_BYTES = 1 << 20;

  final String asset;

  /** Null: the topology does not know the asset. */
  @Nullable Terms terms;

  /** Nothing is said of the asset before; none for one that the base topology declares. */
  long knownSince = Channels.NONE;

  /** What is declared for later, by time. */
  final ArrayList<Announcement> announced = new ArrayList<>();

  /** Records that wait for a declaration, in the order of arrival. */
  final ArrayList<Observation> waiting = new ArrayList<>();

  /** When the first of them is to be given up, short of the patience. */
  long waitingSince = LevelChannel.NEVER;

  final TreeMap<String, LaneEvidence> lanes = new TreeMap<>();

  /** The one of them that was used last, if it is still there. */
  private @Nullable LaneEvidence recent;

  /** The registered timer; {@link LevelChannel#NEVER} for none. */
  long timer = LevelChannel.NEVER;

  AssetEvidence(String asset) {
    this.asset = asset;
  }

  /**
   * Takes what is said of the asset.
   *
   * @return whether something may be {@link #due} sooner than before
   */
  boolean take(Observation observation, Patience patience, Findings findings) {
    Declaration declaration = observation.declaration();
    if (declaration != null) {
      announce(declaration, patience, findings);
      return true;
    }
    Report report = observation.report();
    if (terms == null && report != null) {
      String sector = report.pseudoSector();
      String region = report.pseudoRegion();
      if (sector != null && region != null) {
        if (isWithheld(observation)) {
          findings.used(observation);
          findings.withheld(observation.lane(), observation.time());
          return true;
        }
        terms = Terms.ofSectorInRegion(sector, region);
      }
    }
    if (isKnownAt(observation.time())) {
      return use(observation, findings);
    }
    await(observation, patience, findings);
    return true;
  }

  /** Brings all that happens until then. */
  void advance(long limit, Patience patience, Findings findings) {
    while (!announced.isEmpty() && announced.get(0).validFrom() <= limit) {
      comeTrue(announced.remove(0), patience, findings);
    }
    if (terms != null) {
      for (Iterator<LaneEvidence> all = lanes.values().iterator(); all.hasNext(); ) {
        LaneEvidence lane = all.next();
        lane.channels.findDue(limit, termsOf(lane), lane.fusion);
        lane.fusion.fuse(limit, subject(lane), findings);
        if (lane.forgettable() <= limit) {
          lane.fusion.leave(lane.forgettable(), subject(lane), findings);
          findings.standing(
              subject(lane).standing(lane.fusion.flapping.shown, null, lane.forgettable()));
          all.remove();
          recent = null;
        }
      }
    }
    if (waitingSince != LevelChannel.NEVER && waitingSince + patience.millis() <= limit) {
      giveUp(limit, patience, findings);
    }
  }

  /** History has ended at the limit: tells what was found, whenever it counts. */
  void end(long limit, Patience patience, Findings findings) {
    advance(limit, patience, findings);
    for (LaneEvidence lane : lanes.values()) {
      lane.fusion.edges.removeIf(edge -> edge.isWord() && edge.time() > limit);
      lane.fusion.fuseAll(subject(lane), findings);
    }
  }

  /** When something happens next unless an observation comes. */
  long due(Patience patience) {
    long due = announced.isEmpty() ? LevelChannel.NEVER : announced.get(0).validFrom();
    if (waitingSince != LevelChannel.NEVER) {
      due = Math.min(due, waitingSince + patience.millis());
    }
    if (terms != null) {
      for (LaneEvidence lane : lanes.values()) {
        due = Math.min(due, lane.due(termsOf(lane)));
      }
    }
    return due;
  }

  /** Whether there is nothing to remember. */
  boolean isEmpty() {
    return terms == null && announced.isEmpty() && waiting.isEmpty();
  }

  private void announce(Declaration declaration, Patience patience, Findings findings) {
    Terms declared = Terms.of(declaration);
    if (terms != null || !announced.isEmpty()) {
      int place = announced.size();
      while (place > 0 && announced.get(place - 1).validFrom() > declaration.validFrom()) {
        place--;
      }
      Announcement later = new Announcement(declaration.validFrom(), declared);
      if (place > 0 && replaces(later, announced.get(place - 1))) {
        announced.set(place - 1, later);
      } else {
        announced.add(place, later);
      }
    } else if (declared != null) {
      long since = declaration.isOfBase() ? Channels.NONE : declared.validFrom();
      become(declared, since, patience, findings);
    }
  }

  /** Of two declarations for one time the later arrival counts, also for readings ahead. */
  private boolean replaces(Announcement later, Announcement earlier) {
    Terms before = earlier.terms();
    Terms after = later.terms();
    if (before == null || after == null || earlier.validFrom() != later.validFrom()) {
      return false;
    }
    for (LaneEvidence lane : lanes.values()) {
      if (lane.announcedUntil == later.validFrom()) {
        lane.channels.change(before, after, lane.fusion);
      }
    }
    return true;
  }

  private void become(Terms known, long since, Patience patience, Findings findings) {
    terms = known;
    knownSince = since;
    LaneEvidence actual = enter(StateChange.ACTUAL, since, findings);
    actual.channels.clock = known.validFrom();
    List<Observation> inOrder = List.copyOf(waiting);
    waiting.clear();
    waitingSince = LevelChannel.NEVER;
    for (Observation observation : inOrder) {
      findings.waiting(observation, -1);
      if (waitsFrom(observation) + patience.millis() < since) {
        giveUp(observation, patience, findings);
      } else {
        take(observation, patience, findings);
      }
    }
  }

  private void comeTrue(Announcement announcement, Patience patience, Findings findings) {
    Terms before = terms;
    Terms after = announcement.terms();
    long time = announcement.validFrom();
    if (before == null) {
      if (after != null) {
        become(after, time, patience, findings);
      }
      return;
    }
    for (LaneEvidence lane : lanes.values()) {
      if (after == null) {
        lane.channels.findDue(time - 1, before, lane.fusion);
      } else if (lane.announcedUntil < time) {
        lane.channels.change(before, after, lane.fusion);
      } else {
        Terms ahead = termsOf(lane, after);
        lane.channels.change(ahead, ahead, lane.fusion);
      }
      lane.fusion.fuse(time - 1, subject(lane), findings);
      if (after == null) {
        findings.standing(subject(lane).standing(lane.fusion.flapping.shown, null, time));
      } else if (after.countsUnlike(before)) {
        AssetState shown = lane.fusion.flapping.shown;
        findings.standing(subject(lane).standing(shown, null, time));
        findings.standing(new Fusion.Subject(lane.lane, asset, after).standing(null, shown, time));
      }
    }
    terms = after;
    if (after == null) {
      lanes.clear();
      recent = null;
      while (terms == null && !announced.isEmpty()) {
        comeTrue(announced.remove(0), patience, findings);
      }
    }
  }

  /** Whether the asset is known and not known to be gone by then. */
  boolean isKnownAt(long time) {
    if (terms == null || announced.isEmpty()) {
      return terms != null;
    }
    for (Announcement next : announced) {
      if (next.terms() == null && next.validFrom() <= time) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether something may be due sooner than before. */
  private boolean use(Observation observation, Findings findings) {
    if (isWithheld(observation)) {
      return withhold(observation, findings);
    }
    String name = observation.lane();
    LaneEvidence lane = recent;
    if (lane == null || !lane.lane.equals(name)) {
      lane = lanes.get(name);
      recent = lane;
    }
    boolean sooner = false;
    if (lane == null || lane.forgettable() < observation.time()) {
      sooner = true;
      if (lane != null) {
        lane.fusion.leave(lane.forgettable(), subject(lane), findings);
        findings.standing(
            subject(lane).standing(lane.fusion.flapping.shown, null, lane.forgettable()));
      }
      lane = enter(name, Math.max(knownSince, observation.time()), findings);
    }
    long time = observation.time();
    lane.observed = Math.max(lane.observed, time);
    Word word = observation.word();
    if (word != null) {
      lane.fusion.accept(Edge.ofWord(time, word));
      if (word.state() != null && word.until() != LevelChannel.NEVER) {
        lane.fusion.accept(Edge.ofEndOfWord(word.until(), word));
      }
      findings.used(observation);
      return true;
    }
    Report report = observation.report();
    if (report != null) {
      if (lane.channels.report(time, report, lane.fusion)) {
        findings.used(observation);
      } else {
        findings.repeated(observation);
      }
      return true;
    }
    String metric = requireNonNull(observation.metric(), "metric");
    if (!announced.isEmpty()) {
      lookAhead(lane, time);
      sooner = true;
    }
    sooner |=
        lane.channels.read(
            time, metric, observation.value(), observation.tlp(), termsOf(lane), lane.fusion);
    if (Reserve.isOf(metric)) {
      readReserve(lane, observation, metric, findings);
    }
    findings.used(observation);
    return sooner;
  }

  private static boolean isWithheld(Observation observation) {
    return observation.tlp() == Tlp.RED && observation.word() == null;
  }

  /** Returns whether something may be due sooner than before. */
  private boolean withhold(Observation red, Findings findings) {
    long time = red.time();
    LaneEvidence lane = lanes.get(red.lane());
    if (lane != null && lane.forgettable() < time) {
      lane = null;
    }
    Report report = red.report();
    if (report != null && lane != null && !lane.channels.withhold(time, report)) {
      findings.repeated(red);
      return false;
    }
    findings.used(red);
    if (report != null || lane == null || !lane.withheld) {
      findings.withheld(red.lane(), time);
    }
    if (report != null || lane == null) {
      return true;
    }
    lane.withheld = true;
    if (!announced.isEmpty()) {
      lookAhead(lane, time);
    }
    return lane.channels.hear(time, termsOf(lane), lane.fusion) || !announced.isEmpty();
  }

  private void readReserve(
      LaneEvidence lane, Observation observation, String metric, Findings findings) {
    ReserveChannel channel = lane.reserves.computeIfAbsent(metric, name -> new ReserveChannel());
    if (channel.read(observation.time(), observation.value())) {
      findings.reserve(
          new Reserve(
              lane.lane,
              asset,
              metric,
              channel.toldAt,
              channel.toldMillis,
              channel.running,
              observation.tlp()));
    }
  }

  private LaneEvidence enter(String name, long since, Findings findings) {
    LaneEvidence lane = new LaneEvidence(name, knownSince);
    lanes.put(name, lane);
    recent = lane;
    findings.standing(subject(lane).standing(null, AssetState.NORMAL, since));
    return lane;
  }

  /** A reading is judged by what is valid at its time, even ahead of the watermark. */
  private void lookAhead(LaneEvidence lane, long time) {
    for (Announcement next : announced) {
      Terms after = next.terms();
      if (after == null || next.validFrom() > time) {
        return;
      }
      if (next.validFrom() > lane.announcedUntil) {
        lane.channels.change(termsOf(lane), after, lane.fusion);
        lane.announcedUntil = next.validFrom();
      }
    }
  }

  private Terms termsOf(LaneEvidence lane) {
    return termsOf(lane, requireNonNull(terms, "terms"));
  }

  private Terms termsOf(LaneEvidence lane, Terms current) {
    if (announced.isEmpty()) {
      return current;
    }
    Terms found = current;
    for (Announcement next : announced) {
      Terms after = next.terms();
      if (after == null || next.validFrom() > lane.announcedUntil) {
        break;
      }
      found = after;
    }
    return found;
  }

  private Fusion.Subject subject(LaneEvidence lane) {
    return new Fusion.Subject(lane.lane, asset, requireNonNull(terms, "terms"));
  }

  private void await(Observation observation, Patience patience, Findings findings) {
    waiting.add(keptShort(observation));
    waitingSince = Math.min(waitingSince, waitsFrom(observation));
    findings.waiting(observation, 1);
    if (waiting.size() <= patience.records()) {
      return;
    }
    int sameLane = 0;
    Observation oldest = null;
    for (Observation other : waiting) {
      if (other.lane().equals(observation.lane())) {
        sameLane++;
        oldest = oldest == null ? other : oldest;
      }
    }
    if (oldest != null && sameLane > patience.records()) {
      waiting.remove(oldest);
      findings.waiting(oldest, -1);
      findings.unknownAsset(oldest, Math.max(oldest.time(), observation.time()));
      sinceWhen();
    }
  }

  /** All that waits is one value of the state: many long records would make it too large. */
  private Observation keptShort(Observation observation) {
    Raw raw = observation.raw();
    if (raw == null || raw.isShort()) {
      return observation;
    }
    long bytes = size(observation);
    for (Observation other : waiting) {
      bytes += size(other);
    }
    return bytes <= WAITING_BYTES ? observation : observation.came(raw.shortened());
  }

  private static int size(Observation observation) {
    Raw raw = observation.raw();
    return raw == null ? 0 : raw.bytes().length;
  }

  private void giveUp(long limit, Patience patience, Findings findings) {
    for (Iterator<Observation> all = waiting.iterator(); all.hasNext(); ) {
      Observation observation = all.next();
      if (waitsFrom(observation) + patience.millis() <= limit) {
        all.remove();
        findings.waiting(observation, -1);
        giveUp(observation, patience, findings);
      }
    }
    sinceWhen();
  }

  /** A control on nothing is no dead letter: that it expired is a decision. */
  private static void giveUp(Observation observation, Patience patience, Findings findings) {
    if (observation.word() != null) {
      findings.used(observation);
    } else {
      findings.unknownAsset(observation, waitsFrom(observation) + patience.millis());
    }
  }

  void sinceWhen() {
    waitingSince = LevelChannel.NEVER;
    for (Observation observation : waiting) {
      waitingSince = Math.min(waitingSince, waitsFrom(observation));
    }
  }

  /** From when on its patience is counted: an operator's word is kept while it would count. */
  private static long waitsFrom(Observation observation) {
    Word word = observation.word();
    if (word == null) {
      return observation.time();
    }
    long kept = observation.time() + WORD_KEPT_MILLIS;
    return word.until() == LevelChannel.NEVER ? kept : Math.max(observation.time(), word.until());
  }

  /** How long, and how many, records of an asset that is not known wait. */
  record Patience(long millis, int records) {}
}
