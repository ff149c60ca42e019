// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import static java.util.Objects.requireNonNull;

import org.hamon.correlation.notice.Notice;
import org.hamon.patterns.engine.PatternChange;
import org.hamon.patterns.language.StateChange;
import org.hamon.patterns.language.Tlp;
import org.hamon.topology.TopologyChange;
import org.jspecify.annotations.Nullable;

/**
 * One record of one input as its bytes alone tell: a reading (it has a metric), a report, a change
 * of the topology or the patterns, a control or advisory, or a dead letter (it has a reason).
 * Whether it is late shows only in decode.
 *
 * @param time event time, epoch milliseconds; {@link #NO_TIME} if the record tells none
 * @param asset of a reading or report
 * @param metric of a reading
 * @param value of a reading
 * @param reason of a dead letter
 * @param detail a sentence for people, of a dead letter; of a record that is used, the label that
 *     nobody knows, if it has such
 * @param raw the record as it came
 * @param isUnconfirmed whether nobody bears its time out, so that it moves nobody's; it is used all
 *     the same
 */
public record Decoded(
    Input input,
    Origin origin,
    long time,
    String lane,
    @Nullable String asset,
    @Nullable String metric,
    double value,
    Tlp tlp,
    @Nullable Report report,
    @Nullable TopologyChange change,
    @Nullable PatternChange pattern,
    @Nullable Notice notice,
    @Nullable Reason reason,
    @Nullable String detail,
    @Nullable Raw raw,
    boolean isUnconfirmed) {

  /** The time of a record that tells none. */
  public static final long NO_TIME = Long.MIN_VALUE;

  public Decoded {
    requireNonNull(input, "input");
    requireNonNull(origin, "origin");
    requireNonNull(lane, "lane");
    requireNonNull(tlp, "tlp");
  }

  /** One whose time may be right. */
  Decoded(
      Input input,
      Origin origin,
      long time,
      String lane,
      @Nullable String asset,
      @Nullable String metric,
      double value,
      Tlp tlp,
      @Nullable Report report,
      @Nullable TopologyChange change,
      @Nullable PatternChange pattern,
      @Nullable Notice notice,
      @Nullable Reason reason,
      @Nullable String detail,
      @Nullable Raw raw) {
    this(
        input, origin, time, lane, asset, metric, value, tlp, report, change, pattern, notice,
        reason, detail, raw, false);
  }

  /** A control or an advisory. */
  static Decoded of(Input input, Origin origin, long time, Tlp tlp, Notice notice) {
    return new Decoded(
        input,
        origin,
        time,
        notice.lane(),
        null,
        null,
        0,
        tlp,
        null,
        null,
        null,
        notice,
        null,
        null,
        null);
  }

  /** A pattern that is published or withdrawn. */
  static Decoded of(Origin origin, PatternChange change) {
    return new Decoded(
        Input.PATTERNS,
        origin,
        change.validFrom(),
        StateChange.ACTUAL,
        null,
        null,
        0,
        Tlp.AMBER,
        null,
        null,
        change,
        null,
        null,
        null,
        null);
  }

  /** The same, of a record that came so, with a label that nobody knows or null. */
  Decoded came(Raw bytes, @Nullable String unknownLabel) {
    return new Decoded(
        input,
        origin,
        time,
        lane,
        asset,
        metric,
        value,
        tlp,
        report,
        change,
        pattern,
        notice,
        reason,
        isDead() ? detail : unknownLabel,
        bytes,
        isUnconfirmed);
  }

  /** The same, whose time nobody bears out. */
  public Decoded unconfirmed() {
    return new Decoded(
        input, origin, time, lane, asset, metric, value, tlp, report, change, pattern, notice,
        reason, detail, raw, true);
  }

  /** The label that nobody knows, of a record that is used all the same; null of all others. */
  @Nullable String unknownLabel() {
    return isDead() ? null : detail;
  }

  /** Whether the record cannot be used. */
  public boolean isDead() {
    return reason != null;
  }

  /** The time by which a feed may advance: that of a usable record, else {@link #NO_TIME}. */
  public long timeToAdvanceBy() {
    return reason == null ? time : NO_TIME;
  }
}
