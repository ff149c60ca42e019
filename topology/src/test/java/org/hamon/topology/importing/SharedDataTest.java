// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.hamon.topology.Asset;
import org.hamon.topology.Finding;
import org.hamon.topology.Topology;
import org.hamon.topology.reading.TopologyReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On networks that others published; skipped where they do not lie beside the checkout. */
class SharedDataTest {

  private static final Path DATA = Path.of("../../shared/data");
  private static final Path CASES = Path.of("../../shared/cases");

  @TempDir private Path folder;

  @Test
  void micropolisComesOverWhole() throws IOException {
    Topology topology = imported("micropolis", "infrarisk");

    Set<String> fixed = Set.of("service", "supply");
    assertThat(topology.assets())
        .hasSize(3_662 + 378 + 789 + 61 + 1_574 + 8 + 144)
        .noneMatch(asset -> fixed.contains(asset.kind()));
    assertThat(topology.links()).hasSize(2 * (3_746 - 792) + 792);
    assertThat(topology.dependencies()).hasSize(8);
    assertThat(ids(topology))
        .contains("P_L3", "W_PMA640", "T_L179", "P_LO100", "W_WP1", "P_MP1", "P_EG1");
    assertThat(topology.assets().stream().filter(Asset::source).map(Asset::id))
        .filteredOn(id -> !id.startsWith("T_"))
        .containsExactlyInAnyOrder("P_EG1", "W_R1", "W_R2", "W_T1");
  }

  @Test
  void shelbyComesOverWhole() throws IOException {
    Topology topology = imported("shelby", "shelby");

    assertThat(topology.assets()).hasSize(167 + 217);
    assertThat(topology.links()).hasSize(2 * 217);
    assertThat(topology.dependencies()).hasSize(73);
    assertThat(ids(topology)).contains("P0", "WA17");
  }

  @Test
  void europeanGridComesOverWithOneMapping() {
    Path path = CASES.resolve("07-european-grid-single-quotes/data");
    assumeTrue(Files.isDirectory(path), "no data in " + path);

    TopologyReader.Result imported = TopologyImport.read(List.of(path), mapping("pypsa-eur"));

    Topology topology = imported.topology().orElseThrow();
    assertThat(topology.assets()).hasSize(8_807).allMatch(asset -> asset.lat() != null);
    // one of the 62 cables has both ends at the same bus
    assertThat(topology.links()).hasSize(11_151 + 61 + 1_039);
    assertThat(imported.findings()).extracting(Finding::code).containsExactly("SELF_LINK");
  }

  private static Mapping mapping(String name) {
    return Mapping.read(Path.of("samples/mappings", name + ".yaml")).mapping().orElseThrow();
  }

  private static Set<String> ids(Topology topology) {
    return topology.assets().stream().map(Asset::id).collect(Collectors.toSet());
  }

  /** Imports without a finding, writes, and reads back the same. */
  private Topology imported(String data, String mapping) throws IOException {
    Path path = DATA.resolve(data);
    assumeTrue(Files.isDirectory(path), "no data in " + path);
    TopologyReader.Result imported = TopologyImport.read(List.of(path), mapping(mapping));
    assertThat(imported.findings()).isEmpty();
    Topology topology = imported.topology().orElseThrow();
    for (String out : List.of("tables", "document.yaml")) {
      TopologyFiles.write(topology, imported.origin(), folder.resolve(out));
      TopologyReader.Result read = TopologyReader.read(folder.resolve(out));
      assertThat(read.findings()).isEmpty();
      assertThat(read.topology()).contains(topology);
    }
    return topology;
  }
}
