// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import java.util.List;

/** What the user gave cannot be used: each line says what and why. Ends a command with exit 2. */
final class UnusableInput extends RuntimeException {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // an immutable list of strings
  private final List<String> lines;

  UnusableInput(List<String> lines) {
    super(String.join("; ", lines));
    this.lines = List.copyOf(lines);
  }

  UnusableInput(String line) {
    this(List.of(line));
  }

  List<String> lines() {
    return lines;
  }
}
