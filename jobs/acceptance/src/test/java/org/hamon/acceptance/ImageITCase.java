// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The Dockerfile, as far as it can be checked without building the image. */
class ImageITCase {

  private static final Path ROOT = Path.of("../..");
  private static final Path DOCKERFILE = ROOT.resolve("deploy/image/Dockerfile");

  @Test
  void whatItCopiesIsThereOnce() throws IOException {
    List<String> copied = new ArrayList<>();
    for (String line : Files.readAllLines(DOCKERFILE)) {
      if (line.startsWith("COPY ")) {
        List<String> words =
            Stream.of(line.split(" ")).skip(1).filter(word -> !word.startsWith("--")).toList();
        copied.addAll(words.subList(0, words.size() - 1));
      }
    }

    assertThat(copied).hasSize(3);
    for (String path : copied) {
      assertThat(matching(path)).as(path).hasSize(1);
      assertThat(Files.readString(ROOT.resolve("deploy/image/Dockerfile.dockerignore")))
          .contains("!" + path);
    }
  }

  @Test
  void itStartsFromFlinkAndEndsAsNobodyInParticular() throws IOException {
    List<String> lines = Files.readAllLines(DOCKERFILE);

    assertThat(lines).contains("ARG FLINK=flink:2.2.1-java17", "FROM ${FLINK}");
    assertThat(lines.get(lines.size() - 1)).isEqualTo("USER 9999");
  }

  private static List<Path> matching(String glob) throws IOException {
    Path pattern = Path.of(glob);
    Path folder = ROOT.resolve(pattern).getParent();
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern.getFileName());
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> matcher.matches(file.getFileName())).toList();
    }
  }
}
