// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.hamon.correlation.decode.Input;
import org.hamon.correlation.decode.RecordParser;
import org.hamon.topology.reading.FolderFiles;

/**
 * Files of lines: those anywhere below a folder whose name begins with the name of an input and
 * ends in {@code .jsonl} or {@code .jsonl.gz}. Links that lead out of the folder are not followed.
 */
record FileArchive(String folder) implements Archive {

  @Override
  public String text() {
    return folder;
  }

  @Override
  public List<String> complaints() throws IOException {
    Path root = Path.of(folder);
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(path -> !path.equals(root) && Files.isSymbolicLink(path))
          .filter(path -> Files.isDirectory(path) || input(path).isPresent())
          .filter(path -> FolderFiles.leadsOut(root, path))
          .sorted()
          .map(
              path ->
                  path
                      + ": expected a file of the folder, but it is a link that leads out of it."
                      + " Put the file itself into the folder.")
          .toList();
    }
  }

  @Override
  public List<String> remarks() throws IOException {
    List<String> remarks = new ArrayList<>();
    for (Part part : parts()) {
      Path path = Path.of(folder, part.name());
      if (part.size() == 0 && LineLog.isPacked(path)) {
        remarks.add(
            path
                + ": expected packed records, but the file has no bytes, so there is nothing in it."
                + " If it should have some, bring it again.");
      }
    }
    return remarks;
  }

  @Override
  public List<Part> parts() throws IOException {
    Path root = Path.of(folder);
    List<Part> parts = new ArrayList<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.filter(Files::isRegularFile).toList()) {
        Optional<Input> input = input(path);
        if (input.isPresent() && !FolderFiles.leadsOut(root, path)) {
          String below = root.relativize(path).toString().replace('\\', '/');
          parts.add(new Part(input.get(), below, 0, 0, Long.MAX_VALUE, Files.size(path)));
        }
      }
    }
    parts.sort(
        Comparator.comparingInt((Part part) -> ORDER.indexOf(part.input()))
            .thenComparing(Part::name));
    return parts;
  }

  private static Optional<Input> input(Path path) {
    String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".jsonl") || name.endsWith(".jsonl.gz")
        ? ORDER.stream().filter(input -> name.startsWith(input.topic())).findFirst()
        : Optional.empty();
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
