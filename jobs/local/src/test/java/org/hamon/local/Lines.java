// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** Large files, compared without holding them. */
final class Lines {
  private static final int SHOWN = 3;

  private Lines() {}

  /** Fails at the first lines that differ, and shows these. */
  static void assertSame(Path actual, Path expected) throws IOException {
    if (Files.mismatch(actual, expected) < 0) {
      return;
    }
    try (Stream<String> found = Files.lines(actual);
        Stream<String> wanted = Files.lines(expected)) {
      Iterator<String> ours = found.iterator();
      Iterator<String> theirs = wanted.iterator();
      int line = 1;
      while (ours.hasNext() && theirs.hasNext()) {
        String one = ours.next();
        String other = theirs.next();
        if (!one.equals(other)) {
          assertThat(List.of(one, rest(ours)))
              .as("%s from line %d on", actual.getFileName(), line)
              .isEqualTo(List.of(other, rest(theirs)));
        }
        line++;
      }
      assertThat(rest(ours))
          .as("%s behind line %d", actual.getFileName(), line)
          .isEqualTo(rest(theirs));
    }
  }

  private static List<String> rest(Iterator<String> lines) {
    return Stream.generate(() -> lines.hasNext() ? lines.next() : "").limit(SHOWN).toList();
  }
}
