// SPDX-License-Identifier: Apache-2.0
package org.hamon.benchmark.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.hamon.benchmark.Counts;
import org.hamon.benchmark.Heap;
import org.hamon.benchmark.Profile;
import org.hamon.local.EmbeddedFlink;
import org.hamon.replay.ReplayFeeds;
import org.jspecify.annotations.Nullable;

/** Runs jobs over a history, one after the other, and takes their time. */
final class Runs {

  private static final String SOURCE = "Source: history";
  private static final double MIB = 1 << 20;

  private final EmbeddedFlink flink;
  private final int parallelism;
  private final long readings;

  /**
   * @param readings in the history
   */
  Runs(EmbeddedFlink flink, int parallelism, long readings) {
    this.flink = flink;
    this.parallelism = parallelism;
    this.readings = readings;
  }

  /**
   * Runs it to its end.
   *
   * @param looks how often to look at memory on the way, evenly in history; 0: never
   */
  Lap run(ReplayJob job, ReplayJob.Setting setting, int looks, @Nullable Profile profile)
      throws IOException {
    StreamExecutionEnvironment env = flink.environment(parallelism);
    job.define(env, setting);
    System.gc(); // what the run before left behind is not this one's
    if (profile != null) {
      profile.start();
    }
    long startCpu = cpuNanos();
    long start = System.nanoTime();
    JobID id = flink.submit(env, "bench replay " + job);
    CompletableFuture<JobResult> result = flink.result(id);
    List<MemoryLook> memory = looks == 0 ? List.of() : look(id, result, looks);
    JobResult ended = await(result);
    double seconds = (System.nanoTime() - start) / 1e9;
    double cpu = (cpuNanos() - startCpu) / 1e3;
    if (profile != null) {
      profile.stop();
    }
    if (!ended.isSuccess()) {
      throw new IOException("expected " + job.flow() + " to come to its end, but: " + ended);
    }
    long situations = job == ReplayJob.REPLAY ? requireAllUsed(setting.out()) : 0;
    return new Lap(job, readings / seconds, cpu / readings, seconds, situations, memory);
  }

  private static JobResult await(CompletableFuture<JobResult> result) throws IOException {
    try {
      return result.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IOException("Flink lost the job", e);
    }
  }

  private static List<MemoryLook> look(JobID id, CompletableFuture<JobResult> result, int looks)
      throws IOException {
    List<MemoryLook> seen = new ArrayList<>();
    while (seen.size() < looks) {
      try {
        result.get(20, TimeUnit.MILLISECONDS);
        throw new IOException("expected to look at memory, but the job ended before");
      } catch (TimeoutException e) {
        double size = Counts.sum(id, SOURCE, ReplayFeeds.SIZE);
        double share = size == 0 ? 0 : Counts.sum(id, SOURCE, ReplayFeeds.PASSED) / size;
        if (share >= (seen.size() + 1.0) / (looks + 1)) {
          seen.add(new MemoryLook(share, Heap.usedMiB(), residentMiB()));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      } catch (ExecutionException e) {
        throw new IOException("Flink lost the job", e);
      }
    }
    return seen;
  }

  /** The rate means nothing unless every reading was used. Returns the number of situations. */
  private long requireAllUsed(Path out) throws IOException {
    String wanted = "\"input\":\"telemetry\",\"in\":" + readings + ",\"used\":" + readings + ",";
    String books = Files.readString(out.resolve("books.jsonl"));
    if (!books.contains(wanted)) {
      throw new IOException("expected all readings to be used, but the books are " + books);
    }
    try (Stream<String> lines = Files.lines(out.resolve("situations.jsonl"))) {
      return lines
          .map(line -> line.substring(line.indexOf("\"id\":"), line.indexOf(',')))
          .distinct()
          .count();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static double residentMiB() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("VmRSS:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .findFirst()
            .orElse(0)
        * 1024
        / MIB;
  }

  private static long cpuNanos() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getProcessCpuTime()
        : 0;
  }
}
