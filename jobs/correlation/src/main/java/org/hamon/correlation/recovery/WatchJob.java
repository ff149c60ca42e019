// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.recovery;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.hamon.correlation.Output;
import org.hamon.correlation.decode.Decoded;
import org.hamon.patterns.language.StateChange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says on {@code feed-health} that the job was restarted, since when and why, and that it has run
 * undisturbed again for ten minutes; and that no checkpoint is complete any more, and that one is.
 * By the clock; takes no notice of its input. Why, it asks Flink's REST interface on a thread of
 * its own, and goes without where that does not answer.
 *
 * <p>Gauges {@code feedHealth.job} (0 runs undisturbed, 1 was restarted less than ten minutes ago)
 * and {@code feedHealth.checkpoints} (0 they are complete, 1 they fail). Remembers nothing over a
 * restart.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open first
final class WatchJob extends AbstractStreamOperator<Output>
    implements OneInputStreamOperator<Decoded, Output> {

  private static final long serialVersionUID = 1L;
  private static final Logger WATCH_LOG = LoggerFactory.getLogger(WatchJob.class);
  private static final String TYPE = "jp.ci.feed-health.v1";
  private static final String JOB = "job";
  private static final String CHECKPOINTS = "checkpoints";
  private static final Duration LOOK = Duration.ofSeconds(1);

  /** A job that has run for so long is no longer one that was restarted. A design value. */
  static final Duration UNDISTURBED = Duration.ofMinutes(10);

  /** One checkpoint may fail under load; nothing is said before that many in a row ... */
  static final int FAILURES_TO_TELL = 2;

  /** ... and so long without one that is complete. A design value. */
  static final Duration TO_TELL = Duration.ofSeconds(10);

  /** So long the line waits for Flink to say why. */
  private static final Duration TO_SAY_WHY = Duration.ofSeconds(3);

  /** Characters of a cause. */
  private static final int MOST_TO_SAY = 1_000;

  private final Clock clock;

  private transient long opened;
  private transient long lastCheckpoint;
  private transient int failed;
  private transient boolean tellsFailing;
  private transient volatile boolean restarted;
  private transient volatile boolean failing;
  private transient @Nullable CompletableFuture<Optional<FlinkJob.Failure>> why;
  private transient @Nullable ScheduledFuture<?> looks;

  WatchJob(Clock clock) {
    this.clock = clock;
  }

  @Override
  public void open() throws Exception {
    super.open();
    opened = clock.millis();
    lastCheckpoint = opened;
    restarted = getRuntimeContext().getTaskInfo().getAttemptNumber() > 0;
    var gauges = getMetricGroup().addGroup("feedHealth");
    gauges.gauge(JOB, () -> restarted ? 1 : 0);
    gauges.gauge(CHECKPOINTS, () -> failing ? 1 : 0);
    if (restarted) {
      why = flink().map(WatchJob::askWhy).orElseGet(WatchJob::nobodyToAsk);
    }
    looks = getProcessingTimeService().scheduleWithFixedDelay(time -> look(), 0, LOOK.toMillis());
  }

  @Override
  public void processElement(StreamRecord<Decoded> element) {}

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    super.notifyCheckpointComplete(checkpointId);
    lastCheckpoint = clock.millis();
    failed = 0;
    failing = false;
  }

  @Override
  public void notifyCheckpointAborted(long checkpointId) throws Exception {
    super.notifyCheckpointAborted(checkpointId);
    failed++;
  }

  @Override
  public void close() throws Exception {
    if (looks != null) {
      looks.cancel(false);
    }
    super.close();
  }

  private void look() {
    long now = clock.millis();
    CompletableFuture<Optional<FlinkJob.Failure>> asked = why;
    if (asked != null && (asked.isDone() || now - opened >= TO_SAY_WHY.toMillis())) {
      why = null;
      sayRestarted(asked.getNow(Optional.empty()), now);
    }
    if (restarted && now - opened >= UNDISTURBED.toMillis()) {
      restarted = false;
      say(JOB, line(JOB, "undisturbed", opened, now));
    }
    if (failed >= FAILURES_TO_TELL && now - lastCheckpoint >= TO_TELL.toMillis()) {
      failing = true;
    }
    if (failing != tellsFailing) {
      tellsFailing = failing;
      WATCH_LOG.warn("Checkpoints {}", failing ? "fail" : "are complete again");
      say(CHECKPOINTS, line(CHECKPOINTS, failing ? "failing" : "complete", lastCheckpoint, now));
    }
  }

  private void sayRestarted(Optional<FlinkJob.Failure> failure, long now) {
    ObjectNode line = line(JOB, "restarted", failure.map(FlinkJob.Failure::at).orElse(opened), now);
    failure.map(FlinkJob.Failure::why).ifPresent(known -> line.put("why", shortened(known)));
    line.put("restarts", getRuntimeContext().getTaskInfo().getAttemptNumber());
    WATCH_LOG.warn("The job was restarted: {}", line);
    say(JOB, line);
  }

  private static String shortened(String why) {
    return why.length() <= MOST_TO_SAY ? why : why.substring(0, MOST_TO_SAY) + " ...";
  }

  private static ObjectNode line(String feed, String status, long since, long at) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("feed", feed);
    line.put("status", status);
    line.put("since", Instant.ofEpochMilli(since).toString());
    line.put("at", Instant.ofEpochMilli(at).toString());
    return line;
  }

  private void say(String feed, ObjectNode line) {
    long at = clock.millis();
    output.collect(
        new StreamRecord<>(
            new Output(
                Output.FEED_HEALTH, StateChange.ACTUAL, feed, at, 0, TYPE, feed, line.toString()),
            at));
  }

  private Optional<FlinkJob> flink() {
    String web = getRuntimeContext().getGlobalJobParameters().get(JobParameters.FLINK);
    return web == null
        ? Optional.empty()
        : Optional.of(
            new FlinkJob(URI.create(web), getRuntimeContext().getJobInfo().getJobId().toString()));
  }

  private static CompletableFuture<Optional<FlinkJob.Failure>> askWhy(FlinkJob job) {
    CompletableFuture<Optional<FlinkJob.Failure>> answer = new CompletableFuture<>();
    Thread asking =
        new Thread(
            () -> {
              try {
                answer.complete(job.lastFailure());
              } catch (IOException | RuntimeException e) {
                WATCH_LOG.info("Flink does not say why the job was restarted: {}", e.toString());
                answer.complete(Optional.empty());
              }
            },
            "ask-why");
    asking.setDaemon(true);
    asking.start();
    return answer;
  }

  private static CompletableFuture<Optional<FlinkJob.Failure>> nobodyToAsk() {
    return CompletableFuture.completedFuture(Optional.empty());
  }
}
