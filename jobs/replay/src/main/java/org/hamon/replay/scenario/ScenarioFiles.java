// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay.scenario;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.hamon.topology.Asset;
import org.hamon.topology.reading.TopologyReader;

/** The files of the scenarios, which come with the program. */
final class ScenarioFiles {

  private static final ObjectMapper YAML =
      YAMLMapper.builder()
          .addModule(
              new SimpleModule()
                  .addDeserializer(Instant.class, new InstantText())
                  .addDeserializer(Duration.class, new DurationText()))
          .build();

  private ScenarioFiles() {}

  static List<String> names() {
    return text("/scenarios/names").lines().filter(line -> !line.isBlank()).sorted().toList();
  }

  static boolean exists(String resource) {
    return ScenarioFiles.class.getResource(resource) != null;
  }

  static String text(String resource) {
    return new String(bytes(resource), StandardCharsets.UTF_8);
  }

  static byte[] bytes(String resource) {
    try (InputStream in = ScenarioFiles.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(
            "Expected the resource " + resource + ", but this build lacks it.");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The topology of a sample. */
  static String topology(String sample) {
    return "/topology/samples/" + sample + "/topology.yaml";
  }

  /** The assets of a sample, sorted. */
  static List<Asset> assets(String sample) {
    try {
      Path file = Files.createTempFile("hamon-topology", ".yaml");
      try {
        Files.write(file, bytes(topology(sample)));
        return TopologyReader.read(file).topology().orElseThrow().assets().stream()
            .sorted(Comparator.comparing(Asset::id))
            .toList();
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static <T> T yaml(String resource, Class<T> type) {
    try {
      return YAML.readValue(bytes(resource), type);
    } catch (IOException e) {
      throw new IllegalStateException(
          "Expected " + resource + " to hold a " + type.getSimpleName() + ": " + e.getMessage(), e);
    }
  }

  private static final class InstantText extends StdDeserializer<Instant> {
    private static final long serialVersionUID = 1L;

    InstantText() {
      super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      return OffsetDateTime.parse(parser.getText()).toInstant();
    }
  }

  /** The short form: {@code 30s 10m 4h 2d}. */
  private static final class DurationText extends StdDeserializer<Duration> {
    private static final long serialVersionUID = 1L;

    DurationText() {
      super(Duration.class);
    }

    @Override
    public Duration deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      String text = parser.getText().toUpperCase(Locale.ROOT);
      return Duration.parse(text.endsWith("D") ? "P" + text : "PT" + text);
    }
  }
}
