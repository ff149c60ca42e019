// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopologyDiffCommandTest {

  private static final String COMMON =
      """
      topology: town
      assets:
        - {id: sub-1, sector: electricity}
        - {id: sub-2, sector: electricity}
      """;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @BeforeEach
  void writeTopologies() throws Exception {
    Files.writeString(
        folder.resolve("a.yaml"),
        COMMON
            + """
                - {id: bts, sector: ict, people: 700}
              dependencies:
                - {id: d1, provider: sub-1, dependent: bts, type: physical, group: power, buffer: 4h}
                - {id: d2, provider: sub-2, dependent: bts, type: physical, group: power, buffer: 4h}
              """);
    Files.writeString(
        folder.resolve("b.yaml"),
        COMMON
            + """
                - {id: bts, sector: ict, people: 750, operator: op-m}
                - {id: pump, sector: water}
              dependencies:
                - {id: d1, provider: sub-1, dependent: bts, type: physical, group: power, buffer: 2h}
              serviceLevels:
                - {id: low, sector: water, metric: pressure, stopped: {below: 1}}
              hopLimit: 5
              """);
  }

  @Test
  void exampleUsage() {
    Session session = run();

    assertThat(session.exit()).isZero();
    assertThat(session.complaints()).isEmpty();
    assertThat(session.out())
        .containsPattern("asset +1 +0 +1\n")
        .contains("+ asset pump: sector water")
        .contains("- dependency d2: provider sub-2, dependent bts, type physical, group power")
        .contains("~ asset bts: people 700 -> 750; operator (not given) -> op-m")
        .contains("~ dependency d1: buffer 4h -> 2h")
        .contains("+ service-level low: sector water, metric pressure, stopped {\"below\":1.0}")
        .contains("New single points of failure: others lose service if it alone fails (1):")
        .contains("  sub-1: 1 other asset, 750 people behind")
        .contains("Lost redundancy: hangs on one provider alone now (1):\n  bts: sub-1")
        .contains("sub-1: 0 -> 750");
  }

  @Test
  void allOfItIsThereForPrograms() throws Exception {
    JsonNode node = new ObjectMapper().readTree(run("--json").out());

    assertThat(node.path("differences")).hasSize(6);
    assertThat(node.path("differences").get(0).path("id").asText()).isEqualTo("bts");
    assertThat(node.path("differences").get(0).path("fields").get(0).asText()).isEqualTo("people");
    assertThat(node.path("singlePoints").path("appearing").get(0).path("asset").asText())
        .isEqualTo("sub-1");
    assertThat(node.path("soleProviders").get(0).path("lostRedundancy").asBoolean()).isTrue();
  }

  @Test
  void theChangesAreWritten() throws Exception {
    Path changes = folder.resolve("topology-changes.jsonl");

    Session session =
        run("--changes", changes.toString(), "--valid-from", "2018-09-06T00:00:00+09:00");

    assertThat(session.complaints())
        .contains(changes + ": 5 changes")
        .contains("1 difference of sharing or of the hop limit cannot be a topology change");
    assertThat(Files.readAllLines(changes))
        .hasSize(5)
        .allMatch(line -> line.startsWith("{\"validFrom\":\"2018-09-05T15:00:00Z\",\"op\":"))
        .contains(
            "{\"validFrom\":\"2018-09-05T15:00:00Z\",\"op\":\"remove-dependency\",\"value\":{\"id\":\"d2\"}}");
  }

  @Test
  void theSameIsNoDifference() {
    String a = folder.resolve("a.yaml").toString();

    Session session = Session.run("topology", "diff", a, a, "--exit-code");

    assertThat(session.exit()).isZero();
    assertThat(session.out()).isEqualTo("No difference." + System.lineSeparator());
    assertThat(run("--exit-code").exit()).isOne();
  }

  @Test
  void whatCannotBeReadIsNamed() throws Exception {
    String a = folder.resolve("a.yaml").toString();
    String broken = Files.writeString(folder.resolve("broken.yaml"), "topolgy: x\n").toString();

    assertThat(Session.run("topology", "diff", a, "no/such.yaml").exit()).isEqualTo(2);
    Session session = Session.run("topology", "diff", a, broken);
    assertThat(session.exit()).isEqualTo(2);
    assertThat(session.complaints()).contains("UNKNOWN_KEY").doesNotContain("Exception");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--top -1", "--valid-from tomorrow", "--nonsense"})
  void badUsageIsOneLineAndExitTwo(String line) {
    Session session = run(line.split(" ", -1));

    assertThat(session.exit()).isEqualTo(2);
    assertThat(session.complaints()).hasLineCount(1).startsWith("hamon: ").contains("--help");
  }

  private Session run(String... options) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "topology",
                "diff",
                folder.resolve("a.yaml").toString(),
                folder.resolve("b.yaml").toString()));
    words.addAll(List.of(options));
    return Session.run(words.toArray(String[]::new));
  }
}
