// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.fs.Path;
import org.hamon.correlation.kafka.KafkaFeeds;
import org.hamon.correlation.kafka.KafkaOutputs;
import org.hamon.correlation.recovery.Checkpoint;
import org.hamon.correlation.recovery.FlinkJob;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says on standard error what becomes of a job while it runs: that it has stopped and why, that it
 * runs again and from where, that checkpoints fail and that they are complete again, which topics
 * are missing, and that no broker answers. Asks Flink once a second.
 */
final class JobWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JobWatch.class);
  private static final Duration LOOK = Duration.ofSeconds(1);

  /** What is said then is how the command ends. */
  private static final Set<String> ENDS = Set.of("FAILING", "FAILED", "CANCELLING", "CANCELED");

  /** One may fail under load; nothing is said before that many in a row ... */
  private static final int FAILURES_TO_TELL = 2;

  /** ... and so long without one that is complete. */
  private static final Duration TO_TELL = Duration.ofSeconds(10);

  private final Console console;
  private final FlinkJob job;
  private final JobProgress progress;
  private final Safekeeping safekeeping;
  private final FeedTroubles feeds;
  private final ScheduledExecutorService clock;

  private final Set<String> toldTopics = new TreeSet<>();
  private long toldFailure;
  private boolean isDown;
  private long completed;
  private long failedBefore;
  private boolean tellsFailing;
  private boolean tellsLacking;
  private final Instant started = Instant.now();
  private @Nullable Instant lastCheckpoint;
  private Instant completedAt = started;

  JobWatch(
      Console console,
      FlinkJob job,
      JobProgress progress,
      Safekeeping safekeeping,
      FeedTroubles feeds) {
    this.console = console;
    this.job = job;
    this.progress = progress;
    this.safekeeping = safekeeping;
    this.feeds = feeds;
    this.clock = Daemon.clock("job-watch");
    var unused =
        clock.scheduleWithFixedDelay(
            this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }

  private void look() {
    try {
      lookAtFailures(job.lastFailure());
      lookAtCheckpoints(job.checkpoints());
      if (!isDown) {
        Map<String, List<String>> troubles =
            progress.texts(Set.of(KafkaOutputs.TROUBLES, KafkaFeeds.TROUBLES));
        lookAtTopics(troubles.getOrDefault(KafkaOutputs.TROUBLES, List.of()));
        for (String ofInputs : troubles.getOrDefault(KafkaFeeds.TROUBLES, List.of())) {
          feeds.news(ofInputs, Instant.now()).forEach(news -> say(Instant.now(), news));
        }
      }
    } catch (IOException | RuntimeException e) {
      LOG.debug("Flink does not tell how the job fares", e);
    }
  }

  private void lookAtFailures(Optional<FlinkJob.Failure> last) throws IOException {
    if (last.isPresent() && last.get().at() > toldFailure && !ENDS.contains(job.state())) {
      toldFailure = last.get().at();
      isDown = true;
      say(
          Instant.ofEpochMilli(toldFailure),
          "the job has stopped: " + sentence(last.get().why()) + " It is started again.");
    } else if (isDown && progress.isRunning()) {
      isDown = false;
      Duration down = Duration.between(Instant.ofEpochMilli(toldFailure), Instant.now());
      say(
          Instant.now(),
          "the job runs again, after "
              + Text.duration(down.truncatedTo(ChronoUnit.SECONDS))
              + ", "
              + fromWhere(job.checkpoints())
              + ".");
    }
  }

  /** In each line the name of a topic, a blank and what is wrong with it. */
  private void lookAtTopics(List<String> troubles) {
    if (troubles.isEmpty()) {
      return; // nobody says yet
    }
    TreeMap<String, String> now = new TreeMap<>();
    troubles.stream()
        .flatMap(String::lines)
        .map(line -> line.split(" ", 2))
        .forEach(line -> now.put(line[0], line[1]));
    now.forEach(
        (topic, wrong) -> {
          if (!toldTopics.contains(topic)) {
            say(
                Instant.now(),
                "topic "
                    + topic
                    + " is "
                    + sentence(wrong)
                    + " Its lines wait until that is mended; the others go on.");
          }
        });
    toldTopics.stream()
        .filter(topic -> !now.containsKey(topic))
        .forEach(topic -> say(Instant.now(), "topic " + topic + " is written again."));
    toldTopics.clear();
    toldTopics.addAll(now.keySet());
  }

  private static String fromWhere(FlinkJob.Checkpoints checkpoints) {
    FlinkJob.Taken newest = checkpoints.newest();
    if (newest != null) {
      return "from the checkpoint of " + clock(Instant.ofEpochMilli(newest.takenAt()));
    }
    FlinkJob.Taken restored = checkpoints.restored();
    return restored == null
        ? "from the beginning of what the topics hold, since there is no checkpoint yet"
        : "from where this process began, " + restored.path();
  }

  private void lookAtCheckpoints(FlinkJob.Checkpoints all) throws IOException {
    FlinkJob.Taken newest = all.newest();
    if (all.completed() > completed && newest != null) {
      completed = all.completed();
      failedBefore = all.failed();
      lastCheckpoint = Instant.ofEpochMilli(newest.takenAt());
      completedAt = Instant.now();
      Checkpoint checkpoint = new Checkpoint(new Path(newest.path()), newest.takenAt());
      Optional<String> fault = safekeeping.completed(checkpoint, completed);
      if (fault.isPresent() && isNewest(newest)) {
        tellsLacking = true;
        say(
            Instant.now(),
            "the newest checkpoint cannot be used: "
                + sentence(fault.get())
                + " A whole one is taken now. Whoever removes checkpoints that lie there should"
                + " not.");
      } else if (fault.isEmpty() && (tellsFailing || tellsLacking)) {
        tellsFailing = false;
        tellsLacking = false;
        say(Instant.now(), "checkpoints are complete again.");
      }
    } else if (!progress.isRunning()) {
      // those of a job that starts again fail with it
      failedBefore = all.failed();
      completedAt = Instant.now();
    } else if (!tellsFailing
        && all.failed() - failedBefore >= FAILURES_TO_TELL
        && completedAt.plus(TO_TELL).isBefore(Instant.now())) {
      tellsFailing = true;
      Instant last = lastCheckpoint;
      say(
          Instant.now(),
          "no checkpoint can be written"
              + (last == null ? " since " + clock(started) : " since that of " + clock(last))
              + ": "
              + whyNot(all)
              + " The job goes on; if it stops meanwhile, it reads and tells again what came since."
              + " Nothing else is to be done.");
    }
  }

  /** One that is not may have been removed by Flink while it was looked over. */
  private boolean isNewest(FlinkJob.Taken checkpoint) throws IOException {
    FlinkJob.Taken newest = job.checkpoints().newest();
    return newest != null && newest.id() == checkpoint.id();
  }

  /** The folder is blamed only where it is known to be at fault. */
  private String whyNot(FlinkJob.Checkpoints all) {
    Optional<String> found = safekeeping.whyNot();
    return found.isPresent()
        ? sentence(found.get()) + " Mend the folder."
        : sentence(all.whyFailed()) + " More in " + Home.shown(Home.log()) + ".";
  }

  private void say(Instant at, String text) {
    console.note("hamon: " + clock(at) + " " + text);
  }

  private static String clock(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static String sentence(@Nullable String text) {
    if (text == null) {
      return "Flink does not say why.";
    }
    String line = text.strip().replaceAll("\\s*\\R\\s*", "; ");
    return line.endsWith(".") ? line : line + ".";
  }
}
