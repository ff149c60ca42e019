// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The temporary folder of one Flink, gone with it. A process that is killed leaves its folder, with
 * all state in it; the next one removes it, since nobody holds its lock.
 */
final class WorkingFolder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WorkingFolder.class);
  private static final String NAME = "hamon-flink-";

  private final Path path;
  private final FolderLock lock;

  private WorkingFolder(Path path, FolderLock lock) {
    this.path = path;
    this.lock = lock;
  }

  /** A new one below a folder of temporary files. */
  static WorkingFolder below(Path temporary) throws IOException {
    removeAbandoned(temporary);
    while (true) {
      Path folder = Files.createTempDirectory(temporary, NAME);
      Optional<FolderLock> lock = FolderLock.take(folder);
      if (lock.isPresent()) {
        return new WorkingFolder(folder, lock.get());
      } // else somebody took it for one that was abandoned
    }
  }

  Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    Folders.delete(path);
    lock.close();
  }

  private static void removeAbandoned(Path temporary) {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(temporary, NAME + "*")) {
      for (Path one : all) {
        if (Files.exists(one.resolve(FolderLock.FILE))) {
          removeIfAbandoned(one);
        }
      }
    } catch (IOException e) {
      LOG.info("Temporary folders that were left behind are not removed: {}", e.toString());
    }
  }

  private static void removeIfAbandoned(Path folder) throws IOException {
    Optional<FolderLock> lock = FolderLock.take(folder);
    if (lock.isPresent()) {
      try (FolderLock held = lock.get()) {
        Folders.delete(folder);
      }
    }
  }
}
