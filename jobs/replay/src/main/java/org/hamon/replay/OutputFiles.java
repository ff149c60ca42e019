// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Files of lines, opened when first named. */
final class OutputFiles implements AutoCloseable {

  private final Path folder;
  private final Map<String, BufferedWriter> writers = new LinkedHashMap<>();
  private final Map<String, Path> paths = new LinkedHashMap<>();

  OutputFiles(Path folder) {
    this.folder = folder;
  }

  /** The file of that name, empty if it is new. */
  Writer open(String name) {
    return writers.computeIfAbsent(
        name,
        topic -> {
          try {
            Path path = folder.resolve(topic + ".part");
            paths.put(topic, path);
            return Files.newBufferedWriter(path, StandardCharsets.UTF_8);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  void line(String name, String text) {
    try {
      open(name).append(text).append('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the files lie, by name. */
  Map<String, Path> all() {
    return paths;
  }

  @Override
  public void close() throws IOException {
    for (BufferedWriter writer : writers.values()) {
      writer.close();
    }
  }
}
