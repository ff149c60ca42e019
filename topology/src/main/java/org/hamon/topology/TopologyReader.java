// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads a topology from a YAML file, a folder that holds one, or a folder with {@code assets.csv},
 * {@code dependencies.csv}, {@code links.csv} and, beside them, {@code topology.yaml} for levels,
 * sectors and sharing. Everything that is wrong is collected; nothing that a file says can make it
 * throw.
 */
public final class TopologyReader {

  private static final String ASSETS = "assets.csv";
  private static final long MOST_BYTES = 2L << 30;

  /**
   * What was read.
   *
   * @param topology empty if there is an error among the findings
   */
  public record Result(Optional<Topology> topology, List<Finding> findings) {
    public Result {
      findings = List.copyOf(findings);
    }
  }

  private final Findings findings;
  private final TopologyDraft draft = new TopologyDraft();

  private TopologyReader(Path path) {
    findings = Findings.of(path.toString());
  }

  /** Reads the file or folder. */
  public static Result read(Path path) {
    TopologyReader reader = new TopologyReader(path);
    reader.readAll(path);
    TopologyChecks.check(reader.draft);
    return new Result(
        reader.findings.hasErrors() ? Optional.empty() : Optional.of(reader.draft.finished()),
        reader.findings.all());
  }

  private void readAll(Path path) {
    if (!Files.isDirectory(path)) {
      open(path, this::readYaml);
    } else if (Files.exists(path.resolve(ASSETS))) {
      readFolder(path);
    } else {
      readOnlyYamlOf(path);
    }
  }

  private void readOnlyYamlOf(Path folder) {
    List<Path> documents;
    try (Stream<Path> files = Files.list(folder)) {
      documents = files.filter(TopologyReader::isYaml).sorted().toList();
    } catch (IOException e) {
      unreadable(findings, e);
      return;
    }
    if (documents.size() == 1) {
      open(documents.get(0), this::readYaml);
      return;
    }
    findings.error(
        "NO_TOPOLOGY",
        0,
        "",
        "Expected one YAML file or "
            + ASSETS
            + " in the folder, but it has "
            + documents.size()
            + " YAML files.",
        "name the file");
  }

  private static boolean isYaml(Path file) {
    String name = file.toString();
    return (name.endsWith(".yaml") || name.endsWith(".yml")) && Files.isRegularFile(file);
  }

  private void readFolder(Path folder) {
    Path name = folder.toAbsolutePath().normalize().getFileName();
    draft.id = name == null ? "topology" : name.toString();
    Path yaml = folder.resolve("topology.yaml");
    if (Files.exists(yaml)) {
      open(yaml, this::readYaml);
    }
    readCsv(folder.resolve(ASSETS), draft::addAssets);
    readCsv(folder.resolve("dependencies.csv"), draft::addDependencies);
    readCsv(folder.resolve("links.csv"), draft::addLinks);
  }

  /** Takes the rows of a list; the place is empty where the line says it all. */
  private interface Adding {
    void add(List<Node> nodes, String place, Findings findings);
  }

  private void readCsv(Path file, Adding adding) {
    if (Files.exists(file)) {
      open(
          file,
          source ->
              adding.add(CsvRows.read(source.reader(), source.findings()), "", source.findings()));
    }
  }

  private void readYaml(Source source) throws IOException {
    Node root = YamlTree.read(source.reader(), source.findings());
    if (root == null) {
      return;
    }
    if (!(root instanceof Node.Mapping mapping)) {
      source
          .findings()
          .error(
              "WRONG_SHAPE",
              root.line(),
              "",
              "Expected keys with values, but found " + root.description() + ".",
              null);
      return;
    }
    Fields fields = new Fields(mapping, "", source.findings());
    draft.id = draft.id.isEmpty() || fields.has("topology") ? fields.text("topology") : draft.id;
    String version = fields.optionalText("version");
    draft.version = version == null ? "" : version;
    readSectors(fields);
    draft.addAssets(fields.items("assets"), "assets", source.findings());
    draft.addDependencies(fields.items("dependencies"), "dependencies", source.findings());
    draft.addLinks(fields.items("links"), "links", source.findings());
    draft.addServiceLevels(fields.items("serviceLevels"), "serviceLevels", source.findings());
    draft.addSharing(fields.items("sharing"), "sharing", source.findings());
    draft.hopLimit = (int) fields.whole("hopLimit", 1, 32, Topology.DEFAULT_HOP_LIMIT);
    fields.rejectOthers();
  }

  private void readSectors(Fields fields) {
    List<Node> nodes = fields.items("sectors");
    for (int i = 0; i < nodes.size(); i++) {
      String place = "sectors[" + i + "]";
      Node node = nodes.get(i);
      if (!(node instanceof Node.Mapping mapping)) {
        fields.error("WRONG_SHAPE", node, place, "keys with values", null);
        continue;
      }
      Fields sector = new Fields(mapping, place, fields.findings());
      String id = AssetFields.slug(sector, "id");
      sector.optionalText("name");
      sector.rejectOthers();
      if (Topology.TEN_SECTORS.contains(id)
          || id.equals(Asset.PROVIDER)
          || id.equals(Asset.AREA)
          || !draft.sectors.add(id)) {
        sector.error(
            "DUPLICATE_ID", sector.node("id"), "id", "a sector that is not there already", null);
      }
    }
  }

  /** An open file and where to note what is wrong with it. */
  private record Source(Reader reader, Findings findings) {}

  private interface Read {
    void from(Source source) throws IOException;
  }

  private void open(Path file, Read read) {
    Findings here = findings.in(file.toString());
    try {
      if (Files.size(file) > MOST_BYTES) {
        here.error("TOO_LARGE", 0, "", "Expected at most 2 GiB, but the file is larger.", null);
        return;
      }
      try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
        read.from(new Source(reader, here));
      }
    } catch (IOException e) {
      unreadable(here, e);
    }
  }

  private static void unreadable(Findings findings, IOException e) {
    String reason;
    if (e instanceof NoSuchFileException) {
      reason = "there is none";
    } else if (e instanceof CharacterCodingException) {
      reason = "it is not UTF-8";
    } else {
      String message = e.getMessage();
      reason = message == null ? e.getClass().getSimpleName() : message;
    }
    findings.error(
        "UNREADABLE", 0, "", "Expected a file that can be read, but " + reason + ".", null);
  }
}
