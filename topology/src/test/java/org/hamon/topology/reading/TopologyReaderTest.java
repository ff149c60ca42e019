// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.hamon.topology.Asset;
import org.hamon.topology.Buffer;
import org.hamon.topology.Dependency;
import org.hamon.topology.DependencyType;
import org.hamon.topology.Finding;
import org.hamon.topology.ServiceLevel;
import org.hamon.topology.Sharing;
import org.hamon.topology.Threshold;
import org.hamon.topology.Topology;
import org.hamon.topology.Trigger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopologyReaderTest {

  private static final String CONTRACT =
      """
      topology: hokkaido
      version: 2026-11-22.1
      sectors: [{id: ports, name: Ports}]
      assets:
        - {id: sub-atsuma, name: Atsuma substation, sector: electricity, kind: substation, region: JP-01,
           operator: op-1, people: 120000, lat: 42.7, lon: 141.9, source: true, every: 30s, substitutability: 0.1}
        - {id: sub-tomakomai, sector: electricity}
        - {id: bts-17, sector: ict}
      dependencies:
        - {id: d1, provider: sub-atsuma, dependent: bts-17, type: physical, group: power, needs: 1, strength: 0.85,
           buffer: {p10: 1h, p50: 4h, p90: 24h}, trigger: {state: stopped}, restart: manual, recovery: 30m}
        - {provider: sub-tomakomai, dependent: bts-17, trigger: {condition: frequency-low}, buffer: 30m}
        - {provider: sub-tomakomai, dependent: bts-17, type: cyber}
      links:
        - {id: l1, a: sub-atsuma, b: sub-tomakomai, closed: true}
      serviceLevels:
        - {id: frequency-low, sector: electricity, metric: frequency, unit: Hz, degraded: {below: 49.8}, stopped: {below: 49.0},
           hold: 2s, deadband: 0.1}
      sharing:
        - {sector: ict, community: T-CEPTOAR, rules: agreed, poc: {primary: "a", secondary: "b"}, status: live, ceiling: TLP:AMBER}
        - {sector: gas, rules: agreed, status: live}
      """;

  @TempDir private Path folder;

  @Test
  void exampleUsage() throws IOException {
    TopologyReader.Result result = TopologyReader.read(file("hokkaido.yaml", CONTRACT));

    Topology topology = result.topology().orElseThrow();
    assertThat(topology.id()).isEqualTo("hokkaido");
    assertThat(topology.version()).isEqualTo("2026-11-22.1");
    assertThat(topology.sectors()).containsExactly("ports");
    assertThat(topology.assets().get(0))
        .isEqualTo(
            new Asset(
                "sub-atsuma",
                "Atsuma substation",
                "electricity",
                "substation",
                "JP-01",
                "op-1",
                120_000,
                42.7,
                141.9,
                true,
                30_000,
                0.1));
    assertThat(topology.dependencies().get(0))
        .isEqualTo(
            new Dependency(
                "d1",
                "sub-atsuma",
                "bts-17",
                DependencyType.PHYSICAL,
                "power",
                1,
                0.85,
                new Buffer(3_600_000, 14_400_000, 86_400_000),
                Trigger.OUT,
                true,
                1_800_000));
    assertThat(topology.serviceLevels())
        .containsExactly(
            new ServiceLevel(
                "frequency-low",
                "electricity",
                "frequency",
                null,
                null,
                "Hz",
                new Threshold(49.8, null),
                null,
                new Threshold(49.0, null),
                2_000,
                0.1));
    assertThat(topology.hopLimit()).isEqualTo(Topology.DEFAULT_HOP_LIMIT);
  }

  @Test
  void fillsInTheDefaultsOfTheContract() throws IOException {
    Topology topology = read(CONTRACT).topology().orElseThrow();

    assertThat(topology.assets().get(1))
        .isEqualTo(
            new Asset(
                "sub-tomakomai",
                "sub-tomakomai",
                "electricity",
                null,
                null,
                null,
                0,
                null,
                null,
                false,
                0,
                0));
    assertThat(topology.dependencies().get(1))
        .isEqualTo(
            new Dependency(
                "sub-tomakomai>bts-17",
                "sub-tomakomai",
                "bts-17",
                DependencyType.PHYSICAL,
                null,
                1,
                1,
                Buffer.fixed(1_800_000),
                new Trigger(null, "frequency-low"),
                false,
                0));
    assertThat(topology.dependencies().get(2).id()).isEqualTo("sub-tomakomai>bts-17#2");
  }

  @Test
  void sharingIsLiveOnlyWithRulesPrimaryContactAndStatus() throws IOException {
    TopologyReader.Result result = read(CONTRACT);

    assertThat(result.topology().orElseThrow().sharing())
        .containsExactly(
            new Sharing("ict", "T-CEPTOAR", true, "TLP:AMBER", true),
            new Sharing("gas", null, false, "TLP:AMBER", true));
    assertThat(result.findings()).extracting(Finding::code).containsExactly("NOT_LIVE");
    assertThat(result.findings().get(0).isError()).isFalse();
  }

  @Test
  void givesEachFindingWithFileLinePlaceAndSuggestion() throws IOException {
    TopologyReader.Result result =
        read(
            """
            topology: t
            assets:
              - id: a
                sector: electricty
                peple: 3
              - {id: a, sector: gas}
            dependencies:
              - {id: d, provider: a, dependent: b}
            """);

    assertThat(result.topology()).isEmpty();
    assertThat(result.findings())
        .extracting(Finding::toString)
        .anySatisfy(
            text ->
                assertThat(text)
                    .endsWith(
                        "t.yaml:5: error UNKNOWN_KEY at assets[0].peple: Expected one of id, name,"
                            + " sector, kind, region, operator, people, lat, lon, source, every,"
                            + " substitutability, but found the key 'peple'. did you mean"
                            + " 'people'?"))
        .anySatisfy(
            text ->
                assertThat(text)
                    .contains(
                        "t.yaml:8: error UNKNOWN_ASSET at dependencies[0].dependent: Expected"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "assets: [{sector: gas}]                                         | MISSING_KEY",
        "assets: [{id: gas@JP-01, sector: ict}]                                | BAD_ID",
        "assets: [{id: a, sector: moon}]                                 | UNKNOWN_SECTOR",
        "assets: [{id: a, sector: gas}, {id: a, sector: gas}]            | DUPLICATE_ID",
        "assets: [{id: a, sector: gas, lat: 91, lon: 0}]                 | OUT_OF_RANGE",
        "assets: [{id: a, sector: gas, lat: 9, lon: 181}]                | OUT_OF_RANGE",
        "assets: [{id: a, sector: gas, lat: 9}]                          | MISSING_KEY",
        "assets: [{id: a, sector: gas, region: Hokkaido}]                | BAD_REGION",
        "assets: [{id: a, sector: gas, people: .nan}]                    | BAD_NUMBER",
        "assets: [{id: a, sector: gas, people: -1}]                      | OUT_OF_RANGE",
        "assets: [{id: a, sector: gas, every: soon}]                     | BAD_DURATION",
        "assets: [{id: a, sector: gas, source: maybe}]                   | BAD_FLAG",
        "assets: [{id: a, sector: gas, substitutability: 1.1}]           | OUT_OF_RANGE",
        "assets: [3]                                                     | WRONG_SHAPE",
        "assets: {}                                                      | WRONG_SHAPE",
        "dependencies: [{provider: x, dependent: x}]                     | SELF_DEPENDENCY",
        "dependencies: [{provider: x, dependent: z}]                     | UNKNOWN_ASSET",
        "dependencies: [{provider: x, dependent: y, needs: 2}]           | NEEDS_EXCEEDS_GROUP",
        "dependencies: [{provider: x, dependent: y, needs: 0}]           | OUT_OF_RANGE",
        "dependencies: [{provider: x, dependent: y, strength: 1.5}]      | OUT_OF_RANGE",
        "dependencies: [{provider: x, dependent: y, type: magic}]        | UNKNOWN_TYPE",
        "dependencies: [{provider: x, dependent: y, buffer: x}]          | BAD_DURATION",
        "dependencies: [{provider: x, dependent: y, buffer: {p10: 1h, p50: 1h}}] | MISSING_KEY",
        "dependencies: [{provider: x, dependent: y, buffer: {p10: 2h, p50: 1h, p90: 3h}}] |"
            + " UNORDERED_QUANTILES",
        "dependencies: [{provider: x, dependent: y, trigger: {state: dead}}]    | UNKNOWN_STATE",
        "dependencies: [{provider: x, dependent: y, trigger: {condition: no}}]  |"
            + " UNKNOWN_CONDITION",
        "dependencies: [{provider: x, dependent: y, trigger: {}}]        | WRONG_SHAPE",
        "dependencies: [{provider: x, dependent: y, restart: maybe}]     | UNKNOWN_WORD",
        "links: [{a: x, b: x}]                                           | SELF_LINK",
        "links: [{a: x, b: z}]                                           | UNKNOWN_ASSET",
        "serviceLevels: [{id: l, sector: gas, metric: m}]                | MISSING_KEY",
        "serviceLevels: [{id: l, sector: gas, metric: m, asset: z, degraded: {below: 1}}] |"
            + " UNKNOWN_ASSET",
        "sharing: [{sector: moon}]                                       | UNKNOWN_SECTOR",
        "sharing: [{sector: gas}, {sector: gas}]                         | DUPLICATE_ID",
        "sharing: [{sector: gas, ceiling: TLP:PINK}]                     | UNKNOWN_TLP",
        "sectors: [{id: gas}]                                            | DUPLICATE_ID",
        "hopLimit: 33                                                    | OUT_OF_RANGE",
        "hopeLimit: 3                                                    | UNKNOWN_KEY",
        "version: &v 1                                                   | ''",
        "version: {                                                      | BAD_YAML",
      })
  void namesWhatIsWrong(String line, String code) throws IOException {
    String assets =
        line.startsWith("assets") ? "" : "assets: [{id: x, sector: gas}, {id: y, sector: gas}]\n";

    List<Finding> findings = read("topology: t\n" + assets + line + "\n").findings();

    assertThat(findings)
        .extracting(Finding::code)
        .isEqualTo(code.isEmpty() ? List.of() : List.of(code));
  }

  @Test
  void survivesHostileDocuments() throws IOException {
    String deep = "topology: " + "[".repeat(5_000) + "]".repeat(5_000);
    String laughs = "topology: t\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n";
    String repeated = "topology: t\ntopology: u\n";
    String several = "topology: t\n---\ntopology: u\n";
    String tagged = "topology: !!java.net.URL [\"http://localhost\"]\n";

    assertThat(read(deep).findings()).extracting(Finding::code).contains("BAD_YAML");
    assertThat(read(laughs).findings()).extracting(Finding::code).contains("ALIAS");
    assertThat(read(repeated).findings()).extracting(Finding::code).contains("DUPLICATE_KEY");
    assertThat(read(several).findings())
        .extracting(Finding::code)
        .containsExactly("SEVERAL_DOCUMENTS");
    assertThat(read(tagged).topology()).isEmpty();
    assertThat(read("").findings()).extracting(Finding::code).contains("EMPTY_FILE");
    assertThat(read("- 1\n").findings()).extracting(Finding::code).contains("WRONG_SHAPE");
  }

  @Test
  void listsABoundedNumberOfFindings() throws IOException {
    String bad = "topology: t\nassets:\n" + "- {id: a, sector: moon}\n".repeat(3_000);

    assertThat(read(bad).findings()).hasSize(1_001);
  }

  @Test
  void saysThatAFileIsMissingOrNoText() throws IOException {
    Path missing = folder.resolve("none.yaml");
    Path binary = folder.resolve("binary.yaml");
    Files.write(binary, new byte[] {'t', (byte) 0xff, (byte) 0xfe});

    assertThat(TopologyReader.read(missing).findings())
        .extracting(Finding::message)
        .containsExactly("Expected a file that can be read, but there is none.");
    assertThat(TopologyReader.read(binary).findings())
        .extracting(Finding::code)
        .containsExactly("UNREADABLE");
  }

  @Test
  void readsAFolderThatHoldsOneDocument() throws IOException {
    file("any.yml", CONTRACT);
    assertThat(TopologyReader.read(folder).topology()).isPresent();

    file("other.yaml", CONTRACT);
    assertThat(TopologyReader.read(folder).findings())
        .extracting(Finding::code)
        .containsExactly("NO_TOPOLOGY");
  }

  @Test
  void readsTheSameTopologyFromTables() throws IOException {
    Topology fromYaml = read(CONTRACT).topology().orElseThrow();
    Path tables = Files.createDirectory(folder.resolve("tables"));
    String levels = CONTRACT.substring(CONTRACT.indexOf("serviceLevels"));
    Files.writeString(
        tables.resolve("topology.yaml"),
        "topology: hokkaido\nversion: 2026-11-22.1\nsectors: [{id: ports}]\n" + levels);
    Files.writeString(
        tables.resolve("assets.csv"),
        "\uFEFFid,name,sector,kind,region,operator,people,lat,lon,source,every,substitutability\n"
            + "sub-atsuma,Atsuma"
            + " substation,electricity,substation,JP-01,op-1,120000,42.7,141.9,true,30s,0.1\n"
            + "sub-tomakomai,,electricity\n\n"
            + "bts-17,,ict,,,,,,,,,\n");
    Files.writeString(
        tables.resolve("dependencies.csv"),
        "id,provider,dependent,type,group,needs,strength,buffer,buffer.p10,buffer.p50,buffer.p90,trigger.state,trigger.condition,restart,recovery\n"
            + "d1,sub-atsuma,bts-17,physical,power,1,0.85,,1h,4h,24h,stopped,,manual,30m\n"
            + ",sub-tomakomai,bts-17,,,,,30m,,,,,frequency-low,,\n"
            + ",sub-tomakomai,bts-17,cyber,,,,,,,,,,,\n");
    Files.writeString(
        tables.resolve("links.csv"), "id,a,b,closed\nl1,sub-atsuma,sub-tomakomai,true\n");

    TopologyReader.Result result = TopologyReader.read(tables);

    assertThat(result.findings()).extracting(Finding::code).containsExactly("NOT_LIVE");
    assertThat(result.topology()).contains(fromYaml);
  }

  @Test
  void namesTheLineOfATable() throws IOException {
    file("assets.csv", "id,sector,colour\na,gas,\n\nb,moon,\nc,gas,,,,\nd,gas,red\n\"e\n");

    assertThat(TopologyReader.read(folder).findings())
        .extracting(f -> f.line() + " " + f.code())
        .contains("4 UNKNOWN_SECTOR", "5 BAD_ROW", "6 UNKNOWN_KEY");
  }

  @Test
  void saysOnceThatTheHeaderIsWrittenOtherwise() throws IOException {
    file("assets.csv", "ID,Name,SECTOR\n" + "a,A,gas\n".repeat(200));

    assertThat(TopologyReader.read(folder).findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo("MISSING_COLUMN");
              assertThat(finding.line()).isEqualTo(1);
              assertThat(finding.message())
                  .isEqualTo(
                      "Expected the columns id and sector, but the header has only: ID, Name,"
                          + " SECTOR.");
              assertThat(finding.suggestion())
                  .isEqualTo("write 'id' for 'ID', 'name' for 'Name', 'sector' for 'SECTOR'");
            });
  }

  @Test
  void saysOnceWhatIsWrongWithAllRows() throws IOException {
    StringBuilder assets = new StringBuilder("id,sector,Kind\n");
    for (int i = 0; i < 1_500; i++) {
      assets.append("a").append(i).append(",gas,pump\n");
    }
    file("assets.csv", assets.toString());

    assertThat(TopologyReader.read(folder).findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo("UNKNOWN_KEY");
              assertThat(finding.line()).isEqualTo(2);
              assertThat(finding.message()).contains(" So it is in 1500 of 1500 rows of ");
              assertThat(finding.suggestion()).isEqualTo("did you mean 'kind'?");
            });
  }

  @Test
  void oneCommunityInTwoUnicodeFormsIsThereTwice() throws IOException {
    assertThat(
            read("""
                    topology: t
                    sharing:
                      - {sector: gas, community: "caf\u00e9"}
                      - {sector: gas, community: "cafe\u0301"}
                    """)
                .findings())
        .extracting(Finding::code)
        .contains("DUPLICATE_ID");
  }

  @Test
  void readsPackedTables() throws IOException {
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve("assets.csv.gz")))) {
      out.write("id,sector\na,gas\nb,moon\n".getBytes(StandardCharsets.UTF_8));
    }

    assertThat(TopologyReader.read(folder).findings())
        .extracting(Finding::toString)
        .singleElement()
        .asString()
        .contains("assets.csv.gz:3: error UNKNOWN_SECTOR at sector");
  }

  @Test
  void manyWarningsNeitherHideAnErrorNorBecomeOne() throws IOException {
    String pair =
        "- {provider: x, dependent: y, group: g}\n- {provider: x, dependent: y, group: g}\n";
    String many =
        "topology: t\nassets: [{id: x, sector: gas}, {id: y, sector: gas}]\ndependencies:\n"
            + pair.repeat(1_000);

    assertThat(read(many).topology()).isPresent();
    assertThat(read(many + "- {provider: x, dependent: z}\n").findings())
        .extracting(Finding::code)
        .contains("REPEATED_PROVIDER", "TOO_MANY_FINDINGS", "UNKNOWN_ASSET");
  }

  @Test
  void sharesTheIdsOfAssets() throws IOException {
    file("assets.csv", "id,sector\na,gas\nb,gas\n");
    file("dependencies.csv", "id,provider,dependent\nd,a,b\n");

    Topology topology = TopologyReader.read(folder).topology().orElseThrow();

    assertThat(topology.dependencies().get(0).provider()).isSameAs(topology.assets().get(0).id());
    assertThat(topology.assets().get(1).sector()).isSameAs(topology.assets().get(0).sector());
  }

  @Test
  void refusesAKeyWithAValueOfItsOwnAndSomeBelow() throws IOException {
    file("assets.csv", "id,sector\na,gas\nb,gas\n");
    file("dependencies.csv", "provider,dependent,buffer,buffer.p10\na,b,1h,1h\nb,a,1h,\n");

    assertThat(TopologyReader.read(folder).findings())
        .extracting(f -> f.line() + " " + f.code())
        .containsExactly("2 DUPLICATE_KEY");
  }

  @Test
  void idIsTheSameInEveryUnicodeFormAndBehindBlanks() throws IOException {
    file(
        "assets.csv",
        "id,sector\n\u30DD\u30F3\u30D7-1\u3000,water\npump-2\u00A0,water\npump-3,water\n");
    file(
        "dependencies.csv",
        "provider,dependent\n\u30DB\u309A\u30F3\u30D5\u309A-1,pump-2\npump-2,\uFEFFpump-3\n");

    TopologyReader.Result result = TopologyReader.read(folder);

    assertThat(result.topology().orElseThrow().dependencies())
        .extracting(d -> d.provider() + " " + d.dependent())
        .containsExactly("\u30DD\u30F3\u30D7-1 pump-2", "pump-2 pump-3");
    assertThat(result.findings())
        .extracting(f -> f.line() + " " + f.code())
        .containsExactly("2 BLANK_AROUND_ID", "3 BLANK_AROUND_ID");
    assertThat(result.findings().get(1).suggestion())
        .isEqualTo("character 7 is U+00A0 (no-break space), one too many.");
  }

  @Test
  void namesIdsThatCannotBeToldApart() throws IOException {
    file(
        "assets.csv",
        "id,sector\n"
            + "\u30AC\u30B9-1,gas\n"
            + "\u30AB\u3099\u30B9-1,gas\n"
            + "pump-3,gas\n"
            + "\uFF50ump-3,gas\n"
            + "Pump-3,gas\n"
            + "pu\u200Bmp-4,gas\n");
    file("dependencies.csv", "provider,dependent\npump-3,pump-4\n");

    List<Finding> findings = TopologyReader.read(folder).findings();

    assertThat(findings)
        .extracting(f -> f.line() + " " + f.code())
        .containsExactlyInAnyOrder(
            "3 DUPLICATE_ID", "5 LOOK_ALIKE_IDS", "6 LOOK_ALIKE_IDS", "7 BAD_ID");
    assertThat(findings)
        .extracting(Finding::message)
        .anySatisfy(m -> assertThat(m).contains("after line 2, in another Unicode form"))
        .anySatisfy(m -> assertThat(m).contains("character 3 is a blank, U+200B (zero width"));
  }

  @Test
  void idMayHoldWhatAddressesHold() throws IOException {
    String yaml =
        """
        topology: t
        assets:
        - {id: "https://queue@10.0.0.1:80/a?b=c", sector: ict}
        - {id: "arn:aws@x", sector: ict}
        - {id: "moon@JP-01", sector: ict}
        dependencies:
        - {provider: "arn:aws@x", dependent: "https://queue@10.0.0.1:80/a?b=c"}
        """;

    assertThat(read(yaml).findings()).isEmpty();
    assertThat(read("sectors: [{id: moon}]\n" + yaml).findings())
        .extracting(Finding::code, Finding::place)
        .containsExactly(tuple("BAD_ID", "assets[2].id"));
  }

  @Test
  void takesNumbersAndFlagsAsProgramsWriteThem() throws IOException {
    file(
        "assets.csv",
        "id,sector,people,source\na,gas,120000.0,t\nb,gas,3.5e4,1\nc,gas,,False\nd,gas,1.0,no\n");
    file("dependencies.csv", "provider,dependent,group,needs\na,c,g,1.0\nb,c,g,1.0\n");

    Topology topology = TopologyReader.read(folder).topology().orElseThrow();

    assertThat(topology.assets())
        .extracting(a -> a.people() + " " + a.source())
        .containsExactly("120000 true", "35000 true", "0 false", "1 false");
    assertThat(read("topology: t\nassets: [{id: a, sector: gas, people: 0.5}]\n").findings())
        .extracting(Finding::code)
        .containsExactly("BAD_NUMBER");
    assertThat(
            read("topology: t\nassets: [{id: a, sector: gas, people: 1_000}]\n")
                .topology()
                .orElseThrow()
                .assets()
                .get(0)
                .people())
        .isEqualTo(1_000);
  }

  @Test
  void seesHowATableIsWritten() throws IOException {
    String comma = "id,name,sector,people,lat,lon\nx,\"Siding, old\",gas,7,52.25,-13.5\n";
    String semicolon = "id;name;sector;people;lat;lon\r\nx;Siding, old;gas;7,0;52,25;-13,5\r\n";
    Topology expected = table(comma.getBytes(StandardCharsets.UTF_8));

    assertThat(table(semicolon.getBytes(StandardCharsets.UTF_8))).isEqualTo(expected);
    assertThat(table(semicolon.replace(';', '\t').getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(expected);
    assertThat(table(("sep=;\r\n" + semicolon).getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(expected);
    assertThat(table(("\uFEFFsep=;\n" + semicolon).getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(expected);
    assertThat(table(("\uFEFF" + semicolon).getBytes(StandardCharsets.UTF_16LE)))
        .isEqualTo(expected);
    assertThat(table(("\uFEFF" + comma).getBytes(StandardCharsets.UTF_16BE))).isEqualTo(expected);
    assertThat(table("id\tsector\n\tgas\n".getBytes(StandardCharsets.UTF_8))).isNull();
  }

  private @Nullable Topology table(byte[] bytes) throws IOException {
    Files.write(folder.resolve("assets.csv"), bytes);
    return TopologyReader.read(folder).topology().orElse(null);
  }

  @Test
  void numberThatMayBeThousandsIsNone() throws IOException {
    file("assets.csv", "id;sector;people\na;gas;120,000\n");

    assertThat(TopologyReader.read(folder).findings())
        .extracting(f -> f.line() + " " + f.code())
        .containsExactly("2 BAD_NUMBER");
  }

  @Test
  void saysOnceHowATableIsWrittenOtherwise() throws IOException {
    file("assets.csv", "id,name,sector\n" + "a,'one, two, three',gas\n".repeat(50));
    assertThat(TopologyReader.read(folder).findings())
        .extracting(Finding::code)
        .containsExactly("BAD_DIALECT");

    file("assets.csv", "id,sector\n" + "a,gas,extra\n".repeat(50));
    assertThat(TopologyReader.read(folder).findings())
        .extracting(Finding::message)
        .hasSize(11)
        .last()
        .isEqualTo("Expected 2 cells in each row, but 40 further rows have more.");
  }

  @Test
  void lineAfterOneThatNamesTheSeparatorIsTheSecond() throws IOException {
    file("assets.csv", "sep=;\nid;sector\na;moon\n");

    assertThat(TopologyReader.read(folder).findings())
        .extracting(f -> f.line() + " " + f.code())
        .containsExactly("3 UNKNOWN_SECTOR");
  }

  @Test
  void saysThatAPackedTableIsCutOff() throws IOException {
    Path packed = folder.resolve("assets.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write("id,sector\na,gas\n".repeat(1_000).getBytes(StandardCharsets.UTF_8));
    }
    byte[] bytes = Files.readAllBytes(packed);
    Files.write(packed, Arrays.copyOf(bytes, bytes.length - 3));

    assertThat(TopologyReader.read(folder).findings())
        .extracting(Finding::toString)
        .anySatisfy(
            text ->
                assertThat(text)
                    .contains("assets.csv.gz: error UNREADABLE: ")
                    .contains("cut off: it ends in the middle, behind byte " + (bytes.length - 3)));
  }

  private TopologyReader.Result read(String yaml) throws IOException {
    return TopologyReader.read(file("t.yaml", yaml));
  }

  private Path file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, text, StandardCharsets.UTF_8);
    return file;
  }
}
