// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hamon.topology.Asset;
import org.hamon.topology.Finding;
import org.hamon.topology.Link;
import org.hamon.topology.reading.TopologyReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Graphs as the editors and libraries of others write them. */
class ForeignGraphsTest {

  private static final String MAPPING =
      """
      topology: t
      assets:
        - file: nodes
          columns: {id: id, name: label, kind: kind}
          values: {sector: water}
      links:
        - file: edges
          columns: {id: id, a: source, b: target}
      """;

  @TempDir private Path folder;

  @Test
  void exampleUsage() throws IOException {
    TopologyReader.Result result =
        graph(
            """
            <key id="l" for="node" attr.name="label"/><key id="k" for="node" attr.name="kind"/>
            <graph>
              <node id="a"><data key="l">Intake</data><data key="k">pump</data></node>
              <node id="b"><data key="l">Tower</data><data key="k">tank</data></node>
              <edge id="p" source="a" target="b"/>
            </graph>
            """);

    assertThat(result.findings()).isEmpty();
    assertThat(result.topology().orElseThrow().assets())
        .extracting(Asset::name)
        .containsExactly("Intake", "Tower");
    assertThat(result.topology().orElseThrow().links())
        .containsExactly(new Link("p", "a", "b", true));
  }

  @Test
  void takesLabelsFromWhatAnEditorDraws() throws IOException {
    assertThat(
            assets(
                """
                <key id="g" for="node" yfiles.type="nodegraphics"/>
                <key id="r" for="graphml" yfiles.type="resources"/>
                <graph>
                  <node id="a"><data key="g"><y:ShapeNode xmlns:y="urn:y"><y:Geometry x="1"/>
                    <y:NodeLabel>Intake<y:Model/></y:NodeLabel><y:NodeLabel>2nd</y:NodeLabel></y:ShapeNode></data></node>
                </graph>
                <data key="r"><y:Resources xmlns:y="urn:y"/></data>
                """))
        .extracting(Asset::name)
        .containsExactly("Intake");
  }

  @Test
  void takesNodesOfGraphsWithinNodes() throws IOException {
    TopologyReader.Result result =
        graph(
            """
            <key id="l" for="node" attr.name="label"/>
            <graph>
              <node id="g"><graph>
                <node id="g::a"><data key="l">inner</data></node><node id="g::b"/>
                <edge source="g::a" target="g::b"/></graph><data key="l">outer</data></node>
              <node id="c"/>
              <edge source="g::b" target="c"/>
            </graph>
            """);

    assertThat(result.topology().orElseThrow().assets())
        .extracting(Asset::name)
        .containsExactly("outer", "inner", "g::b", "c");
    assertThat(result.topology().orElseThrow().links()).hasSize(2);
  }

  @Test
  void takesDefaultsAndKeysThatSayNotWhatTheyAreFor() throws IOException {
    assertThat(
            assets(
                """
                <key id="kind"><desc>what it is</desc><default>pump</default></key>
                <key id="l" attr.name="label"/>
                <graph><node id="a"/><node id="b"><data key="kind">tank</data><data key="l">B</data></node></graph>
                """))
        .extracting(asset -> asset.kind() + " " + asset.name())
        .containsExactly("pump a", "tank B");
  }

  @Test
  void dataNeverTakeThePlaceOfIdsAndEnds() throws IOException {
    TopologyReader.Result result =
        graph(
            """
            <key id="i" for="all" attr.name="id"/><key id="s" for="all" attr.name="source"/>
            <graph>
              <node id="a"><data key="i">7</data></node><node id="b"/>
              <edge id="e" source="a" target="b"><data key="i">8</data><data key="s">survey</data></edge>
            </graph>
            """);

    assertThat(result.topology().orElseThrow().links())
        .containsExactly(new Link("e", "a", "b", true));
    assertThat(
            graph(
                    """
                    <key id="i" for="node" attr.name="id"/>
                    <graph><node id="a"><data key="i">7</data></node></graph>
                    """,
                    MAPPING.replace("id: id, name", "id: data-id, name"))
                .topology()
                .orElseThrow()
                .assets())
        .extracting(Asset::id)
        .containsExactly("7");
  }

  @Test
  void edgesWhoseIdsRepeatAreNamedByTheirEnds() throws IOException {
    TopologyReader.Result result =
        graph(
            """
            <graph><node id="a"/><node id="b"/><node id="c"/>
              <edge id="0" source="a" target="b"/>
              <edge id="1" source="a" target="b"/>
              <edge id="0" source="b" target="c"/></graph>
            """);

    assertThat(result.topology().orElseThrow().links())
        .extracting(Link::id)
        .containsExactly("a-b", "a-b#2", "b-c");
    assertThat(result.findings()).extracting(Finding::code).contains("DUPLICATE_ID");
  }

  @Test
  void readsTheEncodingThatTheFileSays() throws IOException {
    String text =
        "<?xml version=\"1.0\" encoding=\"%s\"?>\n"
            + "<graphml><key id=\"label\"/><graph><node id=\"a\"><data"
            + " key=\"label\">L\u00F6schwasser</data></node></graph></graphml>";

    for (String encoding : List.of("ISO-8859-1", "UTF-16", "UTF-8", "windows-1252")) {
      byte[] bytes = text.formatted(encoding).getBytes(Charset.forName(encoding));
      assertThat(imported(Files.write(folder.resolve("g.graphml"), bytes), MAPPING).topology())
          .as(encoding)
          .hasValueSatisfying(
              t -> assertThat(t.assets().get(0).name()).isEqualTo("L\u00F6schwasser"));
    }
    byte[] marked = ("\uFEFF" + text.formatted("UTF-8")).getBytes(StandardCharsets.UTF_8);
    assertThat(imported(Files.write(folder.resolve("g.graphml"), marked), MAPPING).topology())
        .isPresent();
    byte[] wrong = text.formatted("UTF-8").getBytes(StandardCharsets.ISO_8859_1);
    assertThat(imported(Files.write(folder.resolve("g.graphml"), wrong), MAPPING).findings())
        .extracting(Finding::toString)
        .singleElement()
        .asString()
        .contains("BAD_XML")
        .contains("say the encoding of the file in its XML declaration");
  }

  @Test
  void saysThatDeclarationAndBytesDiffer() throws IOException {
    String text = "<?xml version=\"1.0\" encoding=\"%s\"?>\n<graphml><graph/></graphml>\n";
    byte[] narrow = text.formatted("UTF-16").getBytes(StandardCharsets.UTF_8);
    byte[] marked = ("\uFEFF" + text.formatted("UTF-16")).getBytes(StandardCharsets.UTF_8);
    byte[] wide = text.formatted("UTF-8").getBytes(StandardCharsets.UTF_16LE);

    for (byte[] bytes : List.of(narrow, marked)) {
      assertThat(imported(Files.write(folder.resolve("g.graphml"), bytes), MAPPING).findings())
          .extracting(f -> f.line() + " " + f.message())
          .containsExactly(
              "1 Expected the file to be written in UTF-16, as its XML declaration says, but its"
                  + " bytes are of an encoding with one byte for a plain letter, such as UTF-8.");
    }
    assertThat(imported(Files.write(folder.resolve("g.graphml"), wide), MAPPING).findings())
        .extracting(Finding::message)
        .containsExactly(
            "Expected the file to be written in UTF-8, as its XML declaration says, but its bytes"
                + " are UTF-16LE, two for each letter.");
  }

  @Test
  void saysWhatIsNoGraphOrNoEdge() throws IOException {
    assertThat(imported(Files.writeString(folder.resolve("g.xml"), "<gexf/>"), MAPPING).findings())
        .extracting(Finding::message)
        .containsExactly("Expected the element graphml, but the document is a 'gexf'.");
    assertThat(graph("<graph><node id=\"a\"/>\n<edge source=\"a\"/></graph>").findings())
        .extracting(f -> f.line() + " " + f.message())
        .containsExactly("3 Expected an edge with the attribute 'target', but it has none.");
    assertThat(graph("<graph><node id=\"a\"/><hyperedge/><hyperedge/></graph>").findings())
        .extracting(Finding::code)
        .containsOnlyOnce("HYPEREDGE");
  }

  @Test
  void saysThatAGraphIsCutOff() throws IOException {
    assertThat(
            imported(
                    Files.writeString(
                        folder.resolve("g.graphml"), "<graphml><graph>\n<node id=\"a\"/>\n"),
                    MAPPING)
                .findings())
        .extracting(Finding::message)
        .containsExactly(
            "Expected GraphML, but: it ends in the middle of an element; perhaps the file was cut"
                + " off.");
  }

  @Test
  void expandsNothing() throws IOException {
    String bomb =
        "<!DOCTYPE g [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]>"
            + "<graphml><graph><node id=\"&b;\"/></graph></graphml>";

    assertThat(imported(Files.writeString(folder.resolve("g.graphml"), bomb), MAPPING).findings())
        .extracting(Finding::code)
        .containsExactly("BAD_XML");
  }

  private List<Asset> assets(String inner) throws IOException {
    return graph(inner).topology().orElseThrow().assets();
  }

  private TopologyReader.Result graph(String inner) throws IOException {
    return graph(inner, MAPPING);
  }

  private TopologyReader.Result graph(String inner, String mapping) throws IOException {
    Path file =
        Files.writeString(folder.resolve("g.graphml"), "<graphml>\n" + inner + "</graphml>\n");
    return imported(file, mapping);
  }

  private TopologyReader.Result imported(Path file, String mapping) throws IOException {
    Path yaml = Files.writeString(folder.resolve("m.yaml"), mapping);
    return TopologyImport.read(List.of(file), Mapping.read(yaml).mapping().orElseThrow());
  }
}
