// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that what was heard lies in the folder at the end, also when the demo is ended before;
 * to be closed behind the feed.
 */
final class Heard implements AutoCloseable {
  private final Console console;
  private final Path folder;
  private @Nullable WarningFeed feed;

  Heard(Console console, Path folder) {
    this.console = console;
    this.folder = folder;
  }

  /** Where it is heard. */
  synchronized WarningFeed from(WarningFeed where) {
    feed = where;
    return where;
  }

  /** Writes the files, once; the feed must be closed. */
  synchronized void write() throws IOException {
    if (feed != null) {
      feed.write(folder);
      feed = null;
    }
  }

  @Override
  public synchronized void close() throws IOException {
    if (feed != null) {
      int revisions = feed.heard().size();
      write();
      console.note(
          "Stopped before the end; "
              + Text.count(revisions, "revision")
              + " of warnings so far, in "
              + Home.shown(folder)
              + ".");
    }
  }
}
