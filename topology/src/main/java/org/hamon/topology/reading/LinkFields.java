// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.reading;

import java.util.List;
import org.hamon.topology.Link;
import org.jspecify.annotations.Nullable;

/** Reads a {@link Link} from its fields. */
final class LinkFields {

  static final List<String> KEYS = List.of("id", "a", "b", "closed");

  private LinkFields() {}

  /** The link; null if something is wrong with it. One without id is called {@code a-b}. */
  static @Nullable Link read(Fields fields) {
    String a = fields.repeats().assetId(fields.id("a"));
    String b = fields.repeats().assetId(fields.id("b"));
    String id = fields.optionalId("id");
    if (!a.isEmpty() && a.equals(b)) {
      fields.error("SELF_LINK", fields.node("b"), "b", "another asset than a", null);
    }
    boolean closed = fields.flag("closed", true);
    fields.rejectOthers(KEYS);
    return fields.isSound() ? new Link(id == null ? a + "-" + b : id, a, b, closed) : null;
  }
}
