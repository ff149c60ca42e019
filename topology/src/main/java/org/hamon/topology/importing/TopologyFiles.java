// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.importing;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.hamon.topology.Topology;
import org.hamon.topology.reading.CellMark;
import org.hamon.topology.reading.Origin;

/**
 * Writes an imported topology - its assets, dependencies and links - as files that the reader
 * takes: one YAML file, or a folder of tables and a {@code topology.yaml}. Values that are the
 * default are left out.
 */
public final class TopologyFiles {

  private TopologyFiles() {}

  /**
   * Writes to a file if the name ends in {@code .yaml} or {@code .yml}, else to a folder, which is
   * made if need be. Each file appears when it is complete.
   *
   * @throws IllegalArgumentException if the topology has service levels or sharing, which no import
   *     gives and which would be lost
   */
  public static void write(Topology topology, Origin origin, Path out) throws IOException {
    if (!topology.serviceLevels().isEmpty() || !topology.sharing().isEmpty()) {
      throw new IllegalArgumentException(
          "Expected assets, dependencies and links alone, but there are levels or sharing");
    }
    String name = out.toString();
    if (name.endsWith(".yaml") || name.endsWith(".yml")) {
      Path above = out.toAbsolutePath().getParent();
      if (above != null) {
        Files.createDirectories(above);
      }
      complete(out, writer -> document(topology, origin, writer, true));
      return;
    }
    Files.createDirectories(out);
    complete(
        out.resolve("assets.csv"),
        writer ->
            table(
                writer,
                Values.ASSET,
                topology.assets().size(),
                i -> Values.of(topology.assets().get(i))));
    complete(
        out.resolve("dependencies.csv"),
        writer ->
            table(
                writer,
                Values.DEPENDENCY,
                topology.dependencies().size(),
                i -> Values.of(topology.dependencies().get(i), origin.evidence(i))));
    complete(
        out.resolve("links.csv"),
        writer ->
            table(
                writer,
                Values.LINK,
                topology.links().size(),
                i -> Values.of(topology.links().get(i))));
    complete(out.resolve("topology.yaml"), writer -> document(topology, origin, writer, false));
  }

  private interface Writing {
    void to(Writer writer) throws IOException;
  }

  private static void complete(Path file, Writing writing) throws IOException {
    Path beside = file.resolveSibling(file.getFileName() + ".part");
    try (Writer writer = Files.newBufferedWriter(beside)) {
      writing.to(writer);
    }
    Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void table(
      Writer writer, List<String> columns, int rows, IntFunction<Map<String, Object>> row)
      throws IOException {
    CsvFactory factory = new CsvFactory();
    factory.enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING);
    CsvSchema.Builder schema = CsvSchema.builder().setUseHeader(true).setLineSeparator('\n');
    columns.forEach(schema::addColumn);
    try (CsvGenerator generator = factory.createGenerator(writer)) {
      generator.setSchema(schema.build());
      for (int i = 0; i < rows; i++) {
        generator.writeStartObject();
        for (Map.Entry<String, Object> value : row.apply(i).entrySet()) {
          generator.writeStringField(value.getKey(), CellMark.marked(value.getValue().toString()));
        }
        generator.writeEndObject();
      }
    }
  }

  private static void document(Topology topology, Origin origin, Writer writer, boolean whole)
      throws IOException {
    YAMLFactory factory =
        YAMLFactory.builder()
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .build();
    try (JsonGenerator generator = factory.createGenerator(writer)) {
      generator.writeStartObject();
      generator.writeStringField("topology", topology.id());
      if (!topology.version().isEmpty()) {
        generator.writeStringField("version", topology.version());
      }
      List<Map<String, Object>> sectors = new ArrayList<>();
      topology.sectors().forEach(sector -> sectors.add(Map.of("id", sector)));
      list(generator, "sectors", sectors.size(), sectors::get);
      list(
          generator,
          "regions",
          topology.regions().size(),
          i -> Values.of(topology.regions().get(i)));
      if (whole) {
        list(
            generator,
            "assets",
            topology.assets().size(),
            i -> Values.of(topology.assets().get(i)));
        list(
            generator,
            "dependencies",
            topology.dependencies().size(),
            i -> Values.nested(Values.of(topology.dependencies().get(i), origin.evidence(i))));
        list(generator, "links", topology.links().size(), i -> Values.of(topology.links().get(i)));
      }
      generator.writeEndObject();
    }
  }

  private static void list(
      JsonGenerator generator, String key, int size, IntFunction<Map<String, Object>> item)
      throws IOException {
    if (size == 0) {
      return;
    }
    generator.writeArrayFieldStart(key);
    for (int i = 0; i < size; i++) {
      object(generator, item.apply(i));
    }
    generator.writeEndArray();
  }

  private static void object(JsonGenerator generator, Map<?, ?> values) throws IOException {
    generator.writeStartObject();
    for (Map.Entry<?, ?> value : values.entrySet()) {
      generator.writeFieldName(value.getKey().toString());
      if (value.getValue() instanceof Map<?, ?> below) {
        object(generator, below);
      } else {
        generator.writeString(value.getValue().toString());
      }
    }
    generator.writeEndObject();
  }
}
