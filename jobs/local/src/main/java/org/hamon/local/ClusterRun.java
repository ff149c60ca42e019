// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.apache.flink.api.common.JobID;
import org.hamon.correlation.config.RunConfig;
import org.hamon.correlation.recovery.FlinkJob;
import org.hamon.correlation.recovery.JobParameters;
import org.jspecify.annotations.Nullable;

/** The job on a Flink elsewhere: the jar is handed over and run, and watched until it runs. */
final class ClusterRun {
  private static final Pattern HOST_AND_PORT = Pattern.compile("[^\\s/:]+:\\d{1,5}");
  private static final Set<String> ENDED = Set.of("FAILED", "CANCELED", "FINISHED", "SUSPENDED");
  private static final Duration TO_START = Duration.ofMinutes(2);

  private final Console console;
  private final FlinkRest flink;

  /** What runs now. */
  record Submitted(String job, URI page) {}

  /**
   * @param target of Flink's REST interface, {@code host:port}
   */
  ClusterRun(Console console, String target) {
    if (!HOST_AND_PORT.matcher(target).matches()) {
      throw new UnusableInput(
          "hamon: --target: expected 'embedded' or HOST:PORT of Flink's REST interface, but it is '"
              + target
              + "'.");
    }
    this.console = console;
    this.flink = new FlinkRest(URI.create("http://" + target));
  }

  /**
   * Gives up if the same job runs there already: both would write the same outputs.
   *
   * @param config of the job that is to be submitted
   */
  void refuseSecond(RunConfig config) throws IOException {
    String prefix = config.kafka().prefix();
    for (String job : flink.jobs()) {
      Map<String, String> told = flink.parameters(job);
      if (prefix.equals(told.get(JobParameters.PREFIX))
          && config.group().equals(told.get(JobParameters.GROUP))) {
        throw new UnusableInput(
            "hamon: Expected to be the only job with prefix '"
                + prefix
                + "' and group '"
                + config.group()
                + "', but job "
                + job
                + " runs already: "
                + page(job)
                + ". Cancel it there and submit again, which goes on from its newest checkpoint; or"
                + " give this one another prefix and group.");
      }
    }
  }

  /**
   * Submits the job; returns when every task of it runs.
   *
   * @param arguments of its main class
   * @param restore a checkpoint or savepoint to go on from, or null
   */
  Submitted submit(List<String> arguments, @Nullable String restore) throws IOException {
    Path jar = jar();
    console.note("Handing " + jar.getFileName() + " to " + flink.web() + " ...");
    String id = flink.upload(jar);
    String job;
    try {
      job = flink.run(id, arguments, restore);
    } catch (UnusableInput e) {
      flink.delete(id);
      throw e;
    }
    awaitRunning(job);
    return new Submitted(job, page(job));
  }

  private URI page(String job) {
    return URI.create(flink.web() + "/#/job/running/" + job + "/overview");
  }

  private void awaitRunning(String id) throws IOException {
    JobProgress progress = new JobProgress(flink.web(), JobID.fromHexString(id));
    FlinkJob job = new FlinkJob(flink.web(), id);
    Waiting waiting = new Waiting(console);
    long deadline = System.nanoTime() + TO_START.toNanos();
    while (!progress.isRunning()) {
      String state = job.state();
      if (ENDED.contains(state) || System.nanoTime() > deadline) {
        throw new UnusableInput(
            "hamon: expected job "
                + id
                + " to run, but it is "
                + state
                + ": "
                + job.lastFailure().map(FlinkJob.Failure::why).orElse("Flink gives no reason")
                + (ENDED.contains(state) ? "" : " (it goes on trying; cancel it on Flink's page)"));
      }
      waiting.at(() -> "... waiting for every task to run; the job is " + state);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
    }
    FlinkJob.Taken restored = job.checkpoints().restored();
    console.note(
        restored == null
            ? "The job begins at the beginning of what the topics hold."
            : "The job goes on from " + restored.path() + ".");
  }

  private static Path jar() throws IOException {
    Path target = Home.folder().resolve("jobs").resolve("correlation").resolve("target");
    if (Files.isDirectory(target)) {
      try (DirectoryStream<Path> jars =
          Files.newDirectoryStream(target, "hamon-correlation-*-cluster.jar")) {
        for (Path jar : jars) {
          return jar;
        }
      }
    }
    throw new UnusableInput(
        "hamon: expected the job's jar in "
            + Home.shown(target)
            + ", but there is none. Build it: mvn -DskipTests package");
  }
}
