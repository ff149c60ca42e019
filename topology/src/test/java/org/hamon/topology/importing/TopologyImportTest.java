// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hamon.topology.Asset;
import org.hamon.topology.Dependency;
import org.hamon.topology.DependencyType;
import org.hamon.topology.Finding;
import org.hamon.topology.Link;
import org.hamon.topology.Topology;
import org.hamon.topology.reading.TopologyReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopologyImportTest {

  private static final String GRAPH =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <graphml xmlns="http://graphml.graphdrawing.org/xmlns">
        <key id="s" for="node" attr.name="sector" attr.type="string"/>
        <key id="q" for="node" attr.name="source" attr.type="boolean"/>
        <key id="r" for="edge" attr.name="relation" attr.type="string"/>
        <key id="t" for="edge" attr.name="type" attr.type="string"/>
        <graph edgedefault="directed">
          <node id="a"><data key="s">gas</data><data key="q">true</data></node>
          <node id="b"><data key="s">gas</data></node>
          <node id="c"><data key="s">ict</data></node>
          <edge id="e1" source="a" target="b"><data key="r">link</data></edge>
          <edge id="e2" source="b" target="c"><data key="r">depends</data><data key="t">Cyber</data></edge>
          <edge source="b" target="c"><data key="r">depends</data></edge>
        </graph>
      </graphml>
      """;

  @TempDir private Path folder;

  @BeforeEach
  void writeASmallCity() throws IOException {
    Files.createDirectories(folder.resolve("low"));
    file(
        "low/nodes.csv",
        "node_id,sector,node_type\nP_E,power,external_grid\nP_B,power,bus\nP_LO1@x,power,load\nW_R,water,reservoir\nW_J,water,junction\n");
    file(
        "low/elements.csv",
        "element_id,from,to,sector,element_type,closed\nP_L,P_E,P_B,power,line,True\nP_S,P_B,P_LO1@x,power,switch,False\nv@1,P_B,P_LO1@x,power,service,True\nW_P,W_R,W_J,water,pump,True\n");
    file(
        "dependencies.csv",
        "provider_node,dependent_element,provider_sector,dependent_sector\nP_LO1@x,W_P,power,water\n");
  }

  @Test
  void exampleUsage() {
    Topology topology = imported(infrarisk(), folder).topology().orElseThrow();

    assertThat(topology.id()).isEqualTo("micropolis");
    assertThat(topology.assets())
        .extracting(Asset::id, Asset::sector, Asset::source)
        .contains(
            tuple("P_E", "electricity", true),
            tuple("P_L", "electricity", false),
            tuple("W_P", "water", false));
    assertThat(topology.links())
        .containsExactly(
            new Link("P_L/a", "P_E", "P_L", true),
            new Link("P_L/b", "P_L", "P_B", true),
            new Link("P_S/a", "P_B", "P_S", true),
            new Link("P_S/b", "P_S", "P_LO1:x", false),
            new Link("v:1", "P_B", "P_LO1:x", true),
            new Link("W_P/a", "W_R", "W_P", true),
            new Link("W_P/b", "W_P", "W_J", true));
    assertThat(topology.dependencies())
        .extracting(Dependency::provider, Dependency::dependent)
        .containsExactly(tuple("P_LO1:x", "W_P"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"out", "out.yaml"})
  void whatIsWrittenReadsBackTheSame(String name) throws IOException {
    TopologyReader.Result imported = imported(infrarisk(), folder);
    Path out = folder.resolve(name);

    TopologyFiles.write(imported.topology().orElseThrow(), imported.origin(), out);
    TopologyReader.Result read = TopologyReader.read(out);

    assertThat(read.findings()).isEmpty();
    assertThat(read.topology()).isEqualTo(imported.topology());
    assertThat(read.origin().evidence(0)).contains("InfraRisk, dependencies of Micropolis");
  }

  @Test
  void saysFileAndLineOfAllThatIsWrong() throws IOException {
    file(
        "low/nodes.csv",
        "node_id,sector,node_type\nP_E,power,external_grid\n,power,bus\nX,moon,bus\n");
    file("dependencies.csv", "provider_node,dependent_element\nnobody,P_E\n");

    TopologyReader.Result result = imported(infrarisk(), folder);

    assertThat(result.topology()).isEmpty();
    assertThat(result.findings())
        .extracting(Finding::toString)
        .anySatisfy(text -> assertThat(text).contains("nodes.csv:3: error MISSING_KEY at id"))
        .anySatisfy(
            text -> assertThat(text).contains("nodes.csv:4: error UNKNOWN_SECTOR at sector"))
        .anySatisfy(text -> assertThat(text).contains("elements.csv:2: error UNKNOWN_ASSET at b"))
        .anySatisfy(
            text ->
                assertThat(text).contains("dependencies.csv:2: error UNKNOWN_ASSET at provider"));
  }

  @Test
  void saysThatATableIsMissing() throws IOException {
    Files.delete(folder.resolve("dependencies.csv"));

    assertThat(imported(infrarisk(), folder).findings())
        .extracting(Finding::code)
        .containsExactly("UNREADABLE");
  }

  @Test
  void readsGraphs() throws IOException {
    Topology topology = graph(GRAPH).topology().orElseThrow();

    assertThat(topology.assets()).extracting(Asset::id).containsExactly("a", "b", "c");
    assertThat(topology.assets().get(0).source()).isTrue();
    assertThat(topology.links()).containsExactly(new Link("e1", "a", "b", true));
    assertThat(topology.dependencies())
        .extracting(Dependency::id, Dependency::type)
        .containsExactly(tuple("e2", DependencyType.CYBER), tuple("b>c", DependencyType.PHYSICAL));
  }

  @Test
  void refusesGraphsThatDeclareOrAreNone() throws IOException {
    String declared =
        GRAPH.replace(
            "<graphml ", "<!DOCTYPE g [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>\n<graphml ");
    String expanding = declared.replace(">gas<", ">&x;<");

    assertThat(graph(declared).findings()).extracting(Finding::code).containsExactly("BAD_XML");
    assertThat(graph(expanding).findings()).extracting(Finding::code).containsExactly("BAD_XML");
    assertThat(graph("<graphml").findings()).extracting(Finding::code).containsExactly("BAD_XML");
    assertThat(graph(GRAPH.replace("target=\"b\"", "")).findings())
        .extracting(Finding::code)
        .containsExactly("BAD_GRAPHML");
  }

  @Test
  void saysWhatIsWrongWithAMapping() throws IOException {
    Path mapping =
        file(
            "m.yaml", "topology: t\nasets: []\nassets: [{columns: {id: x}, sources: [{is: a}]}]\n");

    assertThat(Mapping.read(mapping).mapping()).isEmpty();
    assertThat(Mapping.read(mapping).findings())
        .extracting(Finding::code)
        .containsExactlyInAnyOrder("UNKNOWN_KEY", "MISSING_KEY", "MISSING_KEY");
  }

  private TopologyReader.Result graph(String text) throws IOException {
    return imported(ready("graphml"), file("g.graphml", text));
  }

  private static TopologyReader.Result imported(Mapping mapping, Path path) {
    return TopologyImport.read(List.of(path), mapping);
  }

  private static Mapping infrarisk() {
    return ready("infrarisk");
  }

  private static Mapping ready(String name) {
    return Mapping.read(Path.of("samples/mappings", name + ".yaml")).mapping().orElseThrow();
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
