// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {

  @TempDir Path temporary;

  @Test
  void exampleUsage() throws Exception {
    Path folder = temporary.resolve("checkpoints");
    try (FolderLock lock = FolderLock.take(folder).orElseThrow()) {
      assertThat(lock.hold()).isEqualTo(FolderLock.Hold.KEPT);
      assertThat(FolderLock.take(folder)).isEmpty();
    }

    assertThat(FolderLock.take(folder)).isPresent();
  }

  @Test
  void isTakenAgainOnAFolderMadeAnew() throws Exception {
    Path folder = temporary.resolve("checkpoints");
    try (FolderLock lock = FolderLock.take(folder).orElseThrow()) {
      Folders.delete(folder);

      assertThat(lock.hold()).isEqualTo(FolderLock.Hold.TAKEN_AGAIN);
      assertThat(lock.hold()).isEqualTo(FolderLock.Hold.KEPT);
      assertThat(anotherProcessTakes(folder)).isFalse();
    }
    assertThat(anotherProcessTakes(folder)).isTrue();
  }

  @Test
  void isTakenAgainIfOnlyTheFileIsReplaced() throws Exception {
    try (FolderLock lock = FolderLock.take(temporary).orElseThrow()) {
      Files.delete(temporary.resolve(FolderLock.FILE));
      Files.createFile(temporary.resolve(FolderLock.FILE));

      assertThat(lock.hold()).isEqualTo(FolderLock.Hold.TAKEN_AGAIN);
      assertThat(anotherProcessTakes(temporary)).isFalse();
    }
  }

  @Test
  void isLostToWhoTookTheFolderMadeAnew_untilItIsFree() throws Exception {
    Path folder = temporary.resolve("checkpoints");
    try (FolderLock lock = FolderLock.take(folder).orElseThrow()) {
      Folders.delete(folder);
      try (FolderLock other = FolderLock.take(folder).orElseThrow()) {
        assertThat(lock.hold()).isEqualTo(FolderLock.Hold.LOST);
        assertThat(other.hold()).isEqualTo(FolderLock.Hold.KEPT);
      }

      assertThat(lock.hold()).isEqualTo(FolderLock.Hold.TAKEN_AGAIN);
    }
  }

  @Test
  void aLookFromTheSameProcessDoesNotGiveItUp() throws Exception {
    try (FolderLock lock = FolderLock.take(temporary).orElseThrow()) {
      assertThat(FolderLock.take(temporary)).isEmpty();

      assertThat(anotherProcessTakes(temporary)).isFalse();
      assertThat(lock.hold()).isEqualTo(FolderLock.Hold.KEPT);
    }
  }

  private static boolean anotherProcessTakes(Path folder) throws Exception {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Taker.class.getName(),
                folder.toString())
            .inheritIO()
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return process.exitValue() == 0;
  }

  /** Exit code 0: it has taken the folder; 1: another has it. */
  static final class Taker {
    private Taker() {}

    public static void main(String[] arguments) throws Exception {
      Optional<FolderLock> lock = FolderLock.take(Path.of(arguments[0]));
      System.exit(lock.isPresent() ? 0 : 1);
    }
  }
}
