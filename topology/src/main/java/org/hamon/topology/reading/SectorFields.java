// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.reading;

import java.util.List;
import org.hamon.topology.Topology;
import org.jspecify.annotations.Nullable;

/** Reads the declaration of a further sector: its id, and a name for people. */
final class SectorFields {

  private static final List<String> KEYS = List.of("id", "name");

  private SectorFields() {}

  /** The id of the sector; null if something is wrong with it. */
  static @Nullable String read(Fields fields) {
    String id = AssetFields.slug(fields, "id");
    NameFields.optional(fields, "name");
    fields.rejectOthers(KEYS);
    if (Topology.isBuiltIn(id)) {
      alreadyThere(fields);
    }
    return fields.isSound() ? id : null;
  }

  /** Notes that the sector is there without this declaration. */
  static void alreadyThere(Fields fields) {
    fields.error(
        "DUPLICATE_ID", fields.node("id"), "id", "a sector that is not there already", null);
  }
}
