// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.reading;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hamon.topology.Finding;
import org.hamon.topology.Suggestion;
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

  private static final List<String> TABLES = List.of(ASSETS, "dependencies.csv", "links.csv");

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
          "regions",
          "hopLimit");

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

  /** How many rows were read of each table. */
  private final Map<String, Integer> rows = new HashMap<>();

  private TopologyReader(Path path) {
    findings = Findings.of(path.toString());
  }

  /** Reads the file or folder. */
  public static Result read(Path path) {
    TopologyReader reader = new TopologyReader(path);
    reader.readAll(path);
    TopologyChecks.check(reader.draft, reader.findings);
    reader.findings.gather(file -> reader.rows.getOrDefault(file, 0), Findings::inRows);
    return new Result(
        reader.findings.hasErrors() ? Optional.empty() : Optional.of(reader.draft.finished()),
        reader.findings.all(),
        reader.draft.origin());
  }

  private void readAll(Path path) {
    if (!Files.isDirectory(path)) {
      SourceFile.open(path, findings, this::readYaml);
    } else if (linksLeadOutOf(path)) {
      // nothing of it is read
    } else if (Files.exists(path.resolve(ASSETS))
        || Files.exists(path.resolve(ASSETS + SourceFile.GZIP))) {
      readFolder(path);
    } else {
      readOnlyYamlOf(path);
    }
  }

  private boolean linksLeadOutOf(Path folder) {
    List<Path> links;
    try (Stream<Path> files = Files.list(folder)) {
      links =
          files
              .filter(file -> isYaml(file) || TABLES.contains(plainName(file)))
              .filter(file -> FolderFiles.leadsOut(folder, file))
              .sorted()
              .toList();
    } catch (IOException e) {
      SourceFile.unreadable(findings, e);
      return true;
    }
    for (Path link : links) {
      findings
          .in(link.toString())
          .error(
              "LINK_LEADS_OUT",
              0,
              "",
              "Expected a file in the folder, but it is a link that leads out of it.",
              "put the file itself into the folder, or name the file");
    }
    return !links.isEmpty();
  }

  private static String plainName(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(SourceFile.GZIP)
        ? name.substring(0, name.length() - SourceFile.GZIP.length())
        : name;
  }

  private void readOnlyYamlOf(Path folder) {
    List<Path> documents;
    try (Stream<Path> files = Files.list(folder)) {
      documents = files.filter(TopologyReader::isYaml).sorted().toList();
    } catch (IOException e) {
      SourceFile.unreadable(findings, e);
      return;
    }
    if (documents.size() == 1) {
      SourceFile.open(documents.get(0), findings, this::readYaml);
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
      SourceFile.open(yaml, findings, this::readYaml);
    }
    readCsv(
        folder, ASSETS, List.of("id", "sector"), AssetFields.KEYS, draft.assets, draft::addAsset);
    readCsv(
        folder,
        "dependencies.csv",
        List.of("provider", "dependent"),
        DependencyFields.KEYS,
        draft.dependencies,
        draft::addDependency);
    readCsv(folder, "links.csv", List.of("a", "b"), LinkFields.KEYS, draft.links, draft::addLink);
  }

  /** Takes one thing of a list; the ordinal counts from 0 in the list. */
  private interface Adding {
    void add(Fields fields, int ordinal);
  }

  private void readCsv(
      Path folder,
      String name,
      List<String> required,
      List<String> known,
      Things<?> things,
      Adding adding) {
    AtomicBoolean usable = new AtomicBoolean(true);
    Path plain = folder.resolve(name);
    Path file = Files.exists(plain) ? plain : folder.resolve(name + SourceFile.GZIP);
    if (Files.exists(file)) {
      things.places().begin(file.toString(), "");
      SourceFile.open(
          file,
          findings,
          (reader, here) ->
              CsvRows.read(
                  reader,
                  CsvDialect.UNTOLD,
                  here,
                  names -> header(names, required, known, here, usable),
                  row -> {
                    if (usable.get()) {
                      rows.merge(file.toString(), 1, Integer::sum);
                      adding.add(new Fields(row, "", here, draft.repeats), -1);
                    }
                  }));
    }
  }

  /** Says once that columns are missing, before each row does. */
  private static CsvColumns header(
      List<String> names,
      List<String> required,
      List<String> known,
      Findings here,
      AtomicBoolean usable) {
    CsvColumns columns = CsvColumns.of(names);
    if (!names.containsAll(required)) {
      usable.set(false);
      String meant =
          names.stream()
              .filter(name -> !known.contains(name))
              .flatMap(
                  name ->
                      Suggestion.nearest(name, known).stream()
                          .filter(near -> !names.contains(near))
                          .map(near -> "'" + near + "' for '" + name + "'"))
              .collect(Collectors.joining(", "));
      here.error(
          "MISSING_COLUMN",
          1,
          "",
          "Expected the columns "
              + String.join(" and ", required)
              + ", but the header has only: "
              + Node.abbreviated(String.join(", ", names))
              + ".",
          meant.isEmpty() ? null : "write " + meant);
    }
    return columns;
  }

  private void readYaml(Reader reader, Findings here) throws IOException {
    Fields fields = YamlTree.readFields(reader, here, draft.repeats);
    if (fields == null) {
      return;
    }
    draft.id = draft.id.isEmpty() || fields.has("topology") ? fields.text("topology") : draft.id;
    String version = fields.optionalText("version");
    draft.version = version == null ? "" : version;
    each(fields, "sectors", this::addSector);
    readList(fields, "assets", draft.assets, draft::addAsset);
    readList(fields, "dependencies", draft.dependencies, draft::addDependency);
    readList(fields, "links", draft.links, draft::addLink);
    readList(fields, "serviceLevels", draft.serviceLevels, draft::addServiceLevel);
    readList(fields, "sharing", draft.sharing, draft::addSharing);
    readList(fields, "regions", draft.regions, draft::addRegion);
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

  private void addSector(Fields fields, int ordinal) {
    String sector = SectorFields.read(fields);
    if (sector != null && !draft.sectors.add(sector)) {
      SectorFields.alreadyThere(fields);
    }
  }
}
