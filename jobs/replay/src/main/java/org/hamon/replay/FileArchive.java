// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.hamon.correlation.decode.Input;
import org.hamon.correlation.decode.RecordParser;

/**
 * Files of lines: those anywhere below a folder whose name begins with the name of an input and
 * ends in {@code .jsonl} or {@code .jsonl.gz}.
 */
record FileArchive(String folder) implements Archive {

  @Override
  public String text() {
    return folder;
  }

  @Override
  public List<Part> parts() throws IOException {
    Path root = Path.of(folder);
    List<Part> parts = new ArrayList<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.filter(Files::isRegularFile).toList()) {
        String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".jsonl") || name.endsWith(".jsonl.gz")) {
          for (Input input : ORDER) {
            if (name.startsWith(input.topic())) {
              String below = root.relativize(path).toString().replace('\\', '/');
              parts.add(new Part(input, below, 0, 0, Long.MAX_VALUE, Files.size(path)));
            }
          }
        }
      }
    }
    parts.sort(
        Comparator.comparingInt((Part part) -> ORDER.indexOf(part.input()))
            .thenComparing(Part::name));
    return parts;
  }

  @Override
  public RecordLog open(Part part, long behind) throws IOException {
    Path path = Path.of(folder, part.name());
    LineLog lines = LineLog.open(path, RecordParser.MAX_BYTES);
    try {
      while (lines.behind() < behind) {
        if (!lines.advance()) {
          throw new IOException(
              "Expected "
                  + path
                  + " to have "
                  + behind
                  + " lines as before, but it has "
                  + lines.behind());
        }
      }
    } catch (IOException e) {
      lines.close();
      throw e;
    }
    return lines;
  }
}
