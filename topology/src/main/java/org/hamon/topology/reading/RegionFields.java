// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.reading;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import org.hamon.topology.Name;
import org.hamon.topology.Region;
import org.jspecify.annotations.Nullable;

/** Reads a {@link Region} from its fields. */
final class RegionFields {

  private static final List<String> KEYS = List.of("id", "name", "timeZone", "people");

  private RegionFields() {}

  /** The region; null if something is wrong with it. */
  static @Nullable Region read(Fields fields) {
    fields.missing("id");
    String id = AssetFields.region(fields, "id");
    Name name = NameFields.optional(fields, "name");
    String timeZone = timeZone(fields);
    long people = fields.whole("people", 0, Long.MAX_VALUE, 0);
    fields.rejectOthers(KEYS);
    return fields.isSound() && id != null ? new Region(id, name, timeZone, people) : null;
  }

  private static @Nullable String timeZone(Fields fields) {
    String zone = fields.optionalText("timeZone");
    if (zone != null) {
      try {
        ZoneId.of(zone);
      } catch (DateTimeException e) {
        fields.error(
            "BAD_TIME_ZONE",
            fields.node("timeZone"),
            "timeZone",
            "a time zone of the IANA database like Asia/Tokyo",
            null);
      }
    }
    return zone;
  }
}
