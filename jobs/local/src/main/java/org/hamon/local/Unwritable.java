// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file that cannot be written, in words for its user. */
final class Unwritable {
  private Unwritable() {}

  static UnusableInput input(Path file, IOException e) {
    return new UnusableInput(
        "hamon: " + file + ": expected to write there, but " + reason(e) + ".");
  }

  /** Such as {@code there is no such folder}. */
  static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such folder";
    }
    if (e instanceof FileAlreadyExistsException taken) {
      return taken.getFile() + " is a file, where a folder should be";
    }
    if (e instanceof AccessDeniedException) {
      return "that is not allowed";
    }
    if (e instanceof FileSystemException refused && refused.getReason() != null) {
      return refused.getReason();
    }
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }
}
