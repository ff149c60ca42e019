// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hamon.topology.Asset;
import org.hamon.topology.reading.TopologyReader;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of somebody who wants more than to be read, through the commands that show them. */
class HostileTextTest {

  /** Clears the screen, writes to the clipboard, renames the window, forges a finding. */
  private static final String EVIL =
      "\u001b[2J\u001b]52;c;ZXZpbA==\u0007\u001b]0;pwn\u0007\u009b31m\u202e\u2028\r\n"
          + "error FORGED: t.yaml: all is well\n%SVG%%DATA%</script><script>alert(1)</script>";

  private static final String FORMULA = "=cmd|'/c calc'!A1";

  /** A document must not hold control characters as they are, but may spell them out. */
  private static final ObjectMapper ASCII =
      new ObjectMapper(JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build());

  @TempDir private Path folder;

  private Path topology;
  private Path other;
  private Path unusable;

  @BeforeEach
  void write() throws IOException {
    Files.createDirectories(folder.resolve("bad"));
    topology = write("t.yaml", topology("t" + EVIL, "1", ""));
    other = write("u.yaml", topology("u" + EVIL, "2", "-2"));
    ObjectNode bad = topology("t", "1", "");
    ((ObjectNode) bad.at("/assets/0")).put("id", "a\nb" + EVIL).put("sector", EVIL);
    ((ObjectNode) bad.at("/dependencies/0")).put("provider", EVIL).put("type", EVIL);
    bad.put(EVIL, EVIL);
    unusable = write("bad.yaml", bad);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "topology check T --level info",
        "topology check T --json",
        "topology check BAD",
        "topology check BAD --json",
        "topology show T",
        "topology show T --json",
        "topology show T --asset =1+1",
        "topology show T --blast </script>",
        "topology show T --blast </script> --json",
        "topology show T --restore </script>",
        "topology show BAD",
        "topology show T --asset EVIL",
        "topology impact T --fail </script>",
        "topology impact T --fail </script> --json",
        "topology impact T --fail EVIL",
        "topology diff T U",
        "topology diff T U --json",
        "topology diff T EVIL",
        "topology EVIL",
        "topology show T --EVIL",
        "EVIL"
      })
  void aTopologyIsShownNotObeyed(String command) {
    shows(command, Map.of("T", topology, "U", other, "BAD", unusable));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "patterns check P",
        "patterns check P --json",
        "patterns check BAD",
        "patterns check BAD --json",
        "patterns test P",
        "patterns test P --json",
        "patterns explain P",
        "patterns explain P --json",
        "patterns explain BAD"
      })
  void aPatternIsShownNotObeyed(String command) throws IOException {
    ObjectNode bad = pattern();
    bad.put("root", EVIL).put(EVIL, EVIL).put("failure", EVIL);

    shows(command, Map.of("P", write("evil.yaml", pattern()), "BAD", write("bad/evil.yaml", bad)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"replay --topology T --input EVIL --out O", "scenario EVIL"})
  void whatIsTypedIsShownNotObeyed(String command) {
    shows(command, Map.of("T", topology, "O", folder.resolve("out")));
  }

  @Test
  void aPictureHasNoOtherElementsThanThatOfHarmlessNames() throws IOException {
    Path page = folder.resolve("t.html");

    Session session =
        Session.run("topology", "show", topology.toString(), "--picture", page.toString());

    assertThat(session.exit()).as(session.err()).isZero();
    String html = Files.readString(page);
    assertThat(Jsoup.parse(html).select("script")).hasSize(2);
    assertThat(Jsoup.parse(html).select("svg")).hasSize(1);
    assertThat(html).doesNotContain("<script>alert").doesNotContainPattern(acting());
  }

  @Test
  void pagesOfPatternsHaveNoTagsAndNoLinesOfTheirs() throws IOException {
    Path pages = folder.resolve("pages");

    Session session =
        Session.run(
            "patterns",
            "explain",
            write("evil.yaml", pattern()).toString(),
            "--pages",
            pages.toString());

    assertThat(session.exit()).as(session.err()).isZero();
    for (String page : List.of("evil.md", "README.md")) {
      String text = Files.readString(pages.resolve(page));
      assertThat(text).doesNotContainPattern(acting()).doesNotContain("<script>");
      assertThat(text.lines()).noneMatch(line -> line.startsWith("error FORGED"));
    }
  }

  /** Tables are opened in spreadsheets, which compute what looks like a formula. */
  @Test
  void tablesThatAreWrittenHoldNoFormulas_andReadBackTheSame() throws IOException {
    Files.writeString(
        folder.resolve("nodes.csv"),
        """
        id,what,label,lat,who
        =1+1,k,+name,-43.5,@SUM(A1)
        ''=x,-k,'quoted',-1e3x,"=cmd|'/c calc'!A1, and more"
        plain,＝k,"-a ""b"", c",1,'
        """);
    Path mapping = folder.resolve("m.yaml");
    Files.writeString(
        mapping,
        """
        topology: t
        assets:
          - file: nodes.csv
            columns: {id: id, kind: what, name: label, operator: who}
            values: {sector: ict}
        """);
    Path tables = folder.resolve("tables");
    Path file = folder.resolve("one.yaml");

    for (Path out : List.of(tables, file)) {
      Session session =
          Session.run(
              "topology",
              "import",
              folder.toString(),
              "--mapping",
              mapping.toString(),
              "--out",
              out.toString());
      assertThat(session.exit()).as(session.err() + session.out()).isZero();
    }

    assertThat(Files.readString(tables.resolve("assets.csv")).lines().skip(1))
        .allSatisfy(
            line ->
                assertThat(line.split(",", -1)).noneMatch(cell -> cell.matches("\"?[=+@＝-].*")));
    List<Asset> read = assets(tables);
    assertThat(read).isEqualTo(assets(file));
    assertThat(read)
        .extracting(Asset::id, Asset::kind, Asset::name, Asset::operator)
        .contains(
            tuple("=1+1", "k", "+name", "@SUM(A1)"),
            tuple("'=x", "-k", "'quoted'", FORMULA + ", and more"));
  }

  private static List<Asset> assets(Path path) throws IOException {
    return TopologyReader.read(path).topology().orElseThrow().assets();
  }

  private void shows(String command, Map<String, Path> files) {
    String[] words =
        Stream.of(command.split(" ", -1))
            .map(word -> files.getOrDefault(word, Path.of(word)).toString())
            .map(word -> word.replace("EVIL", EVIL))
            .toArray(String[]::new);

    Session session = Session.run(words);

    for (String said : List.of(session.out(), session.err())) {
      assertThat(said).doesNotContainPattern(acting());
      assertThat(said.lines()).noneMatch(line -> line.startsWith("error FORGED"));
    }
    assertThat(session.out() + session.err()).isNotBlank();
    assertThat(session.exit()).isBetween(0, 2);
    assertThat(session.err()).doesNotContain("A command failed", "More in ");
  }

  /** What a terminal or a browser acts on; the ends of lines are the program's own. */
  private static String acting() {
    return "[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\n]]";
  }

  private static ObjectNode topology(String id, String version, String mark) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("topology", id).put("version", version + EVIL);
    ArrayNode assets = node.putArray("assets");
    asset(assets, "</script>", EVIL + mark).put("source", true).put("people", 1_000);
    asset(assets, "=1+1", "%SVG%" + mark);
    asset(assets, "x\"onmouseover=\"alert(2)\"", FORMULA + mark);
    ArrayNode dependencies = node.putArray("dependencies");
    for (String dependent : List.of("=1+1", "x\"onmouseover=\"alert(2)\"")) {
      dependencies
          .addObject()
          .put("id", "d-" + dependent)
          .put("provider", "</script>")
          .put("dependent", dependent)
          .put("type", "physical");
    }
    return node;
  }

  private static ObjectNode asset(ArrayNode assets, String id, String name) {
    return assets
        .addObject()
        .put("id", id)
        .put("name", name)
        .put("sector", "electricity")
        .put("kind", "k" + EVIL)
        .put("operator", FORMULA + EVIL)
        .put("region", "JP-01");
  }

  private static ObjectNode pattern() throws IOException {
    ObjectNode node =
        (ObjectNode)
            new ObjectMapper(new YAMLFactory())
                .readTree(Path.of("../../patterns/catalogue/power-loss-dries-water.yaml").toFile());
    node.put("id", "evil").put("title", EVIL + "|").put("description", EVIL.replace('\n', ' '));
    node.putArray("references").add(EVIL);
    node.putArray("falsepositives").add(EVIL);
    ((ObjectNode) node.get("emit")).put("instruction", EVIL);
    ((ObjectNode) node.at("/tests/0")).put("name", "fires " + EVIL);
    ((ObjectNode) node.at("/tests/1")).put("name", "does not fire " + EVIL);
    ((ObjectNode) node.at("/tests/1")).putArray("expect").addObject().put("root", "sub-1");
    ((ObjectNode) node.get("root")).put("kind", EVIL);
    return node;
  }

  private Path write(String name, ObjectNode node) throws IOException {
    Path file = folder.resolve(name);
    return Files.writeString(file, ASCII.writeValueAsString(node));
  }
}
