// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.hamon.local.EmbeddedFlink;
import org.hamon.local.EmbeddedKafka;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From where a job begins: as the jar for clusters starts it, and from what it cannot read. */
class BeginningITCase {

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
  void jobOfTheJarGoesOnFromItsNewestCheckpoint_andTellsNothingAgain() throws Exception {
    try (RunProcess run = RunProcess.startJob(folder.resolve("run"), settings())) {
      awaitTime(run, Story.untilTheCheckpoint(topics));
      run.awaitThat("a checkpoint lies behind all", () -> topics.areReadBy("hamon"));
      run.kill();
    }
    int told = Outputs.of(topics).lines("asset-state").size();
    try (RunProcess again = RunProcess.startJob(folder.resolve("run"), settings())) {
      awaitTime(again, Story.untilTheKill(topics));
    }

    Outputs outputs = Outputs.of(topics);
    assertThat(outputs.lines("asset-state")).hasSizeGreaterThan(told);
    assertThat(outputs.repeated()).doesNotContain("warnings", "asset-state");
    assertThat(outputs.contradictions()).isEmpty();
  }

  @Test
  void checkpointOfAnotherProgramIsRefusedWithASentenceAtOnce() throws Exception {
    String another = checkpointOfAnotherProgram();

    try (RunProcess run =
        RunProcess.start(folder.resolve("run"), settings(), "--restore", another)) {
      assertThat(run.awaitEnd()).isEqualTo(2);
      assertThat(run.said())
          .contains("hamon: Expected to go on from ", ", but this program cannot read it: ")
          .contains("begin without (--restart)")
          .doesNotContain("Exception", "It is started again");
    }
  }

  private String checkpointOfAnotherProgram() throws Exception {
    try (EmbeddedFlink flink =
        EmbeddedFlink.start(
            EmbeddedFlink.Options.of(1).withCheckpointsEvery(Duration.ofHours(1)))) {
      StreamExecutionEnvironment env = flink.environment(1);
      env.fromSequence(0, Long.MAX_VALUE)
          .uid("another program")
          .sinkTo(new DiscardingSink<>())
          .uid("nowhere");
      JobID job = flink.submit(env, "another program");
      return await("it has a checkpoint")
          .atMost(Duration.ofMinutes(2))
          .ignoreExceptions() // not every task runs yet
          .until(
              () ->
                  flink
                      .cluster()
                      .triggerSavepoint(
                          job, folder.toString(), false, SavepointFormatType.CANONICAL)
                      .get(60, TimeUnit.SECONDS),
              path -> !path.isEmpty());
    }
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("brokers", kafka.bootstrapServers());
    settings.put("prefix", "town.");
    settings.put("topology", ground.file().toString());
    settings.put("patterns", Path.of("../../patterns/catalogue").toAbsolutePath().toString());
    settings.put("checkpoints", "{dir: " + folder.resolve("checkpoints") + ", interval: 1s}");
    settings.put("parallelism", "1");
    settings.put("time", "records");
    settings.put("idleness", Duration.ofHours(1).toString());
    settings.put("start", Story.BEGINS.toString());
    settings.put("port", "0");
    return settings;
  }

  private void awaitTime(RunProcess run, Instant time) {
    run.awaitThat(
        "time has come to " + time,
        () ->
            topics.read("asset-state").stream()
                .anyMatch(
                    line ->
                        line.value().contains("clock-0")
                            && line.value().contains(time.toString())));
  }
}
