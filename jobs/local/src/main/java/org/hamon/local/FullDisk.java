// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What there is to say when a disk has no room: the system names neither disk nor folder. */
final class FullDisk {
  private static final Pattern SIGNS =
      Pattern.compile("No space left on device|Disk quota exceeded");

  /** Less than that is none: Flink and RocksDB write in blocks. */
  private static final long LEAST_BYTES = 16L << 20;

  private FullDisk() {}

  /** Whether that, or what it came from, is that there is no room. */
  static boolean isCauseOf(Throwable thrown) {
    Throwable cause = thrown;
    for (int depth = 0; cause != null && depth < 100; depth++) {
      if (cause.getMessage() != null && SIGNS.matcher(cause.getMessage()).find()) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  /**
   * The complaint of a replay, if that is what stopped it.
   *
   * @param out folder of the outputs
   * @param temporary folder of temporary files
   */
  static Optional<UnusableInput> stopping(Throwable thrown, Path out, Path temporary) {
    if (!isCauseOf(thrown)) {
      return Optional.empty();
    }
    List<String> full = new ArrayList<>();
    if (isFull(out)) {
      full.add("that of the outputs, " + out);
    }
    if (isFull(temporary)) {
      full.add("that of temporary files, " + temporary);
    }
    String where =
        full.isEmpty()
            ? "that of the outputs, " + out + ", or that of temporary files, " + temporary
            : String.join(", and ", full);
    return Optional.of(
        new UnusableInput(
            "hamon: Expected room for a replay, but a disk is full: "
                + where
                + ". Make room there and start it again, or choose another (--out; for temporary"
                + " files HAMON_JAVA_OPTS=-Djava.io.tmpdir=FOLDER)."));
  }

  private static boolean isFull(Path folder) {
    try {
      return Files.getFileStore(folder).getUsableSpace() < LEAST_BYTES;
    } catch (IOException e) {
      return false;
    }
  }
}
