// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.kafka;

import java.util.Locale;
import java.util.Optional;

/** What a reader of the outputs may rely on when the job fails and goes on. */
public enum Delivery {
  /**
   * Each line leaves at once, and may come twice after a failure: (id, revision) of a warning and
   * the CloudEvents id of any line tell.
   */
  AT_LEAST_ONCE,
  /**
   * A reader of committed records sees each line once, and sees it only when the next checkpoint is
   * complete.
   */
  EXACTLY_ONCE;

  /** The word in configurations. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The delivery of that word; empty if there is none. */
  public static Optional<Delivery> of(String word) {
    for (Delivery delivery : values()) {
      if (delivery.word().equals(word)) {
        return Optional.of(delivery);
      }
    }
    return Optional.empty();
  }
}
