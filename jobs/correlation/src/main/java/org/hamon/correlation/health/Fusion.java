// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.health;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.hamon.patterns.language.Cause;
import org.hamon.patterns.language.StateChange;
import org.hamon.topology.AssetState;
import org.jspecify.annotations.Nullable;

/**
 * Fuses the channels of one asset in one lane, behind the watermark: its state is the worst
 * channel. All edges of one instant count together, so that an asset has one state at a time; what
 * was on and off within the instant was not.
 *
 * <p>A change for the worse has the evidence of the channel that is now the worst, one for the
 * better that of the channel that became better; the cause of a standing report also explains
 * readings and silence. An operator's word wins over all channels while it counts, and ends
 * whatever flapped. When a report first tells the cause of what is wrong already, the state is said
 * again.
 */
final class Fusion implements Consumer<Edge> {

  /** Edges not fused yet, in {@link Edge#ORDER}. */
  final ArrayList<Edge> edges = new ArrayList<>();

  /** The last edge of every channel that says something. */
  final TreeMap<String, Edge> channels = new TreeMap<>();

  final Flapping flapping = new Flapping();

  /** The worst channel. */
  AssetState state = AssetState.NORMAL;

  /** The evidence of the last change, with its cause. */
  Edge because = Edge.quiet(Edge.SILENCE);

  /** Up to here edges were fused; one that comes too late counts right after. */
  long fusedUntil;

  Fusion(long fusedUntil) {
    this.fusedUntil = fusedUntil;
  }

  @Override
  public void accept(Edge found) {
    Edge edge = found.time() <= fusedUntil ? found.at(fusedUntil + 1) : found;
    int place = edges.size();
    while (place > 0 && Edge.ORDER.compare(edges.get(place - 1), edge) > 0) {
      place--;
    }
    edges.add(place, edge);
  }

  /** When something is to be fused next. */
  long due() {
    long ends = flapping.ends();
    return edges.isEmpty() ? ends : Math.min(ends, edges.get(0).time());
  }

  void fuse(long limit, Subject subject, Findings findings) {
    for (long due = due(); due <= limit; due = due()) {
      fuseInstant(due, subject, findings);
    }
  }

  /** History has ended: fuses what was found, whenever it counts. */
  void fuseAll(Subject subject, Findings findings) {
    if (!edges.isEmpty()) {
      fuse(edges.get(edges.size() - 1).time(), subject, findings);
    }
  }

  /** The lane is forgotten: what is known of the asset there is over for later stages too. */
  void leave(long time, Subject subject, Findings findings) {
    AssetState previous = flapping.shown;
    List<Edge> conditions = channels.values().stream().filter(Edge::isLevel).toList();
    state = AssetState.NORMAL;
    if (flapping.end(state)) {
      because = Edge.ofSilence(time, false);
      sayState(time, previous, subject, findings);
    }
    for (Edge edge : conditions) {
      if (edge.condition()) {
        Edge off = Edge.ofLevel(time, edge.level(), AssetState.NORMAL, false, edge.tlp());
        findings.change(subject.change(time, state, state, false, off, edge.level()));
      }
    }
  }

  /** Nothing is wrong, or nothing but silence, and nothing is about to change. */
  boolean isAtRest() {
    return edges.isEmpty()
        && !flapping.on
        && channels.values().stream()
            .allMatch(edge -> edge.channel().equals(Edge.SILENCE) || isNormal(edge));
  }

  private static boolean isNormal(Edge edge) {
    return edge.state() == AssetState.NORMAL && !edge.condition();
  }

  private void fuseInstant(long time, Subject subject, Findings findings) {
    fusedUntil = Math.max(fusedUntil, time);
    Collection<Turn> turns = turnsAt(time);
    AssetState before = state;
    state = AssetState.NORMAL;
    for (Edge edge : channels.values()) {
      state = AssetState.worst(state, edge.state());
    }
    Edge word = channels.get(Edge.WORD);
    if (word != null) {
      state = word.state();
    }
    AssetState previous = flapping.shown;
    boolean say = false;
    if (turns.stream().anyMatch(turn -> turn.after.isWord())) {
      say = flapping.settle(state) || (word != null && word.cause() != because.cause());
      because = word != null ? explained(word) : say ? explained(standing(turns)) : because;
    } else if (state != before) {
      because = explained(state.worseThan(before) ? worst(turns) : better(turns, before));
      say = flapping.change(time, before, state);
    }
    if (flapping.ends() <= time) {
      say |= flapping.end(state);
    }
    if (!say) {
      Cause found = newCause(turns);
      if (found != null) {
        because = with(because, found);
        say = true;
      }
    }
    if (say) {
      sayState(time, previous, subject, findings);
    }
    for (Turn turn : turns) {
      if (turn.after.isLevel() && turn.after.condition() != turn.before.condition()) {
        AssetState shown = flapping.shown;
        Edge edge = explained(turn.after);
        findings.change(subject.change(time, shown, shown, flapping.on, edge, edge.level()));
      }
    }
  }

  /** Why the asset is as it has been shown to be, if a report has just told; else null. */
  private @Nullable Cause newCause(Collection<Turn> turns) {
    boolean isKnown = because.isWord() && because.cause() != Cause.UNKNOWN;
    if (isKnown || flapping.on || flapping.shown == AssetState.NORMAL) {
      return null;
    }
    for (Turn turn : turns) {
      Edge report = turn.after;
      if (report.channel().equals(Edge.REPORTS)
          && report.cause() != Cause.UNKNOWN
          && report.cause() != because.cause()) {
        return report.cause();
      }
    }
    return null;
  }

  private Collection<Turn> turnsAt(long time) {
    if (edges.isEmpty() || edges.get(0).time() != time) {
      return List.of();
    }
    Map<String, Turn> turns = new TreeMap<>();
    int count = 0;
    while (count < edges.size() && edges.get(count).time() == time) {
      Edge edge = edges.get(count++);
      String channel = edge.channel();
      Edge before = channels.get(channel);
      if (edge.leaves(before)) {
        continue;
      }
      Turn earlier = turns.get(channel);
      if (earlier != null) {
        before = earlier.before;
      } else if (before == null) {
        before = Edge.quiet(channel);
      }
      turns.put(channel, new Turn(before, edge));
      if (edge.saysNothing()) {
        channels.remove(channel);
      } else {
        channels.put(channel, edge);
      }
    }
    edges.subList(0, count).clear();
    return turns.values();
  }

  private void sayState(long time, AssetState previous, Subject subject, Findings findings) {
    AssetState shown = flapping.shown;
    findings.change(subject.change(time, previous, shown, flapping.on, because, null));
    if (shown != previous) {
      findings.standing(subject.standing(previous, shown, time));
    }
  }

  /** The first of the channels that just became the worst. */
  private Edge worst(Collection<Turn> turns) {
    for (Turn turn : turns) {
      if (turn.after.state() == state) {
        return turn.after;
      }
    }
    return because;
  }

  /** The channel that was the worst until now. */
  private Edge better(Collection<Turn> turns, AssetState before) {
    for (Turn turn : turns) {
      if (turn.before.state() == before) {
        return turn.after;
      }
    }
    return because;
  }

  /** What says the state when no word does any more: a channel, else the end of the word. */
  private Edge standing(Collection<Turn> turns) {
    for (Edge edge : channels.values()) {
      if (edge.state() == state) {
        return edge;
      }
    }
    for (Turn turn : turns) {
      if (turn.after.isWord()) {
        return turn.after;
      }
    }
    return because;
  }

  private Edge explained(Edge edge) {
    Edge report = channels.get(Edge.REPORTS);
    if (edge.channel().equals(Edge.REPORTS) || report == null) {
      return edge;
    }
    if (edge.isWord() && edge.cause() != Cause.UNKNOWN) {
      return edge;
    }
    return with(edge, report.cause());
  }

  private static Edge with(Edge edge, Cause cause) {
    return new Edge(
        edge.time(),
        edge.began(),
        edge.channel(),
        edge.state(),
        edge.condition(),
        edge.tlp(),
        cause,
        edge.severity(),
        edge.ref());
  }

  /** What an instant did to one channel. */
  private record Turn(Edge before, Edge after) {}

  /** Whose channels they are. */
  record Subject(String lane, String asset, Terms terms) {

    StateChange change(
        long time,
        AssetState previous,
        AssetState state,
        boolean flapping,
        Edge evidence,
        @Nullable String condition) {
      return new StateChange(
          lane,
          asset,
          terms.sector(),
          terms.kind(),
          terms.region(),
          terms.people(),
          time,
          Math.min(evidence.began(), time),
          previous,
          state,
          condition,
          condition != null && evidence.condition(),
          flapping,
          evidence.cause(),
          evidence.severity(),
          evidence.tlp(),
          evidence.from(),
          evidence.ref());
    }

    Standing standing(@Nullable AssetState previous, @Nullable AssetState state, long time) {
      return new Standing(
          lane, asset, terms.sector(), terms.region(), terms.weight(), previous, state, time);
    }
  }
}
