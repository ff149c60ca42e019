// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.warn;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.hamon.correlation.BoundedLine;
import org.hamon.correlation.notice.Advisory;
import org.hamon.patterns.language.Cause;
import org.hamon.patterns.language.Tlp;
import org.jspecify.annotations.Nullable;

/**
 * What of an advisory may leave to a recipient.
 *
 * @param label under which it leaves
 * @param text null where it must not leave
 */
record Advised(
    String id, Advisory.Kind kind, long at, Cause cause, Tlp label, @Nullable String text) {

  /**
   * The advisories as the recipient may see them. TLP:RED, and what is for the police alone, never
   * leaves; TLP:AMBER+STRICT as a derived fact without text, where that is agreed; what lies above
   * the ceiling is left out rather than holding the warning back.
   */
  static List<Advised> of(List<Advisory> advisories, Recipient recipient) {
    List<Advised> all = new ArrayList<>();
    for (Advisory advisory : advisories) {
      Tlp leaves = Released.outgoing(advisory.tlp(), recipient);
      if (!advisory.mayBeTold() || leaves == Tlp.RED || leaves.exceeds(recipient.ceiling())) {
        continue;
      }
      boolean readable = !advisory.tlp().exceeds(Tlp.AMBER);
      all.add(
          new Advised(
              advisory.id(),
              advisory.kind(),
              advisory.at(),
              advisory.kind().explains() ? advisory.cause() : Cause.UNKNOWN,
              leaves,
              readable ? advisory.text() : null));
    }
    return all;
  }

  /** The high-water mark; null if there are none. */
  static @Nullable Tlp label(List<Advised> all) {
    Tlp highest = null;
    for (Advised one : all) {
      highest = highest == null ? one.label : Tlp.mostRestrictive(highest, one.label);
    }
    return highest;
  }

  /** The cause that the newest one that tells any tells. */
  static Cause cause(List<Advised> newestFirst) {
    return newestFirst.stream()
        .map(Advised::cause)
        .filter(cause -> cause != Cause.UNKNOWN)
        .findFirst()
        .orElse(Cause.UNKNOWN);
  }

  void write(ObjectNode json) {
    json.put("id", id).put("kind", kind.word()).put("at", Revision.time(at));
    if (text != null) {
      json.put("text", BoundedLine.cut(text));
    }
  }
}
