// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.client.JobExecutionException;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A job that comes to an end by itself. */
final class BoundedJob {
  private static final Logger LOG = LoggerFactory.getLogger(BoundedJob.class);

  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final EmbeddedFlink flink;
  private final JobID job;
  private final CompletableFuture<JobResult> result;
  private final long began = System.nanoTime();

  private long lastLook = System.nanoTime();
  private Optional<ReplayProgress> reached = Optional.empty();

  BoundedJob(EmbeddedFlink flink, JobID job) {
    this.flink = flink;
    this.job = job;
    this.result = flink.result(job);
  }

  /** Returns its accumulators when the job has come to its end; throws if it failed. */
  Map<String, Object> awaitEnd(Waiting waiting) throws IOException {
    JobProgress progress = new JobProgress(flink.web(), job);
    while (true) {
      try {
        JobResult ended = result.get(100, TimeUnit.MILLISECONDS);
        JobEnd.requireSuccess(ended);
        return accumulators(ended);
      } catch (TimeoutException e) {
        look(progress);
        waiting.at(this::line);
      } catch (ExecutionException e) {
        throw new IOException("Flink lost the job: " + e.getCause(), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
  }

  private static Map<String, Object> accumulators(JobResult ended) throws IOException {
    try {
      return ended
          .toJobExecutionResult(BoundedJob.class.getClassLoader())
          .getAllAccumulatorResults();
    } catch (JobExecutionException | ClassNotFoundException e) {
      throw new IOException("Flink did not say what the job counted: " + e.getMessage(), e);
    }
  }

  void cancel() throws IOException {
    if (!result.isDone()) {
      flink.cancel(job);
    }
  }

  /** Flink answers with what it knew at the question before, so it is asked often. */
  private void look(JobProgress progress) {
    if (System.nanoTime() - lastLook < LOOK_NANOS) {
      return;
    }
    lastLook = System.nanoTime();
    try {
      reached = progress.replay();
    } catch (IOException e) {
      LOG.debug("Flink does not tell how far it is", e);
    }
  }

  private String line() {
    double seconds = (System.nanoTime() - began) / 1e9;
    return reached
        .map(now -> now.text(seconds))
        .orElseGet(() -> String.format(Locale.ROOT, "... %.0f s", seconds));
  }
}
