// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** By which two runs are known to be of the same: a hash over what goes into them. */
final class Fingerprint {
  private final MessageDigest digest;

  Fingerprint() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Expected SHA-256, which every Java has", e);
    }
  }

  /** A text of any kind. */
  Fingerprint add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
    digest.update(bytes);
    return this;
  }

  /** What a file, or the files below a folder, hold. */
  Fingerprint addContent(Path path) throws IOException {
    for (Path file : files(path)) {
      add(path.relativize(file).toString());
      digest.update(Files.readAllBytes(file));
    }
    return this;
  }

  /** The same by names, sizes and times of change alone, for files that may be large. */
  Fingerprint addFiles(Path path) throws IOException {
    for (Path file : files(path)) {
      addFile(path.relativize(file).toString(), file);
    }
    return this;
  }

  /** The program that runs. */
  Fingerprint addProgram() throws IOException {
    for (String entry : System.getProperty("java.class.path", "").split(File.pathSeparator, -1)) {
      Path path = Path.of(entry);
      if (Files.isRegularFile(path)) {
        addFile(entry, path);
      }
    }
    return this;
  }

  private void addFile(String name, Path file) throws IOException {
    add(name);
    add(Files.size(file) + " " + Files.getLastModifiedTime(file));
  }

  private static List<Path> files(Path path) throws IOException {
    try (Stream<Path> all = Files.walk(path)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** In hexadecimal; once. */
  String text() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
