// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.zip.GZIPInputStream;
import org.hamon.correlation.decode.Input;
import org.jspecify.annotations.Nullable;

/**
 * The records of a folder of input files, plain or {@code .gz}, as one sequence in the order of
 * their event times; records of one file never overtake each other.
 */
final class Recording implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<Reader> readers = new ArrayList<>();
  private final PriorityQueue<Reader> heads =
      new PriorityQueue<>(
          Comparator.comparingLong((Reader reader) -> reader.head().time())
              .thenComparing(reader -> reader.input));

  /**
   * One record, ready to be sent.
   *
   * @param key as the contract wants it in Kafka; null where the line names none
   * @param time event time, epoch milliseconds; of a line without one that of the line before
   */
  record Entry(Input input, @Nullable String key, long time, String line) {}

  private Recording() {}

  /** Opens the files of the folder; there may be fewer than there are inputs. */
  static Recording open(Path folder) throws IOException {
    Recording recording = new Recording();
    try {
      for (Input input : Input.values()) {
        Optional<Path> file = file(folder, input);
        if (file.isPresent()) {
          Reader reader = new Reader(input, file.get());
          recording.readers.add(reader);
          if (reader.advance()) {
            recording.heads.add(reader);
          }
        }
      }
    } catch (IOException | RuntimeException e) {
      recording.close();
      throw e;
    }
    return recording;
  }

  /** The file of that input in the folder. */
  static Optional<Path> file(Path folder, Input input) {
    for (String ending : List.of(".jsonl", ".jsonl.gz")) {
      Path file = folder.resolve(input.topic() + ending);
      if (Files.isRegularFile(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  /** The next record without taking it; null at the end. */
  @Nullable Entry peek() {
    Reader reader = heads.peek();
    return reader == null ? null : reader.head();
  }

  /** Takes the next record; null at the end. */
  @Nullable Entry next() throws IOException {
    Reader reader = heads.poll();
    if (reader == null) {
      return null;
    }
    Entry entry = reader.head();
    if (reader.advance()) {
      heads.add(reader);
    }
    return entry;
  }

  @Override
  public void close() throws IOException {
    for (Reader reader : readers) {
      reader.lines.close();
    }
  }

  private static final class Reader {
    private final Input input;
    private final BufferedReader lines;
    private @Nullable Entry head;
    private long lastTime;

    Reader(Input input, Path file) throws IOException {
      this.input = input;
      InputStream bytes = Files.newInputStream(file);
      if (file.toString().endsWith(".gz")) {
        bytes = new GZIPInputStream(bytes, 1 << 16);
      }
      this.lines =
          new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8), 1 << 16);
    }

    Entry head() {
      Entry entry = head;
      if (entry == null) {
        throw new IllegalStateException("Expected a record, but the file has ended");
      }
      return entry;
    }

    boolean advance() throws IOException {
      String line = lines.readLine();
      while (line != null && line.isBlank()) {
        line = lines.readLine();
      }
      if (line == null) {
        head = null;
        return false;
      }
      JsonNode node = tree(line);
      lastTime = time(node, input, lastTime);
      head = new Entry(input, key(node, input), lastTime, line);
      return true;
    }

    private static JsonNode tree(String line) {
      try {
        return JSON.readTree(line);
      } catch (JsonProcessingException e) {
        // Goes to the job as it is, which will put it to the dead letters.
        return JSON.missingNode();
      }
    }

    private static long time(JsonNode node, Input input, long otherwise) {
      String key =
          switch (input) {
            case TELEMETRY -> "time";
            case FAILURE_REPORTS -> "reportedAt";
            case TOPOLOGY_CHANGES, PATTERNS -> "validFrom";
            case ADVISORIES, CONTROLS -> "at";
          };
      try {
        return OffsetDateTime.parse(node.path(key).asText()).toInstant().toEpochMilli();
      } catch (DateTimeException e) {
        return otherwise;
      }
    }

    private static @Nullable String key(JsonNode node, Input input) {
      return switch (input) {
        case TELEMETRY -> text(node, "asset");
        case FAILURE_REPORTS -> {
          String asset = text(node, "asset");
          String sector = text(node, "sector");
          String region = text(node, "region");
          yield asset != null || sector == null || region == null ? asset : sector + "/" + region;
        }
        case TOPOLOGY_CHANGES -> text(node.path("value"), "id");
        case PATTERNS -> text(node.path("pattern"), "id");
        case ADVISORIES, CONTROLS -> text(node, "id");
      };
    }

    private static @Nullable String text(JsonNode node, String key) {
      JsonNode value = node.get(key);
      return value == null || value.isNull() ? null : value.asText();
    }
  }
}
