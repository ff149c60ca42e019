// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.reading;

import java.util.List;
import org.hamon.topology.ServiceLevel;
import org.hamon.topology.Threshold;
import org.jspecify.annotations.Nullable;

/** Reads a {@link ServiceLevel} from its fields. */
final class ServiceLevelFields {

  private static final List<String> KEYS =
      List.of(
          "id",
          "sector",
          "metric",
          "kind",
          "asset",
          "unit",
          "degraded",
          "unusable",
          "stopped",
          "hold",
          "deadband");
  private static final List<String> BOUNDS = List.of("below", "above");

  private ServiceLevelFields() {}

  /** The service level; null if something is wrong with it. */
  static @Nullable ServiceLevel read(Fields fields) {
    String id = fields.id("id");
    String sector = AssetFields.slug(fields, "sector");
    String metric = fields.text("metric");
    String kind = fields.optionalText("kind");
    String asset = fields.optionalId("asset");
    asset = asset == null ? null : fields.repeats().assetId(asset);
    String unit = fields.optionalText("unit");
    Threshold degraded = threshold(fields, "degraded");
    Threshold unusable = threshold(fields, "unusable");
    Threshold stopped = threshold(fields, "stopped");
    long hold = fields.duration("hold", 0);
    double deadband = fields.number("deadband", 0, Double.MAX_VALUE, 0);
    if (fields.isSound() && degraded == null && unusable == null && stopped == null) {
      fields.error(
          "MISSING_KEY",
          fields.line(),
          "degraded",
          "Expected at least one of degraded, unusable, stopped, but there is none.",
          null);
    }
    fields.rejectOthers(KEYS);
    return fields.isSound()
        ? new ServiceLevel(
            id, sector, metric, kind, asset, unit, degraded, unusable, stopped, hold, deadband)
        : null;
  }

  private static @Nullable Threshold threshold(Fields fields, String key) {
    Fields below = fields.below(key);
    if (below == null) {
      return null;
    }
    Double under = below.optionalNumber("below", -Double.MAX_VALUE, Double.MAX_VALUE);
    Double over = below.optionalNumber("above", -Double.MAX_VALUE, Double.MAX_VALUE);
    if (below.isSound() && under == null && over == null) {
      below.error(
          "MISSING_KEY",
          below.line(),
          "below",
          "Expected below or above, but there is none.",
          null);
    }
    below.rejectOthers(BOUNDS);
    fields.join(below);
    return new Threshold(under, over);
  }
}
