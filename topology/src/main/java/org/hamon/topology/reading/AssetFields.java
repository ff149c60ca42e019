// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.reading;

import java.util.List;
import java.util.regex.Pattern;
import org.hamon.topology.Asset;
import org.hamon.topology.CanonicalId;
import org.hamon.topology.LookAlikes;
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
  private static final Pattern SLUG = Pattern.compile("(?=.{1,200}$)[a-z][a-z0-9]*(-[a-z0-9]+)*");

  private AssetFields() {}

  /** The asset; null if something is wrong with it, which is then among the findings. */
  static @Nullable Asset read(Fields fields) {
    String id = fields.id("id");
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
    noteBlanks(fields, id);
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

  /** Says that blanks which few can see were cut: others who write the id know them from there. */
  private static void noteBlanks(Fields fields, String id) {
    if (fields.node("id") instanceof Node.Scalar scalar && scalar.text() != null) {
      String visible = scalar.text().trim();
      if (visible.length() > CanonicalId.stripped(visible).length()) {
        fields
            .findings()
            .warning(
                "BLANK_AROUND_ID",
                fields.node("id").line(),
                fields.at("id"),
                "Expected an id without blanks around it, but found "
                    + scalar.description()
                    + "; it is read as '"
                    + Node.abbreviated(id)
                    + "'.",
                LookAlikes.difference(visible, id).map(where -> where + ".").orElse(null));
      }
    }
  }

  /** A word of small letters and digits, joined by hyphens. */
  static String slug(Fields fields, String key) {
    String slug = fields.repeats().one(fields.text(key));
    if (!slug.isEmpty() && !fields.matches(SLUG, slug)) {
      fields.error(
          "BAD_SLUG", fields.node(key), key, "at most 200 small letters, digits and hyphens", null);
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
