// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.hamon.correlation.kafka.Delivery;
import org.hamon.correlation.kafka.LiveTime;
import org.hamon.patterns.engine.Replaced;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunConfigTest {

  private static final String NEEDED =
      """
      brokers: localhost:9092
      topology: topology.yaml
      patterns: patterns
      """;

  @TempDir Path folder;

  @Test
  void exampleUsage() throws IOException {
    RunConfig config = RunConfig.read(file(NEEDED), Map.of());

    assertThat(config.kafka().brokers()).isEqualTo("localhost:9092");
    assertThat(config.kafka().prefix()).isEqualTo("hamon.");
    assertThat(config.group()).isEqualTo("hamon");
    assertThat(config.topology()).isEqualTo(folder.resolve("topology.yaml"));
    assertThat(config.delivery()).isEqualTo(Delivery.AT_LEAST_ONCE);
    assertThat(config.replaced()).isEqualTo(Replaced.DRAINS);
    assertThat(config.time()).isEqualTo(LiveTime.auto(Duration.ofSeconds(2)));
    assertThat(config.topics()).isEqualTo(new RunConfig.NewTopics(true, 4, 1));
  }

  @Test
  void whatIsNotSaidOfFlinkIsLeftToFlink() throws IOException {
    RunConfig config = RunConfig.read(file(NEEDED), Map.of());

    assertThat(config.parallelism()).isNull();
    assertThat(config.checkpoints()).isNull();
    assertThat(config.checkpointInterval()).isNull();
    assertThat(config.start()).isNull();
  }

  @Test
  void everythingCanBeSaid() throws IOException {
    RunConfig config =
        RunConfig.read(
            file(
                NEEDED
                    + """
                    prefix: drill.
                    group: drill
                    properties: {security.protocol: SSL}
                    parallelism: 3
                    checkpoints: {dir: "s3://bucket/hamon", interval: 30s}
                    delivery: exactly-once
                    disorder: 5s
                    idleness: 2s
                    time: records
                    mostDelay: 20s
                    start: 2018-09-05T00:00:00+09:00
                    port: 0
                    topics: {create: false, partitions: 8, replication: 3}
                    lanes: 2
                    replaced: drops
                    """),
            Map.of());

    assertThat(config.kafka().properties()).containsEntry("security.protocol", "SSL");
    assertThat(config.parallelism()).isEqualTo(3);
    assertThat(config.checkpoints()).isEqualTo(URI.create("s3://bucket/hamon"));
    assertThat(config.checkpointInterval()).isEqualTo(Duration.ofSeconds(30));
    assertThat(config.delivery()).isEqualTo(Delivery.EXACTLY_ONCE);
    assertThat(config.replaced()).isEqualTo(Replaced.DROPS);
    assertThat(config.time())
        .isEqualTo(
            new LiveTime(
                LiveTime.Mode.RECORDS,
                Duration.ofSeconds(5),
                Duration.ofSeconds(2),
                Duration.ofSeconds(20)));
    assertThat(config.start()).isEqualTo(Instant.parse("2018-09-04T15:00:00Z"));
    assertThat(config.topics()).isEqualTo(new RunConfig.NewTopics(false, 8, 3));
    assertThat(config.lanes()).isEqualTo(2);
  }

  @Test
  void secretsMayStandInAFileOfTheirOwn() throws IOException {
    Files.writeString(folder.resolve("kafka.properties"), "sasl.jaas.config=secret\nlinger.ms=9\n");

    RunConfig config =
        RunConfig.read(
            file(NEEDED + "propertiesFile: kafka.properties\nproperties: {linger.ms: 1}\n"),
            Map.of());

    assertThat(config.kafka().properties())
        .containsEntry("sasl.jaas.config", "secret")
        .containsEntry("linger.ms", "1");
  }

  @Test
  void commandLineWins() throws IOException {
    RunConfig config =
        RunConfig.read(
            file(NEEDED + "parallelism: 3\ncheckpoints: {interval: 30s}\n"),
            Map.of(
                "brokers", "broker:1",
                "parallelism", "4",
                "checkpoints.interval", "5s",
                "properties.security.protocol", "SSL",
                "topics.create", "false",
                "topology", "elsewhere.yaml"));

    assertThat(config.kafka().brokers()).isEqualTo("broker:1");
    assertThat(config.kafka().properties()).containsEntry("security.protocol", "SSL");
    assertThat(config.parallelism()).isEqualTo(4);
    assertThat(config.checkpointInterval()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.topics().create()).isFalse();
    assertThat(config.topology()).isEqualTo(Path.of("elsewhere.yaml").toAbsolutePath());
  }

  @Test
  void commandLineIsEnough() {
    RunConfig config =
        RunConfig.read(
            null, Map.of("brokers", "b:1", "topology", "t.yaml", "patterns", "p", "lanes", "3"));

    assertThat(config.lanes()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          borkers: x                          | UNKNOWN_KEY at borkers
          topics: {partition: 3}              | UNKNOWN_KEY at topics.partition
          parallelism: many                   | NO_NUMBER at parallelism
          parallelism: 0                      | NO_NUMBER at parallelism
          port: 70000                         | NO_NUMBER at port
          lanes: -1                           | NO_NUMBER at lanes
          topics: {partitions: 0}             | NO_NUMBER at topics.partitions
          topics: {create: maybe}             | NO_BOOLEAN at topics.create
          disorder: soon                      | NO_DURATION at disorder
          checkpoints: {interval: often}      | NO_DURATION at checkpoints.interval
          delivery: at-most-once              | UNKNOWN_VALUE at delivery
          time: lunch                         | UNKNOWN_VALUE at time
          start: yesterday                    | NO_TIME at start
          propertiesFile: no/such/file        | FILE_UNREADABLE at propertiesFile
          checkpoints: {dir: "s3://a b"}      | NO_PATH at checkpoints.dir
          """)
  void mistakeIsNamedWithFileAndPlace(String line, String expected) throws IOException {
    Path file = file(NEEDED + line + "\n");

    assertThat(wrong(file, Map.of()))
        .singleElement()
        .asString()
        .startsWith(file + ": error " + expected + ": Expected ");
  }

  @Test
  void allMistakesAreNamedAtOnce() throws IOException {
    Path file = file("borkers: x\nparallelism: many\n");

    assertThat(wrong(file, Map.of("lanes", "none")))
        .hasSize(6)
        .anyMatch(line -> line.startsWith("command line: error NO_NUMBER at lanes"))
        .anyMatch(line -> line.startsWith(file + ": error MISSING_KEY at brokers"))
        .anyMatch(line -> line.contains("MISSING_KEY at topology"))
        .anyMatch(line -> line.contains("MISSING_KEY at patterns"))
        .anyMatch(line -> line.contains("UNKNOWN_KEY at borkers"))
        .anyMatch(line -> line.contains("NO_NUMBER at parallelism"));
  }

  @Test
  void fileThatIsNoneIsTheOnlyMistake() throws IOException {
    Path missing = folder.resolve("missing.yaml");

    assertThat(wrong(missing, Map.of()))
        .containsExactly(missing + ": error FILE_UNREADABLE: Expected a file, but there is none.");
    assertThat(wrong(file("brokers: [a"), Map.of()))
        .singleElement()
        .asString()
        .contains("error NOT_YAML");
    assertThat(wrong(file("just words"), Map.of()))
        .singleElement()
        .asString()
        .contains("error NOT_A_MAP");
  }

  @Test
  void topologyAndPatternsAreCheckedWithIt() throws IOException {
    Files.createDirectories(folder.resolve("patterns"));
    Files.writeString(folder.resolve("topology.yaml"), "topolgy: x\n");

    InvalidConfigException refused =
        catchThrowableOfType(
            InvalidConfigException.class,
            () -> LiveSetup.read(file(NEEDED + "lanes: many\n"), Map.of()));

    assertThat(refused.lines())
        .anyMatch(line -> line.contains("NO_NUMBER at lanes"))
        .anyMatch(line -> line.contains("topology.yaml") && line.contains("UNKNOWN_KEY"))
        .anyMatch(line -> line.contains("NO_PATTERNS"));
    assertThat(refused).hasMessageContainingAll(refused.lines().toArray(String[]::new));
  }

  private List<String> wrong(Path file, Map<String, String> overrides) {
    InvalidConfigException refused =
        catchThrowableOfType(InvalidConfigException.class, () -> RunConfig.read(file, overrides));
    return refused.lines();
  }

  private Path file(String yaml) throws IOException {
    return Files.writeString(folder.resolve("hamon.yaml"), yaml);
  }
}
