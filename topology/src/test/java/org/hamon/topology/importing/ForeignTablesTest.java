// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForeignTablesTest {

  private static final String MAPPING =
      """
      topology: t
      %s
      assets:
        - file: stations.csv
          columns: {id: nr, name: name, sector: net, people: served, lat: y, lon: x}
      links:
        - file: lines.csv
          columns: {a: from, b: to}
      """;
  private static final String LINES = "from,to\n";

  @TempDir private Path folder;

  @Test
  void exampleUsage() throws IOException {
    file("stations.csv", "nr;name;net;served;y;x\n1;'Old; new';gas;3,0;52,5;13,4\n");
    file("lines.csv", "from;to\n");
    assertThat(
            imported("quote: \"'\"\nseparator: ';'\ndecimal: ','")
                .topology()
                .orElseThrow()
                .assets())
        .extracting(Asset::name, Asset::people, Asset::lat)
        .containsExactly(tuple("Old; new", 3L, 52.5));
  }

  @Test
  void eachTableMayBeWrittenItsOwnWay() throws IOException {
    file("stations.csv", "nr\tnet\n1\tgas\n2\tgas\n");
    file("lines.csv", "from|to\n1|2\n");
    String mapping =
        """
        topology: t
        separator: tab
        assets:
          - file: stations.csv
            columns: {id: nr, sector: net}
        links:
          - file: lines.csv
            separator: pipe
            columns: {a: from, b: to}
        """;

    assertThat(imported(mapping, folder).topology().orElseThrow().links())
        .containsExactly(new Link("1-2", "1", "2", true));
  }

  @Test
  void readsTheEncodingThatTheMappingNames() throws IOException {
    Files.write(
        folder.resolve("stations.csv"),
        "nr,name,net\n1,\u5909\u96FB\u6240,gas\n".getBytes(Charset.forName("Shift_JIS")));
    file("lines.csv", LINES);

    assertThat(imported("").findings())
        .extracting(Finding::toString)
        .singleElement()
        .asString()
        .contains("it is not UTF-8")
        .contains("encoding in the mapping");
    assertThat(imported("encoding: Shift_JIS").topology().orElseThrow().assets())
        .extracting(Asset::name)
        .containsExactly("\u5909\u96FB\u6240");
  }

  @Test
  void saysOnceThatCellsAreQuotedOtherwise() throws IOException {
    file("stations.csv", "nr,name,net\n" + "1,'a, b, c, d',gas\n".repeat(3_000));
    file("lines.csv", LINES + "1,2\n".repeat(3_000));

    assertThat(imported("").findings())
        .extracting(Finding::toString)
        .singleElement()
        .asString()
        .contains("stations.csv: error BAD_DIALECT")
        .contains("they are quoted with '")
        .contains("say quote: \"'\" in the mapping");
  }

  @Test
  void blamesTheMappingOnceForAColumnThatIsNotThere() throws IOException {
    file("stations.csv", "number,net\n" + "1,gas\n".repeat(500));
    file("lines.csv", LINES + "1,2\n".repeat(500));

    List<Finding> findings = imported("").findings();

    assertThat(findings)
        .extracting(Finding::code, f -> f.file().endsWith("m.yaml"), Finding::place)
        .containsExactly(tuple("UNKNOWN_COLUMN", true, "assets[0].columns.id"));
    assertThat(findings.get(0).message())
        .isEqualTo("Expected in stations.csv the column 'nr', but there is only: number, net.");
  }

  @Test
  void blamesTheMappingForKeysWordsAndValuesOfItsOwn() throws IOException {
    String mapping =
        """
        topology: t
        sectors: {power: elektricity}
        quote: word
        assets:
          - file: stations.csv
            columns: {id: nr, sector: net, peple: served}
            values: {sector: gass}
        """;

    assertThat(Mapping.read(file("m.yaml", mapping)).findings())
        .extracting(Finding::code, Finding::place)
        .containsExactlyInAnyOrder(
            tuple("BAD_DIALECT", "quote"),
            tuple("UNKNOWN_KEY", "assets[0].columns.peple"),
            tuple("UNKNOWN_SECTOR", "sectors.power"),
            tuple("UNKNOWN_SECTOR", "assets[0].values.sector"));
  }

  @Test
  void blamesTheMappingForValuesThatNoAssetCanHave() throws IOException {
    String mapping =
        """
        topology: t
        assets:
          - file: stations.csv
            columns: {id: nr, sector: net}
            values: {people: many, region: Nowhere, lat: 3}
        dependencies:
          - file: lines.csv
            columns: {provider: from, dependent: to, buffer.p10: quick}
            values: {needs: some, buffer.p50: 1h}
        """;

    assertThat(Mapping.read(file("m.yaml", mapping)).findings())
        .extracting(Finding::code, Finding::place, Finding::line)
        .containsExactlyInAnyOrder(
            tuple("BAD_NUMBER", "assets[0].values.people", 3),
            tuple("BAD_REGION", "assets[0].values.region", 3),
            tuple("BAD_NUMBER", "dependencies[0].values.needs", 7));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "id: empty           | MISSING_KEY  | id     | Expected a value for 'id' in the column 'empty', but the cell is empty.",
        "id: same            | DUPLICATE_ID | id     | Expected each id once, but 'x' is there again after line 2.",
        "id: nr, source: why | BAD_FLAG     | source | Expected true or false (or t, yes, y, 1 or f, no, n, 0), but found 'maybe'.",
        "id: nr, people: half| BAD_NUMBER   | people | Expected a whole number, but found '12.5'.",
      })
  void blamesTheMappingOnceForAColumnThatCannotBeMeant(
      String columns, String code, String key, String message) throws IOException {
    StringBuilder stations = new StringBuilder("nr,net,empty,same,why,half\n");
    for (int i = 0; i < 2_000; i++) {
      stations.append(i).append(",gas,,x,maybe,12.5\n");
    }
    file("stations.csv", stations.toString());
    file("lines.csv", LINES + "1,2\n".repeat(2_000));
    String mapping =
        """
        topology: t
        assets:
          - file: stations.csv
            columns: {%s, sector: net}
        dependencies:
          - file: lines.csv
            columns: {provider: from, dependent: to}
        """;

    List<Finding> findings = imported(mapping.formatted(columns), folder).findings();

    assertThat(findings)
        .filteredOn(
            finding -> !finding.code().equals("DUPLICATE_ID") || code.equals("DUPLICATE_ID"))
        .filteredOn(finding -> finding.file().endsWith("m.yaml"))
        .filteredOn(finding -> finding.place().startsWith("assets"))
        .extracting(Finding::code, Finding::place, Finding::line)
        .containsExactly(tuple(code, "assets[0].columns." + key, 3));
    assertThat(findings).hasSizeLessThanOrEqualTo(2);
    assertThat(findings.get(0).message())
        .startsWith(message)
        .contains(" of 2000 rows of ", "stations.csv, the first in line ")
        .endsWith("is not the column for '" + key + "'.");
  }

  @Test
  void aFaultOfAFewRowsIsSaidOfEach() throws IOException {
    file(
        "stations.csv",
        "nr,name,net,served,y,x\n" + "1,,gas,many,,\n2,,gas,1,,\n3,,gas,few,,\n4,,gas,2,,\n");
    file("lines.csv", LINES);

    assertThat(imported("").findings())
        .extracting(Finding::code, Finding::line)
        .contains(tuple("BAD_NUMBER", 2), tuple("BAD_NUMBER", 4));
  }

  @Test
  void aQuoteThatIsNeverClosedIsSaidWhereItOpens() throws IOException {
    file("lines.csv", LINES);
    for (String breaks : List.of("\n", "\r\n", "\r")) {
      for (String before : List.of("", "sep=,\n")) {
        String rows = "nr,name,net\n1,\"one \"\"A\"\"\",gas\n2,\"two,gas\n3,three,gas\n";
        file("stations.csv", before + rows.replace("\n", breaks));

        assertThat(imported("").findings())
            .extracting(Finding::code, Finding::line, Finding::message)
            .contains(
                tuple(
                    "BAD_CSV",
                    before.isEmpty() ? 3 : 4,
                    "Expected CSV, but the quote \" that opens in this line is never closed."));
      }
    }
  }

  @Test
  void aNumberInGroupsOfThreeIsRefusedWithWhatToSay_andReadOnceItIsSaid() throws IOException {
    file("lines.csv", LINES);
    for (String sign : List.of(".", " ", "'", "\u00A0", "\u202F")) {
      String said = sign.equals("'") ? "\"'\"" : sign.equals(".") ? "'.'" : "blank";
      file(
          "stations.csv",
          "nr;net;served;y;x\n1;gas;12SIGN000;;\n2;gas;1SIGN234SIGN567;52,5;13,4\n3;gas;7;;\n"
              .replace("SIGN", sign));
      assertThat(imported("").findings())
          .filteredOn(finding -> finding.code().equals("BAD_NUMBER"))
          .extracting(Finding::line, Finding::suggestion)
          .first()
          .isEqualTo(
              tuple(
                  2,
                  "if that is 12000, write it so, or say thousands: "
                      + said
                      + " in the mapping of an import"));

      assertThat(imported("thousands: " + said).topology().orElseThrow().assets())
          .extracting(Asset::people, Asset::lat)
          .containsExactly(tuple(12_000L, null), tuple(1_234_567L, 52.5), tuple(7L, null));
    }
  }

  @Test
  void aSignOfAnIdCanBeTakenOut() throws IOException {
    file("stations.csv", "nr,net\nA (1),gas\nB (2),gas\n");
    file("lines.csv", LINES + "A (1),B (2)\n");

    assertThat(
            imported("replace: {\"(\": \"\", \")\": \"\", \" \": \"-\"}")
                .topology()
                .orElseThrow()
                .assets())
        .extracting(Asset::id)
        .containsExactly("A-1", "B-2");
  }

  @Test
  void saysWhyAnIdWithAnApostropheIsTheSame() throws IOException {
    file("stations.csv", "nr,net\n=q,gas\n'=q,gas\n");
    file("lines.csv", LINES);

    assertThat(imported("").findings())
        .filteredOn(finding -> finding.code().equals("DUPLICATE_ID"))
        .singleElement()
        .extracting(Finding::message)
        .asString()
        .contains("'=q' is there again after line 2 (an apostrophe before it is no part of it");
  }

  @Test
  void saysThatATableIsUtf16WithoutAMark() throws IOException {
    file("lines.csv", LINES);
    for (Charset encoding : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      Files.write(
          folder.resolve("stations.csv"), "nr,name,net\n1,one,gas\n".repeat(50).getBytes(encoding));

      assertThat(imported("").findings())
          .extracting(Finding::toString)
          .singleElement()
          .asString()
          .contains("stations.csv: error UNREADABLE")
          .contains("it is " + encoding.name() + " without a byte order mark. save it as UTF-8");
    }
    Files.write(
        folder.resolve("stations.csv"),
        "nr,name,net\n1,one,gas\n".getBytes(StandardCharsets.UTF_16LE));
    Files.write(folder.resolve("lines.csv"), LINES.getBytes(StandardCharsets.UTF_16LE));
    assertThat(imported("encoding: UTF-16LE").topology().orElseThrow().assets()).hasSize(1);
  }

  @Test
  void saysOnceWhichWordForASectorIsNotTranslated() throws IOException {
    file("stations.csv", "nr,net\n1,power\n2,power\n3,gas\n4,steam\n");
    file("lines.csv", LINES + "1,2\n");

    assertThat(imported("").findings())
        .filteredOn(Finding::isError)
        .extracting(f -> f.line() + " " + f.code())
        .containsExactly("2 UNKNOWN_SECTOR", "5 UNKNOWN_SECTOR");
  }

  @Test
  void leavesLoopsOutAndKeepsParallelLinks() throws IOException {
    file("stations.csv", "nr,net\n1,gas\n2,gas\n");
    file("lines.csv", LINES + "1,2\n2,2\n1,2\n");

    TopologyReader.Result result = imported("");

    assertThat(result.topology().orElseThrow().links())
        .extracting(Link::id)
        .containsExactly("1-2", "1-2#2");
    assertThat(result.findings())
        .filteredOn(finding -> !finding.code().equals("UNKNOWN_COLUMN"))
        .extracting(f -> f.line() + " " + f.severity().word() + " " + f.code())
        .containsExactly("3 warning SELF_LINK");
  }

  @Test
  void rowsWithAnEmptyCellCanBeAskedFor() throws IOException {
    file("stations.csv", "nr,net,planned\n1,gas,f\n2,gas,False\n3,gas,\n4,gas,N/A\n5,gas,t\n");
    String mapping =
        """
        topology: t
        absent: [N/A]
        assets:
          - file: stations.csv
            where: {column: planned, is: [f, "False", ""]}
            columns: {id: nr, sector: net}
        """;

    assertThat(imported(mapping, folder).topology().orElseThrow().assets())
        .extracting(Asset::id)
        .containsExactly("1", "2", "3", "4");
  }

  @Test
  void columnMayHaveADotInItsName() throws IOException {
    file("stations.csv", "station.nr,station.net\n1,gas\n");
    String mapping =
        """
        topology: t
        assets:
          - file: stations.csv
            columns: {id: station.nr, sector: station.net}
        """;

    assertThat(imported(mapping, folder).topology().orElseThrow().assets()).hasSize(1);
  }

  private TopologyReader.Result imported(String keys) throws IOException {
    return imported(MAPPING.formatted(keys), folder);
  }

  private TopologyReader.Result imported(String mapping, Path path) throws IOException {
    return TopologyImport.read(
        List.of(path), Mapping.read(file("m.yaml", mapping)).mapping().orElseThrow());
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
  }
}
