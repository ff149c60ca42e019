// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnwritableTest {

  @TempDir Path folder;

  @Test
  void exampleUsage() throws Exception {
    Path file = Files.createFile(folder.resolve("taken"));

    assertThatThrownBy(() -> Unfinished.in(file))
        .isInstanceOf(UnusableInput.class)
        .hasMessageContaining("hamon: --out: expected to write into " + file + ", but ")
        .hasMessageContaining(" is a file, where a folder should be. Remove the file, or name");
  }

  @Test
  void aFolderThatCannotBeMadeHasAReason() {
    Path nowhere = Path.of("/proc/hamon-out"); // nobody makes folders there

    assertThatThrownBy(() -> Unfinished.in(nowhere))
        .isInstanceOf(UnusableInput.class)
        .hasMessageContaining("--out: expected to write into /proc/hamon-out, but ")
        .hasMessageContaining(" Name a folder");
  }

  @Test
  void eachReasonHasSomethingToDo() {
    assertThat(said(new FileSystemException("/mnt/x", null, "Read-only file system")))
        .endsWith("the system says 'Read-only file system'. Name a folder that can be written.");
    assertThat(said(new AccessDeniedException("/root/x")))
        .endsWith("(/root/x). Name a folder that is yours, or have the right given to you.");
    assertThat(said(new FileSystemException("/mnt/x", null, "No space left on device")))
        .endsWith("Make room there, or name a folder on another disk.");
  }

  @Test
  void aFullDiskIsNamedByTheFoldersThatMayBeOnIt() {
    IOException failed = new IOException("the job has failed: No space left on device");

    assertThat(FullDisk.stopping(new IOException("the job has failed"), folder, folder)).isEmpty();
    assertThat(FullDisk.stopping(new IllegalStateException("!", failed), folder, folder))
        .hasValueSatisfying(
            said ->
                assertThat(said.lines())
                    .singleElement()
                    .asString()
                    .contains("a disk is full: that of the outputs, " + folder)
                    .contains("Make room there and start it again"));
  }

  private static String said(IOException e) {
    return String.join("\n", Unwritable.input(Path.of("x"), e).lines());
  }
}
