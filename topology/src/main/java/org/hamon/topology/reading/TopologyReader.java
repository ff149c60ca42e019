// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.reading;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.hamon.topology.Asset;
import org.hamon.topology.Finding;
import org.hamon.topology.Topology;

/**
 * Reads a topology from a YAML file, a folder that holds one, or a folder with {@code assets.csv},
 * {@code dependencies.csv}, {@code links.csv} (each of them also as {@code .csv.gz}) and, beside
 * them, {@code topology.yaml} for levels, sectors and sharing. Everything that is wrong is
 * collected; nothing that a file says can make it throw.
 *
 * <p>Tables are read row by row, in {@code O(rows)}, and take little more room than the topology
 * they give; a document is in memory as a whole while it is read.
 */
public final class TopologyReader {

  private static final String ASSETS = "assets.csv";
  private static final String GZIP = ".gz";
  private static final long MOST_BYTES = 2L << 30;
  private static final long MOST_UNPACKED = 8L << 30;

  private static final List<String> KEYS =
      List.of(
          "topology",
          "version",
          "sectors",
          "assets",
          "dependencies",
          "links",
          "serviceLevels",
          "sharing",
          "hopLimit");
  private static final List<String> SECTOR_KEYS = List.of("id", "name");

  /**
   * What was read.
   *
   * @param topology empty if there is an error among the findings
   * @param origin where the parts of the topology stand
   */
  public record Result(Optional<Topology> topology, List<Finding> findings, Origin origin) {
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
    TopologyChecks.check(reader.draft, reader.findings);
    return new Result(
        reader.findings.hasErrors() ? Optional.empty() : Optional.of(reader.draft.finished()),
        reader.findings.all(),
        reader.draft.origin());
  }

  private void readAll(Path path) {
    if (!Files.isDirectory(path)) {
      open(path, this::readYaml);
    } else if (Files.exists(path.resolve(ASSETS)) || Files.exists(path.resolve(ASSETS + GZIP))) {
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
    readCsv(folder, ASSETS, draft.assets, draft::addAsset);
    readCsv(folder, "dependencies.csv", draft.dependencies, draft::addDependency);
    readCsv(folder, "links.csv", draft.links, draft::addLink);
  }

  /** Takes one thing of a list; the ordinal counts from 0 in the list. */
  private interface Adding {
    void add(Fields fields, int ordinal);
  }

  private void readCsv(Path folder, String name, Things<?> things, Adding adding) {
    Path plain = folder.resolve(name);
    Path file = Files.exists(plain) ? plain : folder.resolve(name + GZIP);
    if (Files.exists(file)) {
      things.places().begin(file.toString(), "");
      open(
          file,
          source ->
              CsvRows.read(
                  source.reader(),
                  source.findings(),
                  row -> adding.add(new Fields(row, "", source.findings(), draft.repeats), -1)));
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
    Fields fields = new Fields(mapping, "", source.findings(), draft.repeats);
    draft.id = draft.id.isEmpty() || fields.has("topology") ? fields.text("topology") : draft.id;
    String version = fields.optionalText("version");
    draft.version = version == null ? "" : version;
    each(fields, "sectors", this::addSector);
    readList(fields, "assets", draft.assets, draft::addAsset);
    readList(fields, "dependencies", draft.dependencies, draft::addDependency);
    readList(fields, "links", draft.links, draft::addLink);
    readList(fields, "serviceLevels", draft.serviceLevels, draft::addServiceLevel);
    readList(fields, "sharing", draft.sharing, draft::addSharing);
    draft.hopLimit = (int) fields.whole("hopLimit", 1, 32, Topology.DEFAULT_HOP_LIMIT);
    fields.rejectOthers(KEYS);
  }

  private void readList(Fields fields, String key, Things<?> things, Adding adding) {
    things.places().begin(fields.findings().file(), key);
    each(fields, key, adding);
  }

  private static void each(Fields fields, String key, Adding adding) {
    List<Node> nodes = fields.items(key);
    for (int i = 0; i < nodes.size(); i++) {
      String place = key + "[" + i + "]";
      Node node = nodes.get(i);
      if (node instanceof Node.Mapping mapping) {
        adding.add(new Fields(mapping, place, fields.findings(), fields.repeats()), i);
      } else {
        fields.error("WRONG_SHAPE", node, place, "keys with values", null);
      }
    }
  }

  private void addSector(Fields sector, int ordinal) {
    String id = AssetFields.slug(sector, "id");
    sector.optionalText("name");
    sector.rejectOthers(SECTOR_KEYS);
    if (Topology.TEN_SECTORS.contains(id)
        || id.equals(Asset.PROVIDER)
        || id.equals(Asset.AREA)
        || !draft.sectors.add(id)) {
      sector.error(
          "DUPLICATE_ID", sector.node("id"), "id", "a sector that is not there already", null);
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
      try (InputStream bytes = Files.newInputStream(file);
          Reader reader = text(file.toString().endsWith(GZIP) ? unpacked(bytes) : bytes)) {
        read.from(new Source(reader, here));
      }
    } catch (IOException e) {
      unreadable(here, e);
    }
  }

  private static InputStream unpacked(InputStream bytes) throws IOException {
    return new BoundedInput(new GZIPInputStream(bytes, 1 << 16), MOST_UNPACKED);
  }

  /** A decoder of its own says so if the file is not UTF-8, instead of replacing what is not. */
  private static Reader text(InputStream bytes) {
    return new BufferedReader(
        new InputStreamReader(bytes, StandardCharsets.UTF_8.newDecoder()), 1 << 16);
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
