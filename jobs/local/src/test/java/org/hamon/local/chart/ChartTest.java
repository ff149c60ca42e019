// SPDX-License-Identifier: Apache-2.0
package org.hamon.local.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.hamon.local.visible.Visible;
import org.hamon.topology.Asset;
import org.hamon.topology.Dependency;
import org.hamon.topology.DependencyType;
import org.hamon.topology.Graph;
import org.hamon.topology.Topology;
import org.hamon.topology.Trigger;
import org.hamon.topology.reading.TopologyReader;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
        .anyMatch(text -> text.startsWith("t: 2 assets, 1 dependency,"));
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%SVG%",
        "%DATA%%SCRIPT%%STYLE%%TITLE%",
        "</script><script>alert(1)</script>",
        "</title><img src=x onerror=alert(1)>",
        "\" onmouseover=\"alert(1)",
        "]]><!-- \u2028 \u202e \u0000 \ud800"
      })
  void aNameIsANameWhateverItReadsLike(String name) throws Exception {
    String shown = Visible.of(name);

    Chart chart = Chart.of(graph(name, 1));

    assertThat(shape(chart.html())).isEqualTo(shape(Chart.of(graph("x", 1)).html()));
    org.jsoup.nodes.Document page = Jsoup.parse(chart.html());
    assertThat(page.select(".asset title").eachText())
        .anyMatch(text -> text.startsWith(shown.strip()));
    assertThat(new ObjectMapper().readTree(page.select("#data").first().data()).path("assets"))
        .anyMatch(asset -> asset.path(1).asText().equals(shown));
    assertThat(texts(xml(chart.svg()), "title")).anyMatch(text -> text.startsWith(shown));
  }

  /** Elements and their attributes without what stands in them. */
  private static List<String> shape(String html) {
    return Jsoup.parse(html).getAllElements().stream()
        .map(
            element ->
                element.tagName()
                    + element.attributes().asList().stream().map(Attribute::getKey).toList())
        .toList();
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
  void tooManyLinesMakeEachSectorOneBox() throws Exception {
    List<Asset> assets = new ArrayList<>();
    List<Dependency> dependencies = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      assets.add(asset("sub-" + i, "s", "electricity", "kind-" + i % 12, 1));
      assets.add(asset("site-" + i, "s", "ict", "kind-" + i % 12, 1));
      assets.add(asset("pump-" + i, "s", "water", "kind-" + i % 12, 1));
      assets.add(asset("ward-" + i, "s", "medical", "kind-" + i % 12, 1));
    }
    for (int i = 0; i < 30; i++) {
      for (int j = 0; j < 30; j++) {
        dependencies.add(dependency("sub-" + i, "site-" + j));
        dependencies.add(dependency("sub-" + i, "pump-" + j));
        dependencies.add(dependency("site-" + i, "ward-" + j));
      }
    }

    Document picture = xml(Chart.of(graph(assets, dependencies)).svg());

    assertThat(groups(picture, "box")).isEqualTo(4);
    assertThat(groups(picture, "asset")).isEqualTo(120);
    assertThat(texts(picture, "text")).contains("all kinds ×30");
  }

  @Test
  void nothingIsAPictureToo() throws Exception {
    Document picture = xml(Chart.of(graph(List.of(), List.of())).svg());

    assertThat(texts(picture, "text")).contains("t: 0 assets, 0 dependencies, 0 links");
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
      dependencies.add(dependency("sub", "site-" + i));
    }
    return graph(assets, dependencies);
  }

  private static Graph graph(List<Asset> assets, List<Dependency> dependencies) {
    return Graph.of(
        new Topology("t", "", List.of(), assets, dependencies, List.of(), List.of(), List.of(), 8));
  }

  private static Dependency dependency(String provider, String dependent) {
    return new Dependency(
        provider + ">" + dependent,
        provider,
        dependent,
        DependencyType.PHYSICAL,
        null,
        1,
        1,
        null,
        Trigger.OUT,
        false,
        0);
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
