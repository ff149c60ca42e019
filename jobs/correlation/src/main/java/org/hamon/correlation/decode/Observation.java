// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import static java.util.Objects.requireNonNull;

import org.apache.flink.api.common.typeinfo.TypeInfo;
import org.hamon.patterns.language.Tlp;
import org.jspecify.annotations.Nullable;

/**
 * What one record says of one asset: a reading, a report, a declaration or an operator's word
 * (exactly one). These travel on one keyed edge so that all that concerns an asset stays in the
 * order it was read.
 *
 * @param asset the id, or {@code <sector>@<region>}
 * @param time event time, epoch milliseconds; of a late report the time at which it is used
 * @param metric of a reading; null if it is none
 * @param value of a reading
 * @param tlp of a reading or report
 * @param origin null for a declaration
 * @param raw the record as it came, for the dead letter that it may become; null for a declaration
 */
@TypeInfo(ObservationType.Factory.class)
public record Observation(
    String asset,
    String lane,
    long time,
    @Nullable String metric,
    double value,
    Tlp tlp,
    @Nullable Report report,
    @Nullable Declaration declaration,
    @Nullable Word word,
    @Nullable Origin origin,
    @Nullable Raw raw) {
  public Observation {
    requireNonNull(asset, "asset");
    requireNonNull(lane, "lane");
    requireNonNull(tlp, "tlp");
  }

  /** A reading, a report or a declaration. */
  public Observation(
      String asset,
      String lane,
      long time,
      @Nullable String metric,
      double value,
      Tlp tlp,
      @Nullable Report report,
      @Nullable Declaration declaration,
      @Nullable Origin origin) {
    this(asset, lane, time, metric, value, tlp, report, declaration, null, origin, null);
  }

  /** An operator's word that counts from that time on. */
  public static Observation of(String asset, String lane, long time, Word word, Origin origin) {
    return new Observation(asset, lane, time, null, 0, word.tlp(), null, null, word, origin, null);
  }

  /** The same, of a record that came so. */
  public Observation came(@Nullable Raw bytes) {
    return new Observation(
        asset, lane, time, metric, value, tlp, report, declaration, word, origin, bytes);
  }

  /** The same at another time. */
  public Observation at(long otherTime) {
    return new Observation(
        asset, lane, otherTime, metric, value, tlp, report, declaration, word, origin, raw);
  }
}
