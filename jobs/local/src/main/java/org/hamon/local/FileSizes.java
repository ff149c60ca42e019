// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** Says beforehand that reading takes its time, where it does. */
final class FileSizes {
  private static final long LARGE = 16 << 20;

  private FileSizes() {}

  static void sayIfLarge(Console console, Path path) {
    long bytes = bytes(path);
    if (bytes > LARGE) {
      console.progress(String.format(Locale.ROOT, "... %s: reading %,d MB", path, bytes >> 20));
    }
  }

  private static long bytes(Path path) {
    try (Stream<Path> files = Files.isDirectory(path) ? Files.list(path) : Stream.of(path)) {
      long sum = 0;
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        sum += Files.size(file);
      }
      return sum;
    } catch (IOException e) {
      // Whoever reads it says why it cannot be read.
      return 0;
    }
  }
}
