// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.config;

import java.util.List;

/** A job cannot start with what it was given; says all that is wrong, a line each. */
public final class InvalidConfigException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // an immutable list of strings
  private final List<String> lines;

  public InvalidConfigException(List<String> lines) {
    super(
        "The job cannot start:"
            + System.lineSeparator()
            + String.join(System.lineSeparator(), lines));
    this.lines = List.copyOf(lines);
  }

  /** Each names file or option, code and place, and says what was expected. */
  public List<String> lines() {
    return lines;
  }
}
