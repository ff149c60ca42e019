// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.hamon.local.EmbeddedKafka;
import org.hamon.local.Folders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a running job does, and says, when somebody takes its folders away. */
class CheckpointFolderITCase {

  /** On a busy machine the broker may not answer in time; then nothing is started either. */
  private static final int TRIES = 5;

  @TempDir Path folder;

  private Ground ground;
  private EmbeddedKafka kafka;
  private Topics topics;

  @BeforeEach
  void begin() throws Exception {
    ground = Ground.in(Story.writeTopology(folder));
    kafka = EmbeddedKafka.start();
    topics = Topics.create(kafka.bootstrapServers(), "town.", ground.graph().sectors(), 4);
  }

  @AfterEach
  void end() throws Exception {
    topics.close();
    kafka.close();
  }

  @Test
  void jobGoesOnWithoutCheckpointsAndSaysSoUntilTheyAreCompleteAgain() throws Exception {
    try (RunProcess run = start()) {
      Instant middle = Story.untilTheCheckpoint(topics);
      awaitTime(run, middle);
      awaitRead(run);

      // its folder is gone, and something else has its name
      Path checkpoints = folder.resolve("run").resolve("checkpoints").resolve("hamon@town.");
      run.awaitThat(
          "a file has its name", () -> replaced(checkpoints)); // against a checkpoint just now
      run.awaitSaid("no checkpoint can be written since that of");
      awaitHealth(run, "\"feed\":\"checkpoints\",\"status\":\"failing\"");
      assertThat(run.said()).contains(checkpoints + " is a file, where a folder should be");
      Story.untilTheKill(topics);
      awaitTime(run, Story.at("00:09:02"));
      assertThat(run.said()).doesNotContain("has stopped");
      assertThat(Outputs.of(topics).repeated()).doesNotContain("warnings", "asset-state");

      // it is mended
      Files.delete(checkpoints);
      run.awaitSaid("checkpoints are complete again");
      awaitHealth(run, "\"feed\":\"checkpoints\",\"status\":\"complete\"");
      awaitRead(run);
      run.kill();
    }
    int before = Outputs.of(topics).find("situations", "status", "open").size();
    try (RunProcess again = start()) {
      assertThat(again.said()).contains("The job goes on from the checkpoint of");
      awaitTime(again, Story.untilTheEnd(topics));
      again.awaitThat(
          "the last situation has ended",
          () -> !Outputs.of(topics).find("warnings", "type", "all-clear").isEmpty());
    }

    // what had failed is known: the situations that were open have ended, and none opened twice
    Outputs outputs = Outputs.of(topics);
    assertThat(before).isPositive();
    assertThat(outputs.contradictions()).isEmpty();
  }

  @Test
  void restartIsSaidWithItsCauseAndWhenTheJobRunsAgain() throws Exception {
    try (RunProcess run = start()) {
      awaitTime(run, Story.untilTheCheckpoint(topics));
      awaitRead(run);

      // as those do who clean up temporary files
      try (Stream<Path> all = Files.list(folder.resolve("run").resolve("tmp"))) {
        for (Path one : all.filter(path -> path.toString().contains("hamon-flink-")).toList()) {
          run.awaitThat("the working folder is gone", () -> deleted(one));
        }
      }
      run.awaitSaid("the job has stopped: ");
      run.awaitSaid("the job runs again, after ");
      awaitHealth(run, "\"feed\":\"job\",\"status\":\"restarted\"");

      List<String> said =
          run.said().lines().filter(line -> line.contains("the job has stopped")).toList();
      assertThat(said.get(0)).doesNotContain("Exception").contains("It is started again.");
      assertThat(run.said()).contains("from the checkpoint of");
      assertThat(health())
          .anySatisfy(line -> assertThat(line).contains("restarted").contains("\"why\":"));
    }
  }

  @Test
  void secondProcessOfTheSameJobEndsAtOnceAndLeavesTheFirstAlone() throws Exception {
    try (RunProcess first = start()) {
      assertRefused("Expected to be alone with the checkpoints in", "1s");

      // the folder is removed, and the job makes it anew
      Path checkpoints = folder.resolve("run").resolve("checkpoints").resolve("hamon@town.");
      Story.untilTheCheckpoint(topics);
      first.awaitThat("the folder is gone", () -> deleted(checkpoints));
      first.awaitThat("it is held again", () -> Files.exists(checkpoints.resolve("job.json")));
      assertRefused("Expected to be alone with the checkpoints in", "1s");

      // nor does another folder make it another job
      assertRefused(
          "Expected to be alone with the prefix 'town.' and the group 'hamon'",
          "1s, dir: " + folder.resolve("elsewhere"));
      first.awaitThat(
          "a checkpoint is complete", () -> !RunProcess.checkpoints(checkpoints).isEmpty());
      first.stop();
    }
    try (RunProcess again = start()) {
      assertThat(again.said()).contains("The job goes on from the checkpoint of");
    }
  }

  private void assertRefused(String why, String checkpoints) throws Exception {
    String said = "";
    for (int i = 0; i < TRIES && !said.contains(why); i++) {
      try (RunProcess second = launch(checkpoints)) {
        assertThat(second.awaitEnd()).isEqualTo(2);
        said = second.said();
        assertThat(said).doesNotContain("Starting Flink");
      }
    }
    assertThat(said).contains(why);
  }

  private static boolean replaced(Path checkpoints) {
    try {
      Folders.delete(checkpoints);
      Files.createFile(checkpoints);
      return true;
    } catch (IOException e) {
      return false; // a checkpoint was being written
    }
  }

  private static boolean deleted(Path one) {
    try {
      Folders.delete(one);
      return true;
    } catch (IOException e) {
      return false; // something was being written
    }
  }

  private RunProcess start() throws IOException {
    return launch("1s").awaitRunning();
  }

  private RunProcess launch(String checkpoints) throws IOException {
    Map<String, String> settings = new TreeMap<>();
    settings.put("brokers", kafka.bootstrapServers());
    settings.put("prefix", "town.");
    settings.put("topology", ground.file().toString());
    settings.put("patterns", Path.of("../../patterns/catalogue").toAbsolutePath().toString());
    settings.put("checkpoints", "{interval: " + checkpoints + "}");
    settings.put("time", "records");
    settings.put("idleness", Duration.ofHours(1).toString());
    settings.put("start", Story.BEGINS.toString());
    settings.put("port", "0");
    return RunProcess.start(folder.resolve("run"), settings);
  }

  private List<String> health() {
    return topics.read("feed-health").stream().map(ConsumerRecord::value).toList();
  }

  private void awaitHealth(RunProcess run, String part) {
    run.awaitThat(
        "feed-health says " + part, () -> health().stream().anyMatch(line -> line.contains(part)));
  }

  private void awaitTime(RunProcess run, Instant time) {
    run.awaitThat(
        "time has come to " + time,
        () ->
            topics.read("asset-state").stream()
                .map(ConsumerRecord::value)
                .anyMatch(line -> line.contains("clock-0") && line.contains(time.toString())));
  }

  private void awaitRead(RunProcess run) {
    run.awaitThat("a checkpoint lies behind all that was told", () -> topics.areReadBy("hamon"));
  }
}
