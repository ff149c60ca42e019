// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.reading;

import java.text.Normalizer;
import java.util.List;
import org.hamon.topology.Sharing;
import org.jspecify.annotations.Nullable;

/**
 * Reads a {@link Sharing} from its fields. It is live only with agreed rules, a primary point of
 * contact and the status {@code live}; what keeps one that says it is live from being so is noted.
 */
final class SharingFields {

  private static final List<String> KEYS =
      List.of("sector", "community", "rules", "poc", "status", "ceiling", "derived");
  private static final List<String> CONTACTS = List.of("primary", "secondary");
  private static final String DEFAULT_CEILING = "TLP:AMBER";
  private static final List<String> LABELS =
      List.of("TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED");

  /** Of the name of a community: a topic is called after it. */
  private static final int LONGEST = 200;

  private SharingFields() {}

  /** The sharing; null if something is wrong with it. */
  static @Nullable Sharing read(Fields fields) {
    String sector = AssetFields.slug(fields, "sector");
    String community = community(fields);
    if (community != null && community.length() > LONGEST) {
      fields.error(
          "TOO_LONG", fields.node("community"), "community", "at most 200 characters", null);
    }
    boolean rules = fields.optionalText("rules") != null;
    boolean contact = hasPrimaryContact(fields);
    boolean statusLive = "live".equals(fields.optionalText("status"));
    String ceiling =
        fields.word("ceiling", "UNKNOWN_TLP", "one of " + String.join(", ", LABELS), LABELS);
    boolean derived = fields.flag("derived", true);
    fields.rejectOthers(KEYS);
    if (!fields.isSound()) {
      return null;
    }
    if (statusLive && !(rules && contact)) {
      fields
          .findings()
          .warning(
              "NOT_LIVE",
              fields.line(),
              fields.place(),
              "Expected rules and poc.primary of a live community, but there "
                  + (rules ? "is no primary point of contact" : "are no rules")
                  + "; '"
                  + sector
                  + "' is told nothing.",
              null);
    }
    return new Sharing(
        sector,
        community,
        rules && contact && statusLive,
        ceiling == null ? DEFAULT_CEILING : ceiling,
        derived);
  }

  /** The name of the community; one name in two Unicode forms is one. Null if absent. */
  static @Nullable String community(Fields fields) {
    String written = fields.optionalText("community");
    return written == null ? null : Normalizer.normalize(written, Normalizer.Form.NFC);
  }

  private static boolean hasPrimaryContact(Fields fields) {
    Fields poc = fields.below("poc");
    if (poc == null) {
      return false;
    }
    boolean primary = poc.optionalText("primary") != null;
    poc.optionalText("secondary");
    poc.rejectOthers(CONTACTS);
    fields.join(poc);
    return primary;
  }
}
