// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.hamon.replay.scenario.Scenario;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A replay whose process is killed in the middle, and that is started again. */
class ReplayRunITCase {

  private static final Path CATALOGUE = Path.of("../../patterns/catalogue").toAbsolutePath();

  @TempDir private Path folder;

  private Path inputs;
  private Path out;
  private @Nullable Process running;

  @BeforeEach
  void writeScenario() throws Exception {
    inputs = folder.resolve("in");
    out = folder.resolve("out");
    Scenario scenario = Scenario.open("iberia-2025");
    scenario.writeInputs(inputs);
    scenario.writeTopology(inputs);
  }

  @AfterEach
  void stop() {
    if (running != null) {
      running.destroyForcibly();
    }
  }

  @Test
  void goesOnWhereItWasKilled_toTheSameBytesAndCosts() throws Exception {
    killAfterACheckpoint();
    assertThat(names(out)).containsExactly(".unfinished");

    Session again = Session.run(arguments(out, "--parallelism", "1"));
    Path whole = folder.resolve("whole");
    Session once = Session.run(arguments(whole, "--parallelism", "2"));

    assertThat(again.exit()).as(again.err()).isZero();
    assertThat(again.complaints()).contains("goes on with a replay");
    assertThat(once.complaints()).isEmpty();
    assertThat(names(out)).isEqualTo(names(whole)).contains("scorecard.json");
    for (String file : names(whole)) {
      if (!file.equals("scorecard.json") && !file.equals("report.html")) {
        Lines.assertSame(out.resolve(file), whole.resolve(file));
      }
    }
    JsonNode scored = new ObjectMapper().readTree(out.resolve("scorecard.json").toFile());
    assertThat(scored)
        .isEqualTo(new ObjectMapper().readTree(whole.resolve("scorecard.json").toFile()));
    assertThat(scored.path("patternCost")).isNotEmpty();
  }

  @Test
  void beginsAtTheBeginningWhenSomethingElseIsAskedFor() throws Exception {
    killAfterACheckpoint();

    String until = "2025-04-28T11:00:00Z";
    Session other = Session.run(arguments(out, "--until", until));
    Path whole = folder.resolve("whole");
    Session once = Session.run(arguments(whole, "--until", until));

    assertThat(other.exit()).as(other.err()).isZero();
    assertThat(once.exit()).as(once.err()).isZero();
    assertThat(other.complaints()).doesNotContain("goes on");
    assertThat(names(out)).isEqualTo(names(whole));
    Lines.assertSame(out.resolve("books.jsonl"), whole.resolve("books.jsonl"));
    Lines.assertSame(out.resolve("warnings.jsonl"), whole.resolve("warnings.jsonl"));
  }

  @Test
  void twoDoNotWriteIntoOneFolder() throws Exception {
    try (Unfinished first = Unfinished.in(out)) {
      Session second = Session.run(arguments(out));

      assertThat(second.exit()).isEqualTo(2);
      assertThat(second.complaints()).contains("another replay is writing into " + out);
      assertThat(first.newestCheckpoint()).isEmpty();
    }
  }

  private String[] arguments(Path into, String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("replay", "--topology", inputs.resolve("topology.yaml").toString()));
    arguments.addAll(List.of("--input", inputs.toString(), "--patterns", CATALOGUE.toString()));
    arguments.addAll(List.of("--labels", inputs.resolve("labels.jsonl").toString()));
    arguments.addAll(List.of("--out", into.toString(), "--checkpoint-every", "1s"));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  private void killAfterACheckpoint() throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-opens"))
        .forEach(command::add);
    command.add("-Dhamon.log=" + folder.resolve("log"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Hamon.class.getName()));
    command.addAll(List.of(arguments(out)));
    Path told = folder.resolve("told");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(told.toFile()).start();
    running = process;
    Path checkpoints = out.resolve(".unfinished/checkpoints");
    await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> !process.isAlive() || hasOne(checkpoints));
    assertThat(process.isAlive()).as(Files.readString(told)).isTrue();
    process.destroyForcibly();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
  }

  private static boolean hasOne(Path checkpoints) {
    try (Stream<Path> all = Files.walk(checkpoints)) {
      return all.anyMatch(path -> path.endsWith("_metadata"));
    } catch (IOException | UncheckedIOException e) {
      return false; // not there yet, or one that is thrown away
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }
}
