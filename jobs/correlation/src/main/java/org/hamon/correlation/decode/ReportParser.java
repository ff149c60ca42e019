// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import org.hamon.patterns.language.Cause;
import org.hamon.patterns.language.Tlp;
import org.hamon.topology.Asset;
import org.hamon.topology.AssetState;
import org.hamon.topology.reading.Rfc3339;
import org.jspecify.annotations.Nullable;

/** Reads a failure report: on an asset or, if it names none, on a sector in a region. */
final class ReportParser {

  private final Refusal refusal;

  ReportParser(Refusal refusal) {
    this.refusal = refusal;
  }

  /** The report, or null if it was refused. */
  @Nullable Decoded report(Origin origin, JsonNode record) {
    TreeFields fields = new TreeFields(record, refusal);
    fields.takeLane();
    String id = fields.recordId("id");
    AssetState state = state(fields.required("state"));
    String reportedAt = fields.required("reportedAt");
    if (reportedAt != null) {
      refusal.takeTime("reportedAt", Rfc3339.parse(reportedAt));
    }
    long occurredAt = occurredAt(fields);
    Cause cause = fields.cause(fields.optional("cause"));
    int severity = fields.severity();
    Tlp tlp = fields.tlp();
    String asset = fields.assetId("asset");
    String sector = null;
    String region = null;
    if (asset == null) {
      sector = fields.optional("sector");
      region = fields.optional("region");
      checkPlace(sector, region);
    }
    if (!refusal.isEmpty() || id == null || state == null) {
      return null;
    }
    if (asset == null && sector != null && region != null) {
      asset = Asset.ofSectorInRegion(sector, region).id();
    }
    long time = refusal.time();
    Report report =
        new Report(
            id,
            state,
            time,
            occurredAt == Decoded.NO_TIME ? time : occurredAt,
            cause,
            severity,
            tlp,
            sector,
            region);
    return new Decoded(
        Input.FAILURE_REPORTS,
        origin,
        time,
        refusal.lane(),
        asset,
        null,
        0,
        tlp,
        report,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private @Nullable AssetState state(@Nullable String word) {
    if (word == null) {
      return null;
    }
    AssetState state = AssetState.of(Refusal.plain(word)).orElse(null);
    if (state == null) {
      refusal.refuseWord(
          Reason.UNKNOWN_STATE,
          word,
          "state",
          Arrays.stream(AssetState.values()).map(AssetState::word));
    }
    return state;
  }

  private long occurredAt(TreeFields fields) {
    String text = fields.optional("occurredAt");
    if (text == null) {
      return Decoded.NO_TIME;
    }
    long occurredAt = Rfc3339.parse(text);
    refusal.checkFurtherTime("occurredAt", occurredAt);
    return occurredAt;
  }

  private void checkPlace(@Nullable String sector, @Nullable String region) {
    if (sector == null || region == null) {
      refusal.refuseMissing("asset, or sector and region,");
      return;
    }
    if (!Places.isSector(sector)) {
      refusal.refuse(Reason.UNKNOWN_SECTOR, Refusal.quoted(sector) + " is no sector");
    }
    if (!Places.isRegion(region)) {
      refusal.refuse(Reason.BAD_REGION, "expected region to be of ISO 3166-2, such as JP-01");
    }
  }
}
