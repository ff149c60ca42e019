// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.recovery;

import java.util.List;

/** There is something to go on from, but it cannot be used; each line says what and why. */
public final class UnusableCheckpointException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // an immutable list of strings
  private final List<String> lines;

  UnusableCheckpointException(List<String> lines) {
    super(String.join("\n", lines));
    this.lines = List.copyOf(lines);
  }

  public List<String> lines() {
    return lines;
  }
}
