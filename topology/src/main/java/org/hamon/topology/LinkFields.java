// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import org.jspecify.annotations.Nullable;

/** Reads a {@link Link} from its fields. */
final class LinkFields {

  private LinkFields() {}

  /** The link; null if something is wrong with it. One without id is called {@code a-b}. */
  static @Nullable Link read(Fields fields) {
    String a = fields.text("a");
    String b = fields.text("b");
    String id = AssetFields.idOr(fields, "id", a + "-" + b);
    if (!a.isEmpty() && a.equals(b)) {
      fields.error("SELF_LINK", fields.node("b"), "b", "another asset than a", null);
    }
    boolean closed = fields.flag("closed", true);
    fields.rejectOthers();
    return fields.isSound() ? new Link(id, a, b, closed) : null;
  }
}
