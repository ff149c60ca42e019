// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.hamon.correlation.CorrelationPipeline;
import org.hamon.correlation.JobSettings;
import org.hamon.correlation.Outlet;
import org.hamon.local.EmbeddedFlink;
import org.hamon.replay.History;
import org.hamon.replay.ReplayFeeds;
import org.hamon.replay.SortedFileSink;
import org.hamon.replay.scenario.Scenario;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The first hour of the blackout of 2018, through the jar on a Flink of several processes and
 * through a Flink in this one: every revision of every warning is the same, also when a task
 * manager is killed in the middle.
 *
 * <p>The same, because the configuration goes by the time of the records alone, lets no partition
 * be idle, and what is played tells every partition the time. Where the clock has a say, a warning
 * may be issued at another instant.
 */
class ClusterITCase {

  private static final Instant UNTIL = Instant.parse("2018-09-05T18:30:00Z");
  private static final String SPEED = "120";

  private static final Pattern WARNED = Pattern.compile("alert +logistics");

  private static final Pattern JOB = Pattern.compile("job +RUNNING +([0-9a-f]{32}) ");

  @TempDir static Path folder;

  private static Map<String, JsonNode> embedded;
  private static Outputs calm;
  private static Outputs disturbed;
  private static Cluster.Said submittedAgain;
  private static Cluster.Said afterSubmittedAgain;
  private static Cluster.Said afterTheKill;
  private static Cluster.Said atTheEnd;
  private static List<ProcessHandle> stopped;

  @BeforeAll
  static void playThreeTimes() throws Exception {
    Scenario scenario = Scenario.open("hokkaido-2018");
    Path inputs = folder.resolve("inputs");
    scenario.writeInputs(inputs);
    Ground ground = Ground.in(scenario.writeTopology(inputs));
    embedded = replay(ground, inputs);

    try (Cluster cluster = Cluster.up(folder.resolve("calm"))) {
      cluster.must("submit");
      submittedAgain = cluster.run("submit");
      afterSubmittedAgain = cluster.run("status");
      cluster.run(play("calm"));
      calm = outputs(cluster, ground);
      stopped = cluster.handles();
    }
    try (Cluster cluster = Cluster.up(folder.resolve("rough"))) {
      cluster.must("submit", "--set", "checkpoints.interval=3s");
      Path log = cluster.log();
      Process playing = cluster.start(log, play("rough"));
      await("warnings are printed and a checkpoint lies behind some of them")
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofMillis(500))
          .until(
              () ->
                  WARNED.matcher(Files.readString(log)).find()
                      && cluster.run("status").text().contains("last checkpoint"));
      cluster.kill("taskmanager-2");
      afterTheKill = cluster.run("status");
      cluster.await(playing, log);
      atTheEnd = cluster.run("status");
      disturbed = outputs(cluster, ground);
    }
  }

  @Test
  void warningsAreThoseOfAnEmbeddedRun() {
    assertThat(embedded).hasSizeGreaterThan(40);
    assertThat(calm.warnings()).containsExactlyEntriesOf(embedded);
  }

  @Test
  void killOfATaskManagerChangesNoWarning() {
    assertThat(disturbed.warnings()).containsExactlyEntriesOf(embedded);
  }

  @Test
  void secondSubmissionIsRefusedAndNamesTheJobThatRuns() {
    Matcher job = JOB.matcher(afterSubmittedAgain.text());
    assertThat(job.results().map(found -> found.group(1)))
        .singleElement(STRING)
        .satisfies(
            id ->
                assertThat(submittedAgain.text())
                    .contains("job " + id + " runs already")
                    .contains("Cancel it there"));
    assertThat(submittedAgain.exit()).isEqualTo(2);
  }

  @Test
  void whatIsSaidAgainAfterTheKillIsTheSame() {
    assertThat(disturbed.contradictions()).isEmpty();
  }

  @Test
  void processThatIsGoneIsSeenAndTheJobGoesOnWithoutIt() {
    assertThat(afterTheKill.exit()).isOne();
    assertThat(afterTheKill.text()).containsPattern("taskmanager-2 +GONE");
    assertThat(atTheEnd.text())
        .containsPattern("taskmanager-1 +runs +\\d+ +2 slots, 0 free")
        .containsPattern("job +RUNNING");
  }

  @Test
  void nothingIsLeftRunningAfterDown() {
    assertThat(stopped).hasSize(4).noneMatch(ProcessHandle::isAlive);
  }

  private static String[] play(String name) {
    return new String[] {
      "play",
      "hokkaido-2018",
      "--speed",
      SPEED,
      "--until",
      UNTIL.toString(),
      "--out",
      folder.resolve(name + "-played").toString()
    };
  }

  private static Outputs outputs(Cluster cluster, Ground ground) throws Exception {
    try (Topics topics = Topics.create(cluster.brokers(), "hamon.", ground.graph().sectors(), 4)) {
      return Outputs.of(topics);
    }
  }

  private static Map<String, JsonNode> replay(Ground ground, Path inputs) throws Exception {
    History history =
        History.in(inputs, OptionalLong.empty(), OptionalLong.of(UNTIL.toEpochMilli()));
    Path out = folder.resolve("embedded");
    JobSettings settings = ground.settings("embedded", history.start().orElseThrow());
    try (EmbeddedFlink flink =
        EmbeddedFlink.start(
            EmbeddedFlink.Options.of(2).withCheckpointsEvery(Duration.ZERO).withoutRestarts())) {
      StreamExecutionEnvironment env = flink.environment(2);
      CorrelationPipeline.define(
              env,
              new ReplayFeeds(history, settings.bound(), settings.start()),
              Outlet.of(new SortedFileSink(out)),
              settings)
          .setParallelism(1);
      flink
          .result(flink.submit(env, "embedded"))
          .get(4, TimeUnit.MINUTES)
          .toJobExecutionResult(ClusterITCase.class.getClassLoader());
    }
    Map<String, JsonNode> warnings = new TreeMap<>();
    for (String line : Files.readAllLines(out.resolve("warnings.jsonl"))) {
      JsonNode warning = Outputs.parse(line);
      warnings.put(warning.path("id").asText() + "/" + warning.path("revision").asInt(), warning);
    }
    return warnings;
  }
}
