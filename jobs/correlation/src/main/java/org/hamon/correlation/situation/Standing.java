// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import static java.util.Objects.requireNonNull;

import org.hamon.correlation.notice.Control;
import org.hamon.correlation.notice.Notice;
import org.jspecify.annotations.Nullable;

/**
 * A notice that counts in a lane.
 *
 * @param situation the open situation that it is about, with which it ends; null if it is about
 *     none in particular, or about one that is not there yet
 * @param ends it counts until just before
 */
public record Standing(Notice notice, @Nullable String situation, long ends) {

  public Standing {
    requireNonNull(notice, "notice");
  }

  String key() {
    return notice.key();
  }

  @Nullable Control control() {
    return notice.control();
  }

  boolean isSilence() {
    Control control = control();
    return control != null && control.kind() == Control.Kind.SILENCE;
  }

  Standing about(Situation found) {
    return new Standing(notice, found.id(), notice.ends());
  }
}
