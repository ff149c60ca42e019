// SPDX-License-Identifier: Apache-2.0
package org.hamon.local.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.hamon.topology.Asset;
import org.hamon.topology.Dependency;
import org.hamon.topology.DependencyType;
import org.hamon.topology.Graph;
import org.hamon.topology.Link;
import org.hamon.topology.Topology;
import org.hamon.topology.Trigger;
import org.hamon.topology.reading.TopologyReader;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ChartTest {

  private static final Path ROOT = Path.of("../..");

  @Test
  void exampleUsage() throws Exception {
    Graph graph = graph("North <substation> & \"more\"", 1);

    Document picture = xml(Chart.of(graph).svg());

    assertThat(texts(picture, "text"))
        .contains("Electricity", "電力", "ICT", "情報通信", "substation", "site")
        .anyMatch(text -> text.startsWith("t: 2 assets, 1 dependencies"));
    assertThat(texts(picture, "title")).contains("North <substation> & \"more\" (sub) 10 people");
    assertThat(groups(picture, "asset")).isEqualTo(2);
  }

  @Test
  void needsNothingFromElsewhere() throws Exception {
    Graph graph = graph("</script><script>alert(1)</script>", 1);

    String page = Chart.of(graph).html();

    assertThat(page.replace("http://www.w3.org/2000/svg", ""))
        .doesNotContain("http:", "https:", "src=", "<link", "url(h")
        .doesNotContain("<script>alert(1)");
    assertThat(page).contains("default-src 'none'").contains("\"sub\"");
  }

  @Test
  void theSameTopologyGivesTheSameBytes() {
    assertThat(Chart.of(graph("x", 40)).html()).isEqualTo(Chart.of(graph("x", 40)).html());
  }

  @Test
  void manyAssetsOfAKindAreANumber() throws Exception {
    Document picture = xml(Chart.of(graph("x", 1_000)).svg());

    assertThat(groups(picture, "asset")).isOne();
    assertThat(texts(picture, "text")).contains("site ×1,000", "1,000 in 1 region");
  }

  @Test
  void theSampleInTheDocsIsTheOneThatIsDrawn() throws Exception {
    Graph hokkaido =
        Graph.of(
            TopologyReader.read(ROOT.resolve("topology/samples/hokkaido"))
                .topology()
                .orElseThrow());

    assertThat(Files.readString(ROOT.resolve("docs/topology-hokkaido.svg")))
        .as("./hamon topology show topology/samples/hokkaido --picture docs/topology-hokkaido.svg")
        .isEqualTo(Chart.of(hokkaido).svg());
  }

  @Test
  void dependenciesRunToTheRight() {
    assertThat(Columns.of(new int[][] {{0, 1, 1}, {0, 0, 1}, {0, 0, 0}})).containsExactly(0, 1, 2);
  }

  @Test
  void aCircleIsCutWhereItIsLightest() {
    assertThat(Columns.of(new int[][] {{0, 9, 0}, {0, 0, 9}, {1, 0, 0}})).containsExactly(0, 1, 2);
  }

  /** A substation and sites that depend on it. */
  private static Graph graph(String name, int sites) {
    List<Asset> assets = new ArrayList<>();
    List<Dependency> dependencies = new ArrayList<>();
    assets.add(asset("sub", name, "electricity", "substation", 10));
    for (int i = 0; i < sites; i++) {
      assets.add(asset("site-" + i, "Site " + i, "ict", "site", i));
      dependencies.add(
          new Dependency(
              "d" + i,
              "sub",
              "site-" + i,
              DependencyType.PHYSICAL,
              null,
              1,
              1,
              null,
              Trigger.OUT,
              false,
              0));
    }
    List<Link> links = List.of();
    return Graph.of(
        new Topology("t", "", List.of(), assets, dependencies, links, List.of(), List.of(), 8));
  }

  private static Asset asset(String id, String name, String sector, String kind, long people) {
    return new Asset(id, name, sector, kind, null, null, people, null, null, false, 0, 0);
  }

  private static Document xml(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }

  private static List<String> texts(Document document, String element) {
    NodeList nodes = document.getElementsByTagName(element);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      texts.add(nodes.item(i).getTextContent());
    }
    return texts;
  }

  private static long groups(Document document, String kind) {
    NodeList nodes = document.getElementsByTagName("g");
    long count = 0;
    for (int i = 0; i < nodes.getLength(); i++) {
      var attribute = nodes.item(i).getAttributes().getNamedItem("class");
      count += attribute != null && attribute.getNodeValue().equals(kind) ? 1 : 0;
    }
    return count;
  }
}
