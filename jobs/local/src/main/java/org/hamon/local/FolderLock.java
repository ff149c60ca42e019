// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The possession of a folder by one process at a time, by a lock on a file in it. It ends with the
 * process, however that ends. Whoever removes the file removes the lock with it, so one that is
 * held for long is {@linkplain #hold() looked after}.
 */
final class FolderLock implements AutoCloseable {

  /** Name of the file. */
  static final String FILE = "lock";

  /** If the file is replaced so often while it is taken, something else is wrong. */
  private static final int TRIES = 100;

  /**
   * The files that this process holds. It must not open one of them again: where locks are POSIX's,
   * closing any channel of a file gives up the lock of every other.
   */
  private static final Set<Object> HELD = new HashSet<>();

  private final Path folder;
  private @Nullable Taken taken;

  private record Taken(FileChannel channel, Object file) {}

  private FolderLock(Path folder, Taken taken) {
    this.folder = folder;
    this.taken = taken;
  }

  /** Takes possession; makes the folder if it is missing. Empty: another has it. */
  static Optional<FolderLock> take(Path folder) throws IOException {
    return lock(folder).map(taken -> new FolderLock(folder, taken));
  }

  /**
   * Looks whether it is held still, and takes it again if the file is gone or replaced.
   *
   * @return what has become of it
   * @throws IOException if it is gone and nothing can be written there
   */
  Hold hold() throws IOException {
    synchronized (HELD) {
      Taken before = taken;
      if (before != null && before.file().equals(identity(folder.resolve(FILE)))) {
        return Hold.KEPT;
      }
      close();
      taken = lock(folder).orElse(null);
      return taken == null ? Hold.LOST : Hold.TAKEN_AGAIN;
    }
  }

  /** What has become of a lock. */
  enum Hold {
    KEPT,
    TAKEN_AGAIN,
    /** Another has it. */
    LOST
  }

  private static Optional<Taken> lock(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    synchronized (HELD) {
      for (int i = 0; i < TRIES; i++) {
        Files.createDirectories(folder);
        make(file);
        Object before = identity(file);
        if (before != null && HELD.contains(before)) {
          return Optional.empty();
        }
        FileChannel channel = open(file);
        if (channel == null) {
          continue;
        }
        if (channel.tryLock() == null) {
          channel.close();
          return Optional.empty();
        }
        if (before != null && before.equals(identity(file))) {
          HELD.add(before);
          return Optional.of(new Taken(channel, before));
        }
        channel.close(); // it was replaced meanwhile: nobody else would meet this lock
      }
    }
    throw new IOException(file + " is removed again and again");
  }

  private static void make(Path file) throws IOException {
    try {
      Files.createFile(file);
    } catch (FileAlreadyExistsException | NoSuchFileException e) {
      // as it should be; or the folder is gone again
    }
  }

  private static @Nullable FileChannel open(Path file) throws IOException {
    try {
      return FileChannel.open(file, StandardOpenOption.WRITE);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /** By which a file is known from one that is made anew in its place; null: there is none. */
  private static @Nullable Object identity(Path file) throws IOException {
    try {
      Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
      return key == null ? file.toRealPath() : key;
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    synchronized (HELD) {
      Taken held = taken;
      if (held != null) {
        taken = null;
        HELD.remove(held.file());
        held.channel().close();
      }
    }
  }
}
