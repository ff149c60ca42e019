// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.importing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hamon.topology.Finding;
import org.hamon.topology.reading.Fields;
import org.hamon.topology.reading.Findings;

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

  private Mapping(Fields fields) {
    topology = fields.text("topology");
    String said = fields.optionalText("version");
    version = said == null ? "" : said;
    sectors = fields.pairs("sectors");
    declared = fields.texts("declare");
    replaced = fields.pairs("replace");
    absent = Set.copyOf(fields.texts("absent"));
    assets = tables(fields, "assets");
    links = tables(fields, "links");
    dependencies = tables(fields, "dependencies");
    fields.rejectOthers(KEYS);
  }

  private static List<TableMapping> tables(Fields fields, String key) {
    List<TableMapping> tables = new ArrayList<>();
    for (Fields table : fields.list(key)) {
      tables.add(TableMapping.read(table, null));
    }
    return tables;
  }

  /** Reads a mapping file. */
  public static Result read(Path yaml) {
    Findings findings = Findings.of(yaml.toString());
    Fields fields = Fields.ofDocument(yaml, findings);
    Mapping mapping = fields == null ? null : new Mapping(fields);
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
