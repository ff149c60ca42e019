// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.notice;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A control or an advisory (exactly one) of one lane, and from when on it counts.
 *
 * @param time event time, epoch milliseconds: a control's {@code from}, an advisory's {@code at},
 *     or when it arrived if that was later
 */
public record Notice(
    String lane, long time, @Nullable Control control, @Nullable Advisory advisory) {

  /** Time, then controls by id, then advisories by id: total over the notices of one lane. */
  public static final Comparator<Notice> ORDER =
      Comparator.comparingLong(Notice::time).thenComparing(Notice::key);

  public Notice {
    requireNonNull(lane, "lane");
    if ((control == null) == (advisory == null)) {
      throw new IllegalArgumentException(
          "Expected a control or an advisory, but got both or neither");
    }
  }

  /** A control that counts from its {@code from} on, but not before that time. */
  public static Notice of(String lane, Control control, long earliest) {
    Control later = control.notBefore(earliest);
    return new Notice(lane, later.from(), later, null);
  }

  /** An advisory that counts from that time on. */
  public static Notice of(String lane, Advisory advisory, long time) {
    return new Notice(lane, time, null, advisory);
  }

  /** Identity within its lane: a control and an advisory may bear the same id. */
  public String key() {
    return control != null ? "c/" + control.id() : "a/" + requireNonNull(advisory).id();
  }

  /** When it counts no more; {@link Control#OPEN_END} if it names no end. */
  public long ends() {
    return control != null ? control.until() : requireNonNull(advisory).expires();
  }

  /** The same, but not before that time. */
  public Notice notBefore(long earliest) {
    if (time >= earliest) {
      return this;
    }
    return control != null
        ? of(lane, control, earliest)
        : of(lane, requireNonNull(advisory), earliest);
  }
}
