// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopologyImpactCommandTest {

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @SuppressWarnings("NullAway.Init")
  private String path;

  @BeforeEach
  void writeTopology() throws Exception {
    path =
        Files.writeString(
                folder.resolve("topology.yaml"),
                """
                topology: town
                assets:
                  - {id: plant, sector: electricity, source: true}
                  - {id: sub, name: North substation, sector: electricity, people: 900}
                  - {id: far, sector: electricity, people: 100}
                  - {id: bts, sector: ict, region: JP-01, people: 700}
                  - {id: pump, sector: water, people: 50}
                  - {id: train, sector: railway, people: 30}
                dependencies:
                  - {id: d1, provider: sub, dependent: bts, type: physical, buffer: 4h}
                  - {id: d2, provider: bts, dependent: pump, type: cyber, strength: 0.5, buffer: {p10: 1h, p50: 2h, p90: 5h}}
                  - {id: d3, provider: plant, dependent: train, type: physical, trigger: {condition: low}}
                links:
                  - {id: l1, a: plant, b: sub}
                  - {id: l2, a: sub, b: far}
                serviceLevels:
                  - {id: low, sector: electricity, metric: frequency, degraded: {below: 49}}
                """)
            .toString();
  }

  @Test
  void exampleUsage() throws Exception {
    JsonNode answer = json("--fail", "sub@2018-09-05T18:25:04Z");

    assertThat(texts(answer.path("impacts"), "asset")).containsExactly("far", "bts", "pump");
    JsonNode bts = answer.path("impacts").get(1);
    assertThat(bts.path("sector").asText()).isEqualTo("ict");
    assertThat(bts.path("likelihood").asDouble()).isEqualTo(1);
    assertThat(bts.path("eta").path("p10").asText()).isEqualTo("2018-09-05T22:25:04Z");
    assertThat(bts.path("eta").path("p50").asText()).isEqualTo("2018-09-05T22:25:04Z");
    assertThat(bts.path("eta").path("p90").asText()).isEqualTo("2018-09-05T22:25:04Z");
    assertThat(bts.path("path")).hasSize(1);
    assertThat(bts.path("path").get(0).asText()).isEqualTo("d1");
    JsonNode pump = answer.path("impacts").get(2);
    assertThat(pump.path("likelihood").asDouble()).isBetween(0.48, 0.52);
    assertThat(pump.path("path").get(1).asText()).isEqualTo("d2");
    assertThat(pump.path("afterSeconds").path("p50").asDouble()).isBetween(5.9 * 3600, 6.1 * 3600);
    assertThat(answer.path("stopped")).hasSize(1);
    assertThat(answer.path("stopped").get(0).asText()).isEqualTo("far");
  }

  @Test
  void aPersonGetsSectorsAndAssetsByTime() {
    Session session = run("--fail", "sub@2018-09-06T03:25:04+09:00");

    assertThat(session.exit()).isZero();
    assertThat(session.out())
        .contains("fails: sub (North substation, electricity, 900 people) at 2018-09-05T18:25:04Z")
        .contains("1 asset stops at once; 3 assets in all may be hit within 3d 0h.")
        .containsPattern("at once \\* +100 % +far +electricity +100 +cut off by links")
        .containsPattern("4h 0m +100 % +bts +ict +700 +sub")
        .containsPattern("5\\d % +pump +water +50 +sub > bts|4\\d % +pump +water +50 +sub > bts")
        .containsPattern("ict +1 +1.0 +700 +700 +4h 0m");
  }

  @Test
  void theSameQuestionGetsTheSameAnswer() {
    String[] question = {"--fail", "sub", "--at", "2018-09-05T18:25:04Z", "--json"};

    assertThat(run(question).out()).isEqualTo(run(question).out());
  }

  @Test
  void whatNamesNoTimeHappensNow() throws Exception {
    long before = System.currentTimeMillis() - 1_000;

    JsonNode answer = json("--fail", "sub");

    String at = answer.path("failed").get(0).path("at").asText();
    assertThat(java.time.Instant.parse(at).toEpochMilli())
        .isBetween(before, System.currentTimeMillis());
  }

  @Test
  void moreAssetsMayFollowAndThePathMayStandLast() throws Exception {
    Session last =
        Session.run("topology", "impact", "--json", "--fail", "sub", "bts", path, "--samples", "9");

    JsonNode answer = new ObjectMapper().readTree(last.out());
    assertThat(texts(answer.path("failed"), "asset")).containsExactly("sub", "bts");
    assertThat(texts(json("--fail", "sub", "bts").path("failed"), "asset"))
        .containsExactly("sub", "bts");
  }

  @Test
  void aConditionTriggersWhatNamesIt() throws Exception {
    JsonNode answer = json("--condition", "plant:low@2018-09-05T18:25:04Z");

    assertThat(texts(answer.path("impacts"), "asset")).containsExactly("train");
    assertThat(answer.path("stopped").get(0).asText()).isEqualTo("train");
    assertThat(answer.path("failed").get(0).path("condition").asText()).isEqualTo("low");
  }

  @Test
  void aBatteryReplacesTheBuffer() throws Exception {
    JsonNode minutes = json("--fail", "sub@2018-09-05T18:25:04Z", "--battery", "bts=30");
    JsonNode hours = json("--fail", "sub@2018-09-05T18:25:04Z", "--battery", "bts=2h");

    assertThat(minutes.path("impacts").get(1).path("eta").path("p50").asText())
        .isEqualTo("2018-09-05T18:55:04Z");
    assertThat(hours.path("impacts").get(1).path("eta").path("p50").asText())
        .isEqualTo("2018-09-05T20:25:04Z");
  }

  @Test
  void laterThanTheHorizonIsNoImpact() throws Exception {
    assertThat(texts(json("--fail", "sub", "--horizon", "3h").path("impacts"), "asset"))
        .containsExactly("far");
  }

  @Test
  void allThatIsWrongIsSaidAtOnce() {
    Session session =
        run(
            "--fail",
            "subb",
            "--fail",
            "bts@yesterday",
            "--condition",
            "plant:lwo",
            "--condition",
            "plant",
            "--battery",
            "bts=full");

    assertThat(session.exit()).isEqualTo(2);
    assertThat(session.out()).isEmpty();
    assertThat(session.complaints())
        .hasLineCount(5)
        .contains("'subb' is none; did you mean 'sub'?")
        .contains("found 'yesterday'")
        .contains("'lwo' is none; did you mean 'low'?")
        .contains("'plant' has no colon")
        .contains("'bts=full' is none");
  }

  @Test
  void idMayHoldAnAtSign() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("queues.yaml"),
            """
            topology: t
            assets: [{id: queue@east, sector: ict}, {id: queue, sector: ict}, {id: shop@1, sector: ict}]
            dependencies:
              - {provider: queue@east, dependent: shop@1}
            """);
    String[] words = {"topology", "impact", file.toString(), "--json", "--fail"};

    for (String word :
        List.of("queue@east", "\u3000queue@east", "queue@east@2018-09-05T18:25:04Z")) {
      List<String> all = new ArrayList<>(List.of(words));
      all.add(word);
      Session session = Session.run(all.toArray(String[]::new));
      assertThat(session.complaints()).isEmpty();
      JsonNode impacts = new ObjectMapper().readTree(session.out()).path("impacts");
      assertThat(texts(impacts, "asset")).containsExactly("shop@1");
    }
    assertThat(
            Session.run("topology", "impact", file.toString(), "--fail", "queue@wesst")
                .complaints())
        .contains("found 'wesst'");
    assertThat(
            Session.run("topology", "impact", file.toString(), "--fail", "queu@east").complaints())
        .contains("'queu@east' is none; did you mean 'queue@east'?");
  }

  @Test
  void longWayIsListedInPart() throws Exception {
    StringBuilder assets = new StringBuilder("id,sector\na0,ict\n");
    StringBuilder dependencies = new StringBuilder("id,provider,dependent\n");
    for (int i = 1; i <= 2_000; i++) {
      assets.append("a" + i + ",ict\n");
      dependencies.append("d" + i + ",a" + (i - 1) + ",a" + i + "\n");
    }
    Path chain = Files.createDirectory(folder.resolve("chain"));
    Files.writeString(chain.resolve("assets.csv"), assets);
    Files.writeString(chain.resolve("dependencies.csv"), dependencies);

    JsonNode impacts =
        new ObjectMapper()
            .readTree(
                Session.run("topology", "impact", chain.toString(), "--fail", "a0", "--json").out())
            .path("impacts");

    assertThat(impacts).hasSize(2_000);
    for (JsonNode impact : impacts) {
      int hops = Integer.parseInt(impact.path("asset").asText().substring(1));
      assertThat(impact.path("path")).hasSize(Math.min(hops, 32));
      assertThat(impact.path("path").get(0).asText()).isEqualTo("d1");
      assertThat(impact.path("pathTotal").asInt()).isEqualTo(hops > 32 ? hops : 0);
    }
    assertThat(
            Session.run("topology", "impact", chain.toString(), "--fail", "a0", "--top", "0").out())
        .contains(" > a1998 > a1999\n")
        .contains("a0 > a1 > a2\n");
  }

  @Test
  void anAnswerThatDoesNotFitIntoMemoryIsASentence() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream full =
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8) {
          @Override
          public void write(byte[] bytes, int from, int length) {
            throw new OutOfMemoryError("Java heap space");
          }
        };
    Console console =
        new Console(full, new PrintStream(err, true, StandardCharsets.UTF_8), false, false, false);

    int exit = Hamon.run(console, "topology", "impact", path, "--fail", "sub", "--json");

    assertThat(exit).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8).lines().filter(l -> !l.startsWith("... ")))
        .singleElement(STRING)
        .startsWith("hamon: Expected ")
        .contains("memory")
        .doesNotContain("Exception", "Error");
  }

  @Test
  void aTopologyWithAnErrorIsRefused() throws Exception {
    Path broken = Files.writeString(folder.resolve("broken.yaml"), "topolgy: x\n");

    Session session = Session.run("topology", "impact", broken.toString(), "--fail", "x");

    assertThat(session.exit()).isEqualTo(2);
    assertThat(session.complaints()).contains("UNKNOWN_KEY").doesNotContain("Exception");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--fail sub --samples 0",
        "--fail sub --top -1",
        "--fail sub --at noon",
        "--fail sub --horizon long",
        "--fail sub --samples many"
      })
  void badUsageIsOneLineAndExitTwo(String line) {
    Session session = run(line.isEmpty() ? new String[0] : line.split(" ", -1));

    assertThat(session.exit()).isEqualTo(2);
    assertThat(session.complaints()).hasLineCount(1).startsWith("hamon: ").contains("--help");
  }

  private Session run(String... options) {
    List<String> words = new ArrayList<>(List.of("topology", "impact", path));
    words.addAll(List.of(options));
    return Session.run(words.toArray(String[]::new));
  }

  private JsonNode json(String... options) throws Exception {
    List<String> words = new ArrayList<>(List.of(options));
    words.add("--json");
    Session session = run(words.toArray(String[]::new));
    assertThat(session.complaints()).isEmpty();
    assertThat(session.exit()).isZero();
    return new ObjectMapper().readTree(session.out());
  }

  private static List<String> texts(JsonNode array, String key) {
    List<String> texts = new ArrayList<>();
    array.forEach(node -> texts.add(node.path(key).asText()));
    return texts;
  }
}
