// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file that cannot be written, in words for its user. */
final class Unwritable {
  private Unwritable() {}

  static UnusableInput input(Path file, IOException e) {
    String reason;
    if (e instanceof NoSuchFileException) {
      reason = "there is no such folder";
    } else if (e instanceof AccessDeniedException) {
      reason = "that is not allowed";
    } else {
      String message = e.getMessage();
      reason = message == null ? e.getClass().getSimpleName() : message;
    }
    return new UnusableInput("hamon: " + file + ": expected to write there, but " + reason + ".");
  }
}
