// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkingFolderTest {

  @TempDir Path temporary;

  @Test
  void exampleUsage() throws Exception {
    Path path;
    try (WorkingFolder folder = WorkingFolder.below(temporary)) {
      path = folder.path();
      Files.writeString(path.resolve("state"), "much");
      assertThat(path).isDirectory();
    }

    assertThat(path).doesNotExist();
  }

  @Test
  void whatAKilledProcessLeftIsRemoved_whatIsInUseIsNot() throws Exception {
    Path left = Files.createDirectory(temporary.resolve("hamon-flink-left"));
    Files.createFile(left.resolve(FolderLock.FILE));
    Files.writeString(left.resolve("state"), "much");
    Path ofOthers = Files.createDirectory(temporary.resolve("others"));
    Files.createFile(ofOthers.resolve(FolderLock.FILE));

    try (WorkingFolder first = WorkingFolder.below(temporary);
        WorkingFolder second = WorkingFolder.below(temporary)) {
      assertThat(left).doesNotExist();
      assertThat(ofOthers).isDirectory();
      assertThat(first.path()).isDirectory();
      assertThat(second.path()).isDirectory().isNotEqualTo(first.path());
    }
  }
}
