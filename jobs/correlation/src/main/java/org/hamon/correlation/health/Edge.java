// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.health;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import org.hamon.correlation.decode.Report;
import org.hamon.correlation.decode.Word;
import org.hamon.patterns.language.Cause;
import org.hamon.patterns.language.StateChange.Evidence;
import org.hamon.patterns.language.Tlp;
import org.hamon.topology.AssetState;
import org.jspecify.annotations.Nullable;

/**
 * What one channel says from some time on.
 *
 * @param channel {@code l:} and the id of a service level, {@link #WORD}, {@link #REPORTS} or
 *     {@link #SILENCE}; in this order channels are fused
 * @param began when what it says began, by a report that says so; else {@code time}
 * @param condition of a level: whether its condition is on; of a word: whether it holds from now
 */
record Edge(
    long time,
    long began,
    String channel,
    AssetState state,
    boolean condition,
    Tlp tlp,
    Cause cause,
    int severity,
    @Nullable String ref) {

  static final String REPORTS = "r";
  static final String SILENCE = "s";

  /** An operator's word: while there is one, no other channel counts. */
  static final String WORD = "o";

  private static final String LEVEL = "l:";
  private static final long BEGAN_MILLIS = 72 * 3_600_000L;

  /** The order in which edges of an asset are fused; those equal stay first in, first out. */
  static final Comparator<Edge> ORDER =
      Comparator.comparingLong(Edge::time).thenComparing(Edge::channel);

  Edge {
    requireNonNull(channel, "channel");
    requireNonNull(state, "state");
    requireNonNull(tlp, "tlp");
    requireNonNull(cause, "cause");
  }

  static Edge ofLevel(long time, String level, AssetState state, boolean condition, Tlp tlp) {
    return new Edge(time, time, LEVEL + level, state, condition, tlp, Cause.UNKNOWN, -1, null);
  }

  /** What a report says; when it began counts if that is at most three days before it was told. */
  static Edge ofReport(long time, Report report) {
    long began = report.occurredAt();
    boolean counts = began <= time && report.reportedAt() - began <= BEGAN_MILLIS;
    return new Edge(
        time,
        counts ? began : time,
        REPORTS,
        report.state(),
        false,
        report.tlp(),
        report.cause(),
        report.severity(),
        report.id());
  }

  static Edge ofSilence(long time, boolean silent) {
    AssetState state = silent ? AssetState.UNKNOWN : AssetState.NORMAL;
    return new Edge(time, time, SILENCE, state, false, Tlp.AMBER, Cause.UNKNOWN, -1, null);
  }

  /** An operator says how the asset is or, without a state, that the channels count again. */
  static Edge ofWord(long time, Word word) {
    AssetState state = word.state();
    return state == null
        ? new Edge(time, time, WORD, AssetState.NORMAL, false, word.tlp(), Cause.UNKNOWN, -1, null)
        : new Edge(time, time, WORD, state, true, word.tlp(), word.cause(), -1, word.id());
  }

  /** The word of that id no longer counts, if it is still the one that does. */
  static Edge ofEndOfWord(long time, Word word) {
    return new Edge(
        time, time, WORD, AssetState.NORMAL, false, word.tlp(), Cause.UNKNOWN, -1, word.id());
  }

  /** What a channel says that has never said anything. */
  static Edge quiet(String channel) {
    return new Edge(
        Long.MIN_VALUE,
        Long.MIN_VALUE,
        channel,
        AssetState.NORMAL,
        false,
        Tlp.AMBER,
        Cause.UNKNOWN,
        -1,
        null);
  }

  Edge at(long otherTime) {
    return new Edge(
        otherTime,
        Math.min(began, otherTime),
        channel,
        state,
        condition,
        tlp,
        cause,
        severity,
        ref);
  }

  /** Whether the channel may be forgotten: nothing it said matters any more. */
  boolean saysNothing() {
    return state == AssetState.NORMAL && !condition && cause == Cause.UNKNOWN;
  }

  boolean isLevel() {
    return channel.startsWith(LEVEL);
  }

  boolean isWord() {
    return channel.equals(WORD);
  }

  /** Whether the word that stands goes on although this one ends: it is another one. */
  boolean leaves(@Nullable Edge standing) {
    return isWord()
        && !condition
        && ref != null
        && (standing == null || !ref.equals(standing.ref()));
  }

  /** Id of the service level. */
  String level() {
    return channel.substring(LEVEL.length());
  }

  Evidence from() {
    if (isLevel()) {
      return Evidence.TELEMETRY;
    }
    if (isWord()) {
      return Evidence.OPERATOR;
    }
    return channel.equals(REPORTS) ? Evidence.REPORT : Evidence.SILENCE;
  }
}
