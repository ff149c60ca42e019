// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.reading;

import java.util.List;
import java.util.regex.Pattern;
import org.hamon.topology.Asset;
import org.hamon.topology.Name;
import org.jspecify.annotations.Nullable;

/** Reads an {@link Asset} from its fields; defaults as the contract gives them. */
final class AssetFields {

  static final List<String> KEYS =
      List.of(
          "id",
          "name",
          "sector",
          "kind",
          "region",
          "operator",
          "people",
          "lat",
          "lon",
          "source",
          "every",
          "substitutability");

  private static final Pattern REGION = Pattern.compile("[A-Z]{2}-[A-Z0-9]{1,3}");
  private static final Pattern SLUG = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final int LONGEST_ID = 200;

  private AssetFields() {}

  /** The asset; null if something is wrong with it, which is then among the findings. */
  static @Nullable Asset read(Fields fields) {
    String id = id(fields, "id");
    Name named = NameFields.optional(fields, "name");
    String name = named == null ? null : named.text();
    String sector = slug(fields, "sector");
    String kind = fields.sharedText("kind");
    String region = region(fields, "region");
    String operator = fields.sharedText("operator");
    long people = fields.whole("people", 0, Long.MAX_VALUE, 0);
    Double lat = fields.optionalNumber("lat", -90, 90);
    Double lon = fields.optionalNumber("lon", -180, 180);
    boolean source = fields.flag("source", false);
    long every = fields.duration("every", 0);
    double substitutability = fields.number("substitutability", 0, 1, 0);
    if ((lat == null) != (lon == null) && fields.has("lat") != fields.has("lon")) {
      fields.error(
          "MISSING_KEY",
          fields.line(),
          lat == null ? "lat" : "lon",
          "Expected lat and lon together, but only one is there.",
          null);
    }
    fields.rejectOthers(KEYS);
    return fields.isSound()
        ? new Asset(
            id,
            name == null || name.equals(id) ? id : name,
            sector,
            kind,
            region,
            operator,
            people,
            lat,
            lon,
            source,
            every,
            substitutability)
        : null;
  }

  /** An id that can stand in keys, paths and commands. */
  static String id(Fields fields, String key) {
    return checkedId(fields, key, fields.text(key));
  }

  /** The same; null where the file gives none. */
  static @Nullable String optionalId(Fields fields, String key) {
    String id = fields.optionalText(key);
    return id == null ? null : checkedId(fields, key, id);
  }

  private static String checkedId(Fields fields, String key, String id) {
    if (id.length() > LONGEST_ID || !isOneWord(id)) {
      fields.error(
          "BAD_ID",
          fields.node(key),
          key,
          "an id of at most " + LONGEST_ID + " characters without blanks and '@'",
          null);
    }
    return id;
  }

  private static boolean isOneWord(String id) {
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      if (c <= ' ' || c == '@' || Character.isISOControl(c)) {
        return false;
      }
    }
    return true;
  }

  /** A word of small letters and digits, joined by hyphens. */
  static String slug(Fields fields, String key) {
    String slug = fields.repeats().one(fields.text(key));
    if (!slug.isEmpty() && !fields.matches(SLUG, slug)) {
      fields.error("BAD_SLUG", fields.node(key), key, "small letters, digits and hyphens", null);
    }
    return slug;
  }

  /** A region of ISO 3166-2; null if absent. */
  static @Nullable String region(Fields fields, String key) {
    String region = fields.sharedText(key);
    if (region != null && !fields.matches(REGION, region)) {
      fields.error("BAD_REGION", fields.node(key), key, "an ISO 3166-2 region like JP-01", null);
    }
    return region;
  }
}
