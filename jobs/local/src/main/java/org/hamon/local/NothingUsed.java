// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.hamon.correlation.Output;

/** Says that a replay has read records and could use none of them, and why. */
final class NothingUsed {
  private static final ObjectMapper JSON = new ObjectMapper();

  private NothingUsed() {}

  /** What is wrong with what was read, by the outputs in the folder; empty if anything was used. */
  static Optional<String> in(Path out) throws IOException {
    long in = 0;
    long refused = 0;
    Path books = out.resolve(Output.BOOKS + ".jsonl");
    try (BufferedReader lines = Files.newBufferedReader(books)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode book = JSON.readTree(line);
        in += book.path("in").asLong();
        refused += book.path("deadLettered").asLong();
      }
    }
    if (in == 0 || refused < in) {
      return Optional.empty();
    }
    Path letters = out.resolve(Output.DEAD_LETTERS + ".jsonl");
    return Optional.of(
        "expected records that can be used, but "
            + (in == 1 ? "the only one is" : Text.count(in, "record") + " are all")
            + " refused"
            + first(letters)
            + " All refused records and the reasons stand in "
            + letters
            + ".");
  }

  private static String first(Path letters) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(letters)) {
      String line = lines.readLine();
      if (line == null) {
        return ".";
      }
      JsonNode letter = JSON.readTree(line);
      return String.format(
          "; %s, line %d: %s: %s.",
          letter.path("topic").asText(),
          letter.path("offset").asLong(),
          letter.path("reason").asText(),
          letter.path("detail").asText().strip());
    }
  }
}
