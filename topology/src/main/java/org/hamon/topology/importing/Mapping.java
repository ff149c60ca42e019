// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.importing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hamon.topology.Finding;
import org.hamon.topology.Suggestion;
import org.hamon.topology.Topology;
import org.hamon.topology.reading.CommonValues;
import org.hamon.topology.reading.CsvDialect;
import org.hamon.topology.reading.Fields;
import org.hamon.topology.reading.Findings;
import org.jspecify.annotations.Nullable;

/**
 * How the tables or the graph of others become a topology: which column is which of our keys, how
 * their words for sectors translate, what is a source, which links can fail. Read from a YAML file;
 * the form is described in {@code docs/topology-import.md}.
 */
public final class Mapping {

  private static final List<String> KEYS =
      List.of(
          "topology",
          "version",
          "sectors",
          "declare",
          "replace",
          "absent",
          "separator",
          "quote",
          "decimal",
          "thousands",
          "encoding",
          "assets",
          "links",
          "dependencies");

  /**
   * What was read.
   *
   * @param mapping empty if there is an error among the findings
   */
  public record Result(Optional<Mapping> mapping, List<Finding> findings) {
    public Result {
      findings = List.copyOf(findings);
    }
  }

  /** As the user named it. */
  final String file;

  final String topology;
  final String version;
  final Map<String, String> sectors;
  final List<String> declared;
  final Map<String, String> replaced;

  /** Words that stand where there is no value. */
  final Set<String> absent;

  final List<TableMapping> assets;
  final List<TableMapping> links;
  final List<TableMapping> dependencies;

  private Mapping(String file, Fields fields) {
    this.file = file;
    topology = fields.text("topology");
    String said = fields.optionalText("version");
    version = said == null ? "" : said;
    sectors = fields.pairs("sectors");
    declared = fields.texts("declare");
    replaced = fields.replacements("replace");
    absent = Set.copyOf(fields.texts("absent"));
    CsvDialect dialect = CsvDialect.read(fields, CsvDialect.UNTOLD);
    assets = tables(fields, "assets", Values.ASSET, dialect);
    links = tables(fields, "links", Values.LINK, dialect);
    dependencies = tables(fields, "dependencies", Values.DEPENDENCY_OR_BUFFER, dialect);
    checkSectors(fields);
    assets.forEach(table -> table.checkValues(CommonValues.ASSETS, fields.findings()));
    links.forEach(table -> table.checkValues(CommonValues.LINKS, fields.findings()));
    dependencies.forEach(table -> table.checkValues(CommonValues.DEPENDENCIES, fields.findings()));
    fields.rejectOthers(KEYS);
  }

  private static List<TableMapping> tables(
      Fields fields, String key, List<String> keys, CsvDialect dialect) {
    List<TableMapping> tables = new ArrayList<>();
    for (Fields table : fields.list(key)) {
      tables.add(TableMapping.read(key + "[" + tables.size() + "]", table, keys, dialect));
    }
    return tables;
  }

  /** The words that sectors are translated to, and those that whole tables have in common. */
  private void checkSectors(Fields fields) {
    Fields below = fields.below("sectors");
    sectors.forEach(
        (theirs, ours) ->
            checkSector(
                fields, "sectors." + theirs, below == null ? fields.line() : below.line(), ours));
    for (List<TableMapping> tables : List.of(assets, links)) {
      for (TableMapping table : tables) {
        TableMapping own = table.asAssets() == null ? table : table.asAssets();
        checkSector(
            fields,
            own.place().name() + ".values.sector",
            own.place().line(),
            own.values().get("sector"));
      }
    }
  }

  private void checkSector(Fields fields, String place, int line, @Nullable String sector) {
    Set<String> known = Topology.allSectors(declared);
    if (sector != null && !known.contains(sector)) {
      fields
          .findings()
          .error(
              "UNKNOWN_SECTOR",
              line,
              place,
              "Expected a sector (one of the ten, provider, area, or one under 'declare'), but"
                  + " found '"
                  + sector
                  + "'.",
              Suggestion.didYouMean(sector, known));
    }
  }

  /** Reads a mapping file. */
  public static Result read(Path yaml) {
    Findings findings = Findings.of(yaml.toString());
    Fields fields = Fields.ofDocument(yaml, findings);
    Mapping mapping = fields == null ? null : new Mapping(yaml.toString(), fields);
    return new Result(
        findings.hasErrors() ? Optional.empty() : Optional.ofNullable(mapping), findings.all());
  }

  /** An id of theirs with what cannot stand in one of ours replaced. */
  String id(String theirs) {
    String id = theirs;
    for (Map.Entry<String, String> entry : replaced.entrySet()) {
      id = id.replace(entry.getKey(), entry.getValue());
    }
    return id;
  }
}
