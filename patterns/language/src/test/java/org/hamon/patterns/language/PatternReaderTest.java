// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hamon.topology.Asset;
import org.hamon.topology.AssetState;
import org.hamon.topology.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatternReaderTest {

  private static final String GOOD =
      """
      id: loss-of-feeder
      version: 3
      title: Loss of a feeder
      status: stable
      description: Sites follow their feeder.
      references: [a paper]
      severity: 3
      failure: cascading
      root: {sector: electricity, kind: [substation, plant]}
      sequence:
        - feeder stops: {at: root, state: stopped}
        - sites go silent: {downstream: 1..2, sector: ict, state: [stopped, unknown], atLeast: 2, where: "change.people >= 0"}
      within: 30m
      where: "change.people > 1000 || root.people > 50000 || size(earlier.sites_go_silent) > 0"
      emit: {phase: contain, instruction: Look at the batteries.}
      falsepositives: [planned switching]
      runbook: docs/runbooks/feeder.md
      tests:
        - name: fires
          topology: ["sub-1:electricity/substation > bts-1:ict/site", "sub-1 > bts-2:ict/site"]
          events: ["00:00 sub-1 stopped cause=natural", "00:04 bts-1 unknown", "00:05:30 bts-2 unknown", "00:06 sub-1 condition frequency-low on"]
          expect: [{at: "00:05:30", root: sub-1, members: [sub-1, bts-1, bts-2]}]
        - name: does not fire
          topology:
            assets: [{id: sub-1, sector: electricity, kind: plant}, {id: bts-1, sector: ict, people: 10}]
            dependencies: [{provider: sub-1, dependent: bts-1}]
          events: ["00:00 sub-1 stopped"]
          expect: []
      """;

  @TempDir Path folder;

  @Test
  void aFolderHasOnePatternOfEachId() throws IOException {
    Path one = Files.createDirectories(folder.resolve("a")).resolve("loss-of-feeder.yaml");
    Path other = Files.createDirectories(folder.resolve("b")).resolve("loss-of-feeder.yaml");
    Files.writeString(one, GOOD);
    Files.writeString(other, GOOD);

    List<PatternReader.Result> results = PatternReader.readAll(folder);

    assertThat(results.get(0).pattern()).isPresent();
    assertThat(results.get(1).pattern()).isEmpty();
    assertThat(results.get(1).findings())
        .filteredOn(Finding::isError)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo("DUPLICATE_ID");
              assertThat(finding.file()).isEqualTo(other.toString());
              assertThat(finding.message()).contains(one.toString());
            });
  }

  @Test
  void exampleUsage() throws IOException {
    Files.createDirectories(folder.resolve("docs/runbooks"));
    Files.writeString(folder.resolve("docs/runbooks/feeder.md"), "# Feeder");
    Path file = Files.createDirectories(folder.resolve("catalogue")).resolve("loss-of-feeder.yaml");
    Files.writeString(file, GOOD);

    PatternReader.Result result = PatternReader.read(file);

    assertThat(result.findings()).isEmpty();
    Pattern pattern = result.pattern().orElseThrow();
    assertThat(pattern.idAndVersion()).isEqualTo("loss-of-feeder@3");
    assertThat(pattern.withinMillis()).isEqualTo(1_800_000);
    assertThat(pattern.root().accepts("electricity", "plant")).isTrue();
    assertThat(pattern.root().accepts("electricity", null)).isFalse();
    Stage sites = pattern.sequence().get(1);
    assertThat(sites.place()).isEqualTo(Place.downstream(1, 2));
    assertThat(sites.states()).containsExactly(AssetState.STOPPED, AssetState.UNKNOWN);
    assertThat(sites.atLeast()).isEqualTo(2);
    PatternTest test = pattern.tests().get(0);
    assertThat(test.topology().assets())
        .extracting(Asset::id, Asset::sector, Asset::kind)
        .containsExactly(
            tuple("sub-1", "electricity", "substation"),
            tuple("bts-1", "ict", "site"),
            tuple("bts-2", "ict", "site"));
    assertThat(test.events().get(2).at()).isEqualTo(330_000);
    assertThat(test.events().get(0).cause()).isEqualTo(Cause.NATURAL);
    assertThat(test.events().get(3).condition()).isEqualTo("frequency-low");
    assertThat(test.expect().get(0).members()).containsExactly("sub-1", "bts-1", "bts-2");
  }

  @ParameterizedTest(name = "{2}: {0} -> {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "severity: 3|severity: 7|BAD_VALUE",
        "severity: 3|severety: 3|UNKNOWN_KEY",
        "within: 30m|within: soon|BAD_DURATION",
        "id: loss-of-feeder|id: other|ID_NOT_FILE_NAME",
        "state: stopped}|state: stoped}|BAD_STATE",
        "cause=natural|cause=nature|BAD_CAUSE",
        "sector: ict, state|sector: I C T, state|BAD_SECTOR",
        "downstream: 1..2|downstream: 2..1|BAD_PLACE",
        "downstream: 1..2|downstream: 1..99|BAD_PLACE",
        "at: root, state|state|BAD_PLACE",
        "{at: root, state: stopped}|{at: root, state: stopped, not: true}|FIRST_STAGE_NOT",
        "atLeast: 2|atLeast: 2, atMost: 1|AT_MOST_BELOW_AT_LEAST",
        "atLeast: 2|not: true, atLeast: 2|NOT_WITH_QUANTIFIER",
        "sites go silent:|feeder stops:|DUPLICATE_STAGE",
        "change.people >= 0|change.peeple >= 0|BAD_CONDITION",
        "earlier.sites_go_silent|earlier.sites|BAD_CONDITION",
        "change.people > 1000|change.people|BAD_CONDITION",
        "00:04 bts-1 unknown|00:04 bts-9 unknown|UNKNOWN_TEST_ASSET",
        "00:04 bts-1 unknown|0:4 bts-1 unknown|BAD_TEST_EVENT",
        "sub-1 > bts-2:ict/site|sub-1 > bts-2|TEST_ASSET_WITHOUT_SECTOR",
        "sub-1:electricity/substation > bts-1|sub-1:electricity > bts-1|TEST_ASSET_WITHOUT_KIND",
        "sub-1 > bts-2:ict/site|sub-1 >> bts-2:ict/site|BAD_TEST_TOPOLOGY",
        "title: Loss of a feeder|# nothing|MISSING_KEY",
        "sequence:|sequences:|SEQUENCE_OR_COUNT",
        "title: Loss of a feeder|title: *x|YAML_ALIAS",
        "title: Loss of a feeder|title: [|YAML_SYNTAX",
        "title: Loss of a feeder|id: twice|DUPLICATE_KEY",
        "expect: []|expect: [{}]|NO_QUIET_TEST",
        "failure: cascading|failure: cascade|BAD_VALUE",
        "id: loss-of-feeder|id: Loss of feeder|BAD_ID",
        "title: Loss of a feeder|title: 2018|BAD_VALUE",
        "title: Loss of a feeder|title: [a]|BAD_VALUE",
        "within: 30m|within: 0m|BAD_DURATION",
        "where: \"change.people > 1000|where: # \"change.people > 1000|BAD_VALUE",
        "kind: [substation, plant]|kind: []|BAD_VALUE",
        "state: [stopped, unknown]|state: [stopped, unknwon]|BAD_STATE",
        "- feeder stops: {at: root, state: stopped}|- feeder stops|STAGE_SHAPE",
        "{at: root, state: stopped}|stopped|NOT_AN_OBJECT",
        "atLeast: 2|next: directly|BAD_VALUE",
      })
  void reportsWithItsCode(String good, String bad, String code) throws IOException {
    assertThat(GOOD).contains(good);
    String text = GOOD.replace(good, bad);

    PatternReader.Result result = read(text);

    assertThat(result.pattern()).isEmpty();
    assertThat(result.findings())
        .filteredOn(Finding::isError)
        .extracting(Finding::code)
        .contains(code);
    Finding finding =
        result.findings().stream().filter(f -> f.code().equals(code)).findFirst().orElseThrow();
    assertThat(finding.line()).as(finding.toString()).isPositive();
    assertThat(finding.message()).startsWith("Expected");
  }

  @Test
  void namesTheLineOfWhatIsWrong() throws IOException {
    assertThat(read(GOOD.replace("severity: 3", "severity: 7")).findings())
        .extracting(Finding::code, Finding::line, Finding::place)
        .contains(tuple("BAD_VALUE", 7, "severity"));
    assertThat(read(GOOD.replace("state: stopped}", "state: stoped}")).findings())
        .extracting(Finding::code, Finding::line, Finding::place, Finding::suggestion)
        .contains(
            tuple("BAD_STATE", 11, "sequence[0].feeder stops.state", "Did you mean 'stopped'?"));
  }

  @Test
  void saysWhatWasExpectedAndWhatMayBeMeant() throws IOException {
    assertThat(read(GOOD.replace("severity: 3", "severity: 7")).findings())
        .extracting(Finding::message)
        .contains("Expected a whole number from 0 to 4, but found '7'.");
    assertThat(read(GOOD.replace("title: Loss of a feeder", "title: 2018")).findings())
        .extracting(Finding::message, Finding::suggestion)
        .contains(tuple("Expected a text, but found '2018'.", "Put it in quotes."));
    assertThat(read(GOOD.replace("runbook: docs/runbooks/feeder.md", "runbook:")).findings())
        .extracting(Finding::message, Finding::suggestion)
        .contains(
            tuple(
                "Expected a text, but found nothing.", "Leave 'runbook' out, or give it a value."));
    assertThat(read(GOOD.replace("failure: cascading", "failure: cascadng")).findings())
        .extracting(Finding::message, Finding::suggestion)
        .contains(
            tuple(
                "Expected one of cascading, escalating, common-cause, but found 'cascadng'.",
                "Did you mean 'cascading'?"));
    assertThat(read(GOOD.replace("sector: electricity, kind", "sektor: x, kind")).findings())
        .extracting(Finding::message, Finding::suggestion)
        .contains(
            tuple("Expected one of sector, kind, but found 'sektor'.", "Did you mean 'sector'?"));
    assertThat(read(GOOD.replace("[stopped, unknown]", "[stopped, unknwon]")).findings())
        .extracting(Finding::place, Finding::line, Finding::suggestion)
        .contains(tuple("sequence[1].sites go silent.state[1]", 12, "Did you mean 'unknown'?"));
    assertThat(read(GOOD.replace("downstream: 1..2", "downstream: 2..1")).findings())
        .extracting(Finding::suggestion)
        .contains("Did you mean '1..2'?");
  }

  @Test
  void refusesATextOfAnyLength() throws IOException {
    for (String endless : List.of("-a".repeat(50_000), "a-".repeat(50_000), "9".repeat(100_000))) {
      assertThat(read(GOOD.replace("id: loss-of-feeder", "id: a" + endless)).findings())
          .filteredOn(finding -> finding.code().equals("BAD_ID"))
          .singleElement()
          .satisfies(finding -> assertThat(finding.message()).hasSizeLessThan(250));
      assertThat(read(GOOD.replace("within: 30m", "within: P" + endless)).findings())
          .extracting(Finding::code)
          .contains("BAD_DURATION");
    }
  }

  @Test
  void reportsOneFaultOnceAndFromTheFirstLineOn() throws IOException {
    String text =
        GOOD.replace("within: 30m", "within: [soon]")
            .replace("at: root, state", "at: rot, state")
            .replace("root: {sector: electricity, kind: [substation, plant]}", "root: nothing")
            .replace("version: 3", "version: three");

    assertThat(read(text).findings())
        .filteredOn(Finding::isError)
        .extracting(Finding::code, Finding::line)
        .containsExactly(
            tuple("BAD_VALUE", 2),
            tuple("NOT_AN_OBJECT", 9),
            tuple("BAD_PLACE", 11),
            tuple("BAD_DURATION", 13));
  }

  @Test
  void reportsAllThatIsWrongAtOnce() throws IOException {
    String text =
        GOOD.replace("severity: 3", "severity: 7")
            .replace("within: 30m", "within: soon")
            .replace("state: stopped}", "state: stoped}");

    assertThat(read(text).findings())
        .filteredOn(Finding::isError)
        .extracting(Finding::code)
        .containsExactlyInAnyOrder("BAD_VALUE", "BAD_DURATION", "BAD_STATE");
  }

  @Test
  void missingRunbookIsAnErrorInTheCatalogueOnly() throws IOException {
    Path inCatalogue =
        Files.createDirectories(folder.resolve("catalogue/deprecated"))
            .resolve("loss-of-feeder.yaml");
    Files.writeString(inCatalogue, GOOD);

    assertThat(PatternReader.read(inCatalogue).findings())
        .extracting(Finding::code, Finding::severity)
        .containsExactly(tuple("MISSING_RUNBOOK", Finding.Severity.ERROR));
    assertThat(read(GOOD).findings())
        .extracting(Finding::code, Finding::severity)
        .containsExactly(tuple("MISSING_RUNBOOK", Finding.Severity.WARNING));
    assertThat(read(GOOD).pattern()).isPresent();
  }

  @Test
  void keysOutOfOrderAreAWarning() throws IOException {
    String text =
        GOOD.replace("version: 3\n", "").replace("status: stable", "status: stable\nversion: 3");

    assertThat(read(text).findings()).extracting(Finding::code).contains("KEY_ORDER");
    assertThat(read(text).pattern()).isPresent();
  }

  @Test
  void readsAbsenceAndCount() throws IOException {
    Pattern absence =
        read(GOOD.replace(
                    "sector: ict, state: [stopped, unknown], atLeast: 2",
                    "not: true, next: relaxed, state: normal")
                .replace(" || size(earlier.sites_go_silent) > 0", ""))
            .pattern()
            .orElseThrow();
    assertThat(absence.sequence().get(1).not()).isTrue();

    String sequence = GOOD.substring(GOOD.indexOf("sequence:"), GOOD.indexOf("within:"));
    Pattern count =
        read(GOOD.replace(
                    sequence,
                    "count: {downstream: 1..2, state: [stopped, unusable], atLeast: 5, sectors:"
                        + " 3, pathBetween: false}\n")
                .replace(" || size(earlier.sites_go_silent) > 0", ""))
            .pattern()
            .orElseThrow();
    assertThat(count.count())
        .isEqualTo(
            new Count(
                Place.downstream(1, 2),
                Selector.ANY,
                List.of(AssetState.STOPPED, AssetState.UNUSABLE),
                List.of(),
                5,
                3,
                false));
  }

  @Test
  void checksWhichStagesMayFollowWhich() throws IOException {
    String second = "  - sites go silent: {downstream: 1..2, ";
    String third = "  - third: {downstream: 1, state: normal, not: true}\n";
    assertThat(GOOD).contains(second);

    assertThat(codes(second + "optional: true, ", third)).contains("NOT_AFTER_OPTIONAL");
    assertThat(codes(second + "atMost: 3, ", third)).contains("AT_MOST_BEFORE_NOT");
    assertThat(codes(second, third.replace("true", "true, next: strict")))
        .contains("STRICT_LAST_NOT");
    assertThat(codes(second + "optional: true, ", "")).contains("OPTIONAL_WITHOUT_EFFECT");
    assertThat(codes(second + "atMost: 2, ", "")).contains("AT_MOST_WITHOUT_EFFECT");
    assertThat(
            codes(
                second + "atMost: 3, ",
                third.replace(", not: true", "")
                    + third.replace("third", "fourth").replace(", not: true", "")))
        .contains("AT_MOST_LOOSE");
    assertThat(codes(second, third)).doesNotContain("NOT_AFTER_OPTIONAL", "AT_MOST_BEFORE_NOT");
  }

  private List<String> codes(String second, String third) throws IOException {
    String text =
        GOOD.replace("  - sites go silent: {downstream: 1..2, ", second)
            .replace("within: 30m", third + "within: 30m");
    return read(text).findings().stream().map(Finding::code).toList();
  }

  @Test
  void refusesFilesThatAreNoPatterns() throws IOException {
    assertThat(read("").findings()).extracting(Finding::code).containsExactly("YAML_SYNTAX");
    assertThat(read("- a").findings()).extracting(Finding::code).containsExactly("NOT_AN_OBJECT");
    assertThat(read("a: " + "[".repeat(2_000)).findings())
        .extracting(Finding::code)
        .containsExactly("TOO_DEEP");
    assertThat(read("a: " + "x".repeat(300_000)).findings())
        .extracting(Finding::code)
        .containsExactly("FILE_TOO_LARGE");
    assertThat(PatternReader.read(folder.resolve("none.yaml")).findings())
        .extracting(Finding::code)
        .containsExactly("FILE_UNREADABLE");
  }

  @Test
  void readsTheSameFromJsonWithoutLookingAtFiles() throws JsonProcessingException {
    String json = new ObjectMapper().writeValueAsString(new YAMLMapper().readTree(GOOD));

    PatternReader.Result result =
        PatternReader.parse("patterns", new ObjectMapper().readTree(json));

    assertThat(result.findings()).isEmpty();
    assertThat(result.pattern().orElseThrow().sequence()).hasSize(2);
  }

  @Test
  void fingerprintDependsOnWhatMattersForMatchingAlone() throws IOException {
    String fingerprint = read(GOOD).pattern().orElseThrow().fingerprint();

    assertThat(fingerprint).hasSize(64);
    assertThat(
            read(GOOD.replace("severity: 3", "severity: 1").replace("title: Loss", "title: End"))
                .pattern()
                .orElseThrow()
                .fingerprint())
        .isEqualTo(fingerprint);
    assertThat(
            read(GOOD.replace("within: 30m", "within: 31m")).pattern().orElseThrow().fingerprint())
        .isNotEqualTo(fingerprint);
    assertThat(read(GOOD.replace("> 50000", "> 50001")).pattern().orElseThrow().fingerprint())
        .isNotEqualTo(fingerprint);
  }

  private PatternReader.Result read(String text) throws IOException {
    Path file = folder.resolve("loss-of-feeder.yaml");
    Files.writeString(file, text);
    return PatternReader.read(file);
  }
}
