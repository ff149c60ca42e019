// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.warn;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** What is recommended where no pattern says better, by sector and phase; and names of sectors. */
final class Advice {

  private static final String STANDARD = "advice.yaml";

  private final JsonNode file;

  private Advice(JsonNode file) {
    this.file = file;
  }

  /** The advice that comes with the job. */
  static Advice standard() {
    try (InputStream in =
        requireNonNull(Advice.class.getResourceAsStream(STANDARD), "resource " + STANDARD)) {
      return new Advice(new YAMLMapper().readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the sector is recommended to do, in English ({@code en}) or Japanese ({@code ja}). */
  String of(String sector, Phase phase, String language) {
    JsonNode own = file.path("sectors").path(sector).path(phase.word());
    JsonNode line = own.isMissingNode() ? file.required("default").required(phase.word()) : own;
    return line.required(language).textValue();
  }

  /** What a sector is recommended to do once nothing of what it was told stands any more. */
  String standDown(String language) {
    return file.required("standDown").required(language).textValue();
  }

  /** What is recommended while it is gone, where it comes and goes. */
  String quiet(String language) {
    return file.required("quiet").required(language).textValue();
  }

  /** The sector's name in Japanese; the slug itself where the table has none. */
  String sectorJa(String sector) {
    return file.required("sectorsJa").path(sector).asText(sector);
  }
}
