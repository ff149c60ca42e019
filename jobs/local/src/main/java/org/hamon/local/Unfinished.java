// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.hamon.replay.SortedFileSink;

/**
 * The folder beside the outputs of a replay where it keeps what it needs to go on if it is stopped:
 * the outputs so far, and checkpoints. One replay at a time works in it. What a replay of something
 * else left is thrown away.
 */
final class Unfinished implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final boolean madeOut;
  private final FolderLock lock;

  private Unfinished(Path folder, boolean madeOut, FolderLock lock) {
    this.folder = folder;
    this.madeOut = madeOut;
    this.lock = lock;
  }

  /**
   * Takes possession of it.
   *
   * @throws UnusableInput if another process has, or nothing can be written there
   */
  static Unfinished in(Path out) {
    boolean isNew = !Files.exists(out);
    Path folder = out.resolve(SortedFileSink.WORKPLACE);
    return new Unfinished(folder, isNew, lock(out, folder));
  }

  private static FolderLock lock(Path out, Path folder) {
    try {
      return FolderLock.take(folder)
          .orElseThrow(
              () ->
                  new UnusableInput(
                      "hamon: --out: another replay is writing into "
                          + out
                          + ". Wait for its end, or take another folder."));
    } catch (IOException e) {
      throw Unwritable.out(out, e);
    }
  }

  /**
   * When the history of an unfinished replay begins, epoch milliseconds; empty unless it was one of
   * the same.
   */
  OptionalLong startOf(String identity) throws IOException {
    Path file = folder.resolve("replay.json");
    if (!Files.exists(file)) {
      return OptionalLong.empty();
    }
    JsonNode told = JSON.readTree(Files.readAllBytes(file));
    return told.path("identity").asText().equals(identity)
        ? OptionalLong.of(told.path("start").asLong())
        : OptionalLong.empty();
  }

  /** Throws away what is there, and remembers what is begun. */
  void begin(String identity, long start) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      for (Path path : all.filter(path -> !path.endsWith(FolderLock.FILE)).toList()) {
        Folders.delete(path);
      }
    }
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("identity", identity);
    node.put("start", start);
    Path part = folder.resolve("replay.json.part");
    Files.writeString(part, node.toPrettyString());
    Files.move(part, folder.resolve("replay.json"), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Where checkpoints go. */
  URI checkpoints() {
    return folder.resolve("checkpoints").toUri();
  }

  /** The newest whole checkpoint. */
  Optional<URI> newestCheckpoint() throws IOException {
    Path checkpoints = folder.resolve("checkpoints");
    if (!Files.exists(checkpoints)) {
      return Optional.empty();
    }
    try (Stream<Path> all = Files.walk(checkpoints, 3)) {
      // Flink writes this file last
      return all.filter(path -> path.endsWith("_metadata"))
          .max(Comparator.comparingLong(Unfinished::modified))
          .map(path -> path.resolveSibling("").toUri());
    }
  }

  private static long modified(Path path) {
    try {
      return Files.getLastModifiedTime(path).toMillis();
    } catch (IOException e) {
      return Long.MIN_VALUE;
    }
  }

  /** The replay has come to its end: nothing of it stays but its outputs, if there are any. */
  void clear() throws IOException {
    lock.close();
    Folders.delete(folder);
    if (madeOut) {
      try {
        Files.delete(folder.toAbsolutePath().getParent());
      } catch (DirectoryNotEmptyException e) {
        // the outputs
      }
    }
  }

  /** Lets others have it; what is there stays. */
  @Override
  public void close() throws IOException {
    lock.close();
  }
}
