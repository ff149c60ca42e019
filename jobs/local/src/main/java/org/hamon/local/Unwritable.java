// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file that cannot be written, in words for its user. */
final class Unwritable {
  private Unwritable() {}

  static UnusableInput input(Path file, IOException e) {
    return new UnusableInput(
        "hamon: " + file + ": expected to write there, but " + reason(e) + ". " + whatToDo(e));
  }

  /** The same of a folder that is to be filled. */
  static UnusableInput out(Path folder, IOException e) {
    return new UnusableInput(
        "hamon: --out: expected to write into "
            + folder
            + ", but "
            + reason(e)
            + ". "
            + whatToDo(e));
  }

  /** Such as {@code there is no such folder}. */
  static String reason(IOException e) {
    if (e instanceof NoSuchFileException missing) {
      Path above = above(missing);
      return above != null && Files.isDirectory(above)
          ? "nothing can be made in " + above
          : "there is no such folder";
    }
    Path inTheWay = fileInTheWay(e);
    if (inTheWay != null) {
      return inTheWay + " is a file, where a folder should be";
    }
    if (e instanceof AccessDeniedException denied) {
      return "that is not allowed"
          + (denied.getFile() == null ? "" : " (" + denied.getFile() + ")");
    }
    if (e instanceof FileSystemException refused && refused.getReason() != null) {
      return "the system says '" + refused.getReason() + "'";
    }
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  private static String whatToDo(IOException e) {
    if (fileInTheWay(e) != null) {
      return "Remove the file, or name another folder.";
    }
    if (e instanceof AccessDeniedException) {
      return "Name a folder that is yours, or have the right given to you.";
    }
    if (FullDisk.isCauseOf(e)) {
      return "Make room there, or name a folder on another disk.";
    }
    return "Name a folder that can be written.";
  }

  /** Of the path that was to be made, the part that is there and no folder; null if none is. */
  private static @Nullable Path fileInTheWay(IOException e) {
    if (!(e instanceof FileSystemException refused) || refused.getFile() == null) {
      return null;
    }
    boolean isOneInTheWay =
        e instanceof FileAlreadyExistsException || "Not a directory".equals(refused.getReason());
    Path part = isOneInTheWay ? Path.of(refused.getFile()).toAbsolutePath() : null;
    while (part != null && !Files.exists(part)) {
      part = part.getParent();
    }
    return part == null || Files.isDirectory(part) ? null : part;
  }

  private static @Nullable Path above(NoSuchFileException missing) {
    return missing.getFile() == null
        ? null
        : Path.of(missing.getFile()).toAbsolutePath().getParent();
  }
}
