// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import org.hamon.topology.Finding;
import org.hamon.topology.reading.TopologyReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each rule twice: where it fires, and the nearest where it does not. */
class TopologyLintTest {

  @TempDir private Path folder;

  @Test
  void exampleUsage() throws IOException {
    TopologyLint.Report report =
        lint(
            """
            assets:
              - {id: sub, sector: electricity, region: JP-01, every: 1m}
              - {id: bts, sector: ict, region: JP-01, every: 1m, people: 12000}
            dependencies:
              - {id: d, provider: sub, dependent: bts}
            """);

    assertThat(report.findings())
        .extracting(Finding::toString)
        .satisfiesExactly(
            evidence ->
                assertThat(evidence)
                    .contains("t.yaml:6: warning NO_EVIDENCE at dependencies[0].evidence: ")
                    .endsWith("add evidence: a citation, an address, or who said so"),
            point ->
                assertThat(point)
                    .contains("t.yaml:3: info SINGLE_POINT_OF_FAILURE at assets[0].id: ")
                    .endsWith("from at least 1 other, with 12,000 people behind them."));
    assertThat(report.counts())
        .containsEntry("NO_EVIDENCE", 1L)
        .containsEntry("SINGLE_POINT_OF_FAILURE", 1L);
  }

  @Test
  void unservedAtRest() throws IOException {
    String network = "links: [{a: a, b: b}, {a: b, b: c, closed: %s}]\n";
    String dependent = "dependencies: [{provider: c, dependent: d, evidence: e}]\n";

    assertThat(
            messages(
                "UNSERVED_AT_REST",
                assets("a!", "b", "c", "d") + network.formatted("false") + dependent))
        .satisfiesExactly(
            c -> assertThat(c).contains("'c'").contains("no closed links"),
            d -> assertThat(d).contains("'d'").contains("it needs 'c'"));
    assertThat(
            messages(
                "UNSERVED_AT_REST",
                assets("a!", "b", "c", "d") + network.formatted("true") + dependent))
        .isEmpty();
  }

  @Test
  void unservedAtRest_butNotWhereAnotherOfTheGroupServes() throws IOException {
    String text =
        assets("a", "b", "c", "d")
            + "links: [{a: a, b: b}]\n"
            + "dependencies: [{provider: a, dependent: d, group: g, evidence: e},"
            + " {provider: c, dependent: d, group: %s, evidence: e}]\n";

    assertThat(messages("UNSERVED_AT_REST", text.formatted("g"))).hasSize(2);
    assertThat(messages("UNSERVED_AT_REST", text.formatted("h"))).hasSize(3);
  }

  @Test
  void cycleWithoutSource() throws IOException {
    String cycle =
        "dependencies: [{provider: a, dependent: b, evidence: e}, {provider: b, dependent: a, evidence: e}]\n";

    assertThat(messages("CYCLE_WITHOUT_SOURCE", assets("a", "b") + cycle))
        .singleElement()
        .asString()
        .contains("these 2: 'a', 'b'.");
    assertThat(messages("CYCLE_WITHOUT_SOURCE", assets("a", "b!") + cycle)).isEmpty();
    assertThat(
            messages(
                "CYCLE_WITHOUT_SOURCE",
                assets("a", "b", "c")
                    + cycle.replace("[{", "[{provider: c, dependent: a, evidence: e}, {")))
        .isEmpty();
  }

  @Test
  void conditionNeverOn() throws IOException {
    String text =
        assets("a", "b")
            + "dependencies: [{provider: a, dependent: b, trigger: {condition: l}, evidence: e}]\n"
            + "serviceLevels: [{id: l, sector: %s, metric: m, stopped: {below: 1}}]\n";

    assertThat(messages("CONDITION_NEVER_ON", text.formatted("water"))).hasSize(1);
    assertThat(messages("CONDITION_NEVER_ON", text.formatted("gas"))).isEmpty();
    assertThat(messages("LEVEL_WITHOUT_ASSET", text.formatted("water"))).hasSize(1);
    assertThat(messages("LEVEL_WITHOUT_ASSET", text.formatted("gas"))).isEmpty();
  }

  @Test
  void zeroStrength() throws IOException {
    String text =
        assets("a", "b")
            + "dependencies: [{provider: a, dependent: b, strength: %s, evidence: e}]\n";

    assertThat(messages("ZERO_STRENGTH", text.formatted("0"))).hasSize(1);
    assertThat(messages("ZERO_STRENGTH", text.formatted("0.01"))).isEmpty();
  }

  @Test
  void linkBetweenSectors() throws IOException {
    String text = assets("a!", "b") + "links: [{a: a, b: b}]\n";

    assertThat(
            messages(
                "LINK_BETWEEN_SECTORS", text.replace("id: b, sector: gas", "id: b, sector: water")))
        .hasSize(1);
    assertThat(messages("LINK_BETWEEN_SECTORS", text)).isEmpty();
  }

  @Test
  void noSharing() throws IOException {
    String sharing = "sharing: [{sector: %s, rules: agreed, poc: {primary: p}, status: live}]\n";

    assertThat(messages("NO_SHARING", assets("a", "b") + sharing.formatted("water")))
        .singleElement()
        .asString()
        .contains("the sector gas");
    assertThat(messages("NO_SHARING", assets("a", "b") + sharing.formatted("gas"))).isEmpty();
    assertThat(messages("NO_SHARING", assets("a", "b"))).isEmpty();
  }

  @Test
  void noRegion() throws IOException {
    assertThat(messages("NO_REGION", assets("a").replace(", region: JP-01", ""))).hasSize(1);
    assertThat(messages("NO_REGION", assets("a"))).isEmpty();
  }

  @Test
  void neverHeard() throws IOException {
    assertThat(messages("NEVER_HEARD", assets("a").replace(", every: 1m", ""))).hasSize(1);
    assertThat(messages("NEVER_HEARD", assets("a"))).isEmpty();
    assertThat(
            messages("NEVER_HEARD", assets("a").replace(", every: 1m", "").replace("gas", "area")))
        .isEmpty();
  }

  @Test
  void noEvidence() throws IOException {
    String text = assets("a", "b") + "dependencies: [{provider: a, dependent: b%s}]\n";

    assertThat(messages("NO_EVIDENCE", text.formatted(""))).hasSize(1);
    assertThat(messages("NO_EVIDENCE", text.formatted(", evidence: survey of 2025"))).isEmpty();
    assertThat(messages("NO_EVIDENCE", text.formatted(", type: geographic"))).isEmpty();
  }

  @Test
  void groupOfOne() throws IOException {
    String text =
        assets("a", "b", "c")
            + "dependencies: [{provider: a, dependent: c, group: g, evidence: e},"
            + " {provider: b, dependent: c, group: %s, evidence: e}]\n";

    assertThat(messages("GROUP_OF_ONE", text.formatted("h"))).hasSize(2);
    assertThat(messages("GROUP_OF_ONE", text.formatted("g"))).isEmpty();
  }

  @Test
  void isolated() throws IOException {
    assertThat(messages("ISOLATED", assets("a", "b"))).hasSize(2);
    assertThat(messages("ISOLATED", assets("a", "b") + "links: [{a: a, b: b}]\n")).isEmpty();
  }

  @Test
  void singlePointOfFailure() throws IOException {
    String text =
        assets("a", "b", "c")
            + "dependencies: [{provider: a, dependent: c, group: g, evidence: e%s},"
            + " {provider: b, dependent: c, group: g, evidence: e}]\n";

    assertThat(messages("SINGLE_POINT_OF_FAILURE", text.formatted(""))).isEmpty();
    assertThat(messages("SINGLE_POINT_OF_FAILURE", text.formatted(", needs: 2"))).hasSize(2);
  }

  @Test
  void singlePointOfFailure_inLinksAndThroughThem() throws IOException {
    String text =
        assets("s!", "a", "b", "c", "t")
            + "dependencies: [{provider: b, dependent: t, strength: %s, evidence: e}]\n"
            + "links: [{a: s, b: a}, {a: a, b: b}, {a: b, b: c}%s]\n";

    assertThat(messages("SINGLE_POINT_OF_FAILURE", text.formatted("1", "")))
        .satisfiesExactly(
            s -> assertThat(s).contains("'s'").contains("4 others").contains("400 people"),
            a -> assertThat(a).contains("'a'").contains("3 others"),
            b -> assertThat(b).contains("'b'").contains("2 others"));
    assertThat(messages("SINGLE_POINT_OF_FAILURE", text.formatted("0.4", ", {a: c, b: s}")))
        .singleElement()
        .asString()
        .contains("'s'");
  }

  @Test
  void listsTheFirstHundredAndCountsAll() throws IOException {
    StringBuilder many = new StringBuilder("assets:\n");
    for (int i = 0; i < 250; i++) {
      many.append("- {id: a").append(i).append(", sector: gas, region: JP-01, every: 1m}\n");
    }

    TopologyLint.Report report = lint(many.toString());

    assertThat(report.findings()).hasSize(Notes.MOST_PER_RULE);
    assertThat(report.counts()).containsEntry("ISOLATED", 250L);
  }

  /** Assets that no rule but {@code ISOLATED} minds; with {@code !} a source. */
  private static String assets(String... ids) {
    StringBuilder text = new StringBuilder("assets:\n");
    for (String id : ids) {
      text.append("- {id: ")
          .append(id.replace("!", ""))
          .append(", sector: gas, people: 100, region: JP-01, every: 1m")
          .append(id.endsWith("!") ? ", source: true}\n" : "}\n");
    }
    return text.toString();
  }

  private Collection<String> messages(String code, String yaml) throws IOException {
    return lint(yaml).findings().stream()
        .filter(finding -> finding.code().equals(code))
        .map(Finding::message)
        .toList();
  }

  private TopologyLint.Report lint(String yaml) throws IOException {
    Path file = folder.resolve("t.yaml");
    Files.writeString(file, "topology: t\n" + yaml);
    TopologyReader.Result read = TopologyReader.read(file);
    assertThat(read.findings()).noneMatch(Finding::isError);
    return TopologyLint.check(read.topology().orElseThrow(), read.origin());
  }
}
