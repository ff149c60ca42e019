// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.hamon.topology.Topology;
import org.hamon.topology.importing.Mapping;
import org.hamon.topology.importing.TopologyFiles;
import org.hamon.topology.importing.TopologyImport;
import org.hamon.topology.importing.TopologyImport.Format;
import org.hamon.topology.reading.TopologyReader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a topology of the files of others. */
@Command(
    name = "import",
    description =
        "Makes a topology of CSV tables or GraphML, by a mapping of their columns and words to"
            + " ours. Ready mappings lie in topology/samples/mappings; their form is described in"
            + " docs/topology-import.md.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:written",
      "1:something is wrong with the files; nothing is written",
      "2:a path or the mapping cannot be used"
    })
final class TopologyImportCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      paramLabel = "PATH",
      arity = "1..*",
      description = "Folders with the tables, or the files themselves.")
  private List<Path> paths = new ArrayList<>();

  @Option(
      names = "--format",
      description = "csv or graphml; without it the names of the files decide.")
  private @Nullable Format format;

  @Option(names = "--mapping", required = true, paramLabel = "FILE", description = "The mapping.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path mapping;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR|FILE",
      description = "Where the topology goes: one document if it ends in .yaml, else tables.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path out;

  @Option(names = "--json", description = "Print one JSON object instead of lines.")
  private boolean json;

  TopologyImportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<Path> all = new ArrayList<>(paths);
    all.add(mapping);
    FindingReport.requireReadable(all);
    Mapping.Result read = Mapping.read(mapping);
    FindingReport.refuseErrors(read.findings());
    Mapping known = read.mapping().orElseThrow();
    paths.forEach(path -> FileSizes.sayIfLarge(console, path));
    TopologyReader.Result result =
        format == null
            ? TopologyImport.read(paths, known)
            : TopologyImport.read(paths, known, format);
    if (result.topology().isEmpty()) {
      return FindingReport.print(console, result.findings(), paths.size(), json, false);
    }
    write(result.topology().get(), result);
    return Hamon.DONE;
  }

  private void write(Topology topology, TopologyReader.Result result) {
    try {
      TopologyFiles.write(topology, result.origin(), out);
    } catch (IOException e) {
      throw new UnusableInput("hamon: " + out + ": cannot be written: " + e.getMessage());
    }
    if (json) {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      node.put("assets", topology.assets().size());
      node.put("dependencies", topology.dependencies().size());
      node.put("links", topology.links().size());
      node.put("out", out.toString());
      result.findings().forEach(f -> node.withArray("findings").add(FindingReport.node(f)));
      console.line(node.toString());
    } else {
      result.findings().forEach(f -> console.line(FindingReport.styled(f)));
      console.line(out + ": " + TopologyReport.size(topology) + " written");
    }
  }
}
