// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.hamon.correlation.notice.Advisory;
import org.hamon.correlation.notice.Notice;
import org.hamon.patterns.language.Cause;
import org.hamon.patterns.language.Tlp;
import org.hamon.topology.reading.Rfc3339;
import org.jspecify.annotations.Nullable;

/** Reads an advisory. What nobody may read of it is dropped here. */
final class AdvisoryParser {

  /** An advisory that does not say when it expires is kept for so long. */
  static final long KEPT_MILLIS = Duration.ofDays(3).toMillis();

  private final Refusal refusal;

  AdvisoryParser(Refusal refusal) {
    this.refusal = refusal;
  }

  /** The advisory, or null if it was refused. */
  @Nullable Decoded advisory(Origin origin, JsonNode record) {
    TreeFields fields = new TreeFields(record, refusal);
    fields.takeLane();
    String id = fields.recordId("id");
    Advisory.Kind kind = kind(fields.required("kind"));
    String at = fields.required("at");
    if (at != null) {
      refusal.takeTime("at", Rfc3339.parse(at));
    }
    List<String> areas = fields.texts("areas");
    areas.stream().filter(area -> !Places.isArea(area)).forEach(this::refuseArea);
    List<String> concerned = fields.texts("sectors");
    concerned.stream().filter(sector -> !Places.isSector(sector)).forEach(this::refuseSector);
    Cause cause = fields.cause(fields.optional("cause"));
    int severity = fields.severity();
    Tlp tlp = fields.tlp();
    String text = fields.prose("text");
    long told = refusal.time();
    long expires = fields.plannedTime("expires", told + KEPT_MILLIS);
    if (expires < told) {
      refusal.refuse(Reason.EXPIRES_BEFORE_AT, "expires lies before at");
    }
    if (!refusal.isEmpty() || id == null || kind == null) {
      return null;
    }
    boolean readable = tlp != Tlp.RED && !kind.isRestricted();
    Advisory advisory =
        new Advisory(
            id,
            kind,
            told,
            areas,
            concerned,
            cause,
            severity,
            tlp,
            readable ? text : null,
            expires);
    return Decoded.of(
        Input.ADVISORIES, origin, told, tlp, Notice.of(refusal.lane(), advisory, told));
  }

  private Advisory.@Nullable Kind kind(@Nullable String word) {
    if (word == null) {
      return null;
    }
    Advisory.Kind kind = Advisory.Kind.of(word).orElse(null);
    if (kind == null) {
      refusal.refuseWord(
          Reason.UNKNOWN_KIND,
          word,
          "kind of advisory",
          Arrays.stream(Advisory.Kind.values()).map(Advisory.Kind::word));
    }
    return kind;
  }

  private void refuseArea(String area) {
    refusal.refuse(
        Reason.BAD_REGION,
        "expected areas to be of ISO 3166, such as JP-01, but got " + Refusal.quoted(area));
  }

  private void refuseSector(String sector) {
    refusal.refuse(Reason.UNKNOWN_SECTOR, Refusal.quoted(sector) + " is no sector");
  }
}
