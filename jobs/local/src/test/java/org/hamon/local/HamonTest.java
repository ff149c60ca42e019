// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HamonTest {

  @Test
  void exampleUsage() {
    Session session = Session.run("--help");

    assertThat(session.exit()).isZero();
    assertThat(session.out()).contains("Usage: hamon").contains("bench");
    assertThat(session.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo",
        "run",
        "replay",
        "scenario",
        "patterns",
        "patterns check",
        "patterns test",
        "patterns explain",
        "patterns publish",
        "topology",
        "topology check",
        "topology impact",
        "topology show",
        "topology diff",
        "topology import",
        "bench"
      })
  void everyCommandSaysWhatItDoes(String command) {
    String[] words = (command + " --help").split(" ", -1);

    Session session = Session.run(words);

    assertThat(session.exit()).isZero();
    assertThat(session.out()).startsWith("Usage: hamon " + command);
    assertThat(session.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "dance",
        "--dance",
        "bench --dance",
        "topology import .",
        "topology check --level silly .",
        "patterns",
        "patterns check",
        "patterns explain",
        "patterns publish --kafka localhost:1",
        "patterns publish ../../patterns/catalogue --kafka localhost:1 --valid-from yesterday",
        "topology",
        "demo --speed 0",
        "demo --port 70000",
        "demo --scenario atlantis",
        "scenario atlantis",
        "scenario --out target",
        "scenario --kafka localhost:1",
        "scenario hokkaido-2018 --kafka localhost:1 --speed 0",
        "run"
      })
  void badUsageIsOneLineAndExitTwo(String line) {
    String[] words = line.isEmpty() ? new String[0] : line.split(" ", -1);

    Session session = Session.run(words);

    assertThat(session.exit()).isEqualTo(2);
    assertThat(session.out()).isEmpty();
    assertThat(session.err()).hasLineCount(1).startsWith("hamon: ").contains("--help");
  }

  @Test
  void saysItsVersion() {
    Session session = Session.run("--version");
    assertThat(session.exit()).isZero();
    assertThat(session.out()).startsWith("hamon ").contains("Flink 2.", "Java ");
  }

  @Test
  void everyPathThatIsMissingIsNamed() {
    Session session = Session.run("patterns", "check", "no/such/file.yaml", "nor/such/folder");

    assertThat(session.exit()).isEqualTo(2);
    assertThat(session.err())
        .hasLineCount(2)
        .contains("no/such/file.yaml: expected a file or folder, but there is none")
        .contains("nor/such/folder");
  }

  @Test
  void findingsAreListedAndEndWithOne(@TempDir Path folder) throws Exception {
    Path topology = Files.writeString(folder.resolve("topology.yaml"), "topolgy: x\n");

    Session session = Session.run("topology", "check", topology.toString());
    Session json = Session.run("topology", "check", "--json", topology.toString());

    assertThat(session.exit()).isOne();
    assertThat(session.out()).contains("error UNKNOWN_KEY").contains("1 file checked: ");
    assertThat(json.exit()).isOne();
    assertThat(json.out()).hasLineCount(1).contains("\"code\":\"UNKNOWN_KEY\"");
  }

  @Test
  void whatIsDoubtfulIsListedByLevelAndFatalOnlyIfAsked(@TempDir Path folder) throws Exception {
    String text =
        """
        topology: t
        assets:
          - {id: a, sector: gas, region: JP-01}
          - {id: b, sector: gas, region: JP-01}
        dependencies:
          - {provider: a, dependent: b}
        """;
    String path = Files.writeString(folder.resolve("t.yaml"), text).toString();

    Session plain = Session.run("topology", "check", path);
    Session strict = Session.run("topology", "check", path, "--strict", "--level", "error");
    Session all = Session.run("topology", "check", path, "--level", "info", "--json");

    assertThat(plain.exit()).isZero();
    assertThat(plain.out())
        .contains("2 assets, 1 dependency, 0 links")
        .contains("NO_EVIDENCE: 1 warning")
        .contains("0 errors, 1 warning, 3 infos (--level info lists them)")
        .doesNotContain("NEVER_HEARD");
    assertThat(strict.exit()).isOne();
    assertThat(strict.out()).doesNotContain("NO_EVIDENCE");
    assertThat(all.exit()).isZero();
    assertThat(all.out())
        .contains("\"counts\":{\"NEVER_HEARD\":2,\"NO_EVIDENCE\":1,")
        .contains("\"severity\":\"info\"");
  }

  @Test
  void importsWhatCheckAccepts(@TempDir Path folder) throws Exception {
    Path graph =
        Files.writeString(
            folder.resolve("g.graphml"),
            """
            <graphml xmlns="http://graphml.graphdrawing.org/xmlns">
              <key id="s" for="node" attr.name="sector" attr.type="string"/>
              <graph edgedefault="directed"><node id="a"><data key="s">gas</data></node></graph>
            </graphml>
            """);
    String mapping = "../../topology/samples/mappings/graphml.yaml";
    String out = folder.resolve("out").toString();

    Session written =
        Session.run("topology", "import", graph.toString(), "--mapping", mapping, "--out", out);
    Session checked = Session.run("topology", "check", out);
    Session refused =
        Session.run(
            "topology",
            "import",
            folder.toString(),
            "--mapping",
            mapping,
            "--out",
            out,
            "--format",
            "csv");

    assertThat(written.exit()).isZero();
    assertThat(written.out()).contains("1 asset, 0 dependencies, 0 links written");
    assertThat(checked.exit()).isZero();
    assertThat(refused.exit()).isOne();
    assertThat(refused.out()).contains("nodes: error UNREADABLE");
  }

  @Test
  void whatIsWrongWithAConfigurationIsSaidAtOnce(@TempDir Path folder) throws Exception {
    Path config =
        Files.writeString(
            folder.resolve("hamon.yaml"),
            """
            borkers: localhost:9092
            topology: topology.yaml
            parallelism: many
            delivery: at-most-once
            """);

    Session session = Session.run("run", "--config", config.toString());

    assertThat(session.exit()).isEqualTo(2);
    assertThat(session.err())
        .contains("UNKNOWN_KEY at borkers")
        .contains("MISSING_KEY at brokers")
        .contains("MISSING_KEY at patterns")
        .contains("NO_NUMBER at parallelism")
        .contains("UNKNOWN_VALUE at delivery")
        .doesNotContain("Exception");
  }

  @Test
  void targetThatIsNoneIsNamed(@TempDir Path folder) throws Exception {
    Path config = folder.resolve("on-the-cluster-only.yaml").toAbsolutePath();

    Session wrong = Session.run("run", "--config", config.toString(), "--target", "elsewhere");
    Session both =
        Session.run("run", "--config", config.toString(), "--restore", "chk-1", "--restart");

    assertThat(wrong.exit()).isEqualTo(2);
    assertThat(wrong.err()).hasLineCount(1).contains("expected 'embedded' or HOST:PORT");
    assertThat(both.exit()).isEqualTo(2);
    assertThat(both.err()).hasLineCount(1).contains("Expected --restore or --restart, but both");
  }

  @Test
  void jobThatRunsOnTheClusterIsNotSubmittedAgain_otherJobsDoNotMatter(@TempDir Path folder)
      throws Exception {
    Path config =
        Files.writeString(
            folder.resolve("hamon.yaml"),
            "brokers: 127.0.0.1:1\nprefix: east.\ngroup: east\ntopology: %s\npatterns: %s\n"
                .formatted(
                    Files.writeString(
                        folder.resolve("t.yaml"),
                        "topology: t\nassets:\n  - {id: a, sector: gas}\n"),
                    Path.of("../../patterns/catalogue").toAbsolutePath()));
    Map<String, String> answers = new HashMap<>();
    answers.put(
        "/jobs/overview",
        """
        {"jobs": [{"jid": "a1", "name": "hamon", "state": "RUNNING"},
                  {"jid": "b2", "name": "hamon", "state": "CANCELED"},
                  {"jid": "c3", "name": "hamon", "state": "RESTARTING"},
                  {"jid": "d4", "name": "other", "state": "RUNNING"}]}""");
    answers.put("/jobs/a1/config", parameters("{\"prefix\": \"east.\", \"group\": \"west\"}"));
    answers.put("/jobs/b2/config", parameters("{\"prefix\": \"east.\", \"group\": \"east\"}"));
    answers.put("/jobs/c3/config", parameters("{\"prefix\": \"west.\", \"group\": \"east\"}"));
    answers.put("/jobs/d4/config", parameters("{}"));
    HttpServer flink = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    flink.createContext(
        "/",
        exchange -> {
          String answer = answers.get(exchange.getRequestURI().getPath());
          byte[] body = (answer == null ? "{}" : answer).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(answer == null ? 404 : 200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    flink.start();
    try {
      String target = "127.0.0.1:" + flink.getAddress().getPort();
      String[] run = {"run", "--config", config.toString(), "--target", target};

      Session others = Session.run(run);
      answers.put("/jobs/c3/config", answers.get("/jobs/b2/config"));
      Session second = Session.run(run);

      assertThat(others.err())
          .doesNotContain("runs already")
          .containsAnyOf("the job's jar", "answers 404"); // it is handed over, if it is built
      assertThat(second.exit()).isEqualTo(2);
      assertThat(second.err())
          .hasLineCount(1)
          .contains("prefix 'east.' and group 'east', but job c3 runs already: http://" + target);
    } finally {
      flink.stop(0);
    }
  }

  private static String parameters(String told) {
    return "{\"execution-config\": {\"user-config\": " + told + "}}";
  }

  @Test
  void brokerThatIsNotThereIsNamedBeforeAnythingStarts(@TempDir Path folder) throws Exception {
    Path topology =
        Files.writeString(
            folder.resolve("t.yaml"), "topology: t\nassets:\n  - {id: a, sector: gas}\n");
    Path config =
        Files.writeString(
            folder.resolve("hamon.yaml"),
            "brokers: 127.0.0.1:1\ntopology: %s\npatterns: %s\n"
                .formatted(topology, Path.of("../../patterns/catalogue").toAbsolutePath()));

    Session session = Session.run("run", "--config", config.toString());

    assertThat(session.exit()).isEqualTo(2);
    assertThat(session.err())
        .isEqualToIgnoringWhitespace(
            "hamon: Expected a Kafka broker at 127.0.0.1:1, but nobody listens there:"
                + " Connection refused. Is it up, and is 'brokers' right?");
    assertThat(folder.resolve("checkpoints")).doesNotExist();
  }
}
