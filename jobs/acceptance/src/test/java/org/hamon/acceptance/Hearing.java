// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.hamon.correlation.Output;
import org.hamon.correlation.decode.Decoded;
import org.hamon.correlation.decode.Feed;
import org.hamon.correlation.decode.Origin;
import org.hamon.correlation.kafka.KafkaFeeds;
import org.hamon.correlation.kafka.KafkaSettings;
import org.hamon.correlation.kafka.LiveTime;
import org.hamon.local.EmbeddedFlink;
import org.jspecify.annotations.Nullable;

/**
 * A job that does nothing but listen to readings and reports, for tests of what time it is then:
 * the sources of the real job on a real Flink, and one task behind them. Another takes down what
 * the job is told beside them.
 */
final class Hearing implements AutoCloseable {

  /** When nothing has moved for so long, nothing will. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Where time goes by the clock something always moves. */
  private static final Duration AT_MOST = Duration.ofMinutes(10);

  private static final Map<String, Heard> HEARD = new ConcurrentHashMap<>();

  private final EmbeddedFlink flink;
  private final JobID job;
  private final Heard heard;

  /** What the task behind the sources saw. */
  private static final class Heard {
    private final AtomicLong records = new AtomicLong();
    private final AtomicLong behind = new AtomicLong();
    private final AtomicLong watermark = new AtomicLong(Long.MIN_VALUE);
    private final Set<String> assets = ConcurrentHashMap.newKeySet();
    private final Queue<String> health = new ConcurrentLinkedQueue<>();
    private final Queue<Origin> told = new ConcurrentLinkedQueue<>();
    private volatile boolean blocked;
  }

  private Hearing(EmbeddedFlink flink, JobID job, Heard heard) {
    this.flink = flink;
    this.job = job;
    this.heard = heard;
  }

  /** Starts to listen with that parallelism. */
  static Hearing start(KafkaSettings kafka, LiveTime time, int parallelism) throws IOException {
    return start(kafka, time, parallelism, null);
  }

  /**
   * The same, going on from a checkpoint.
   *
   * @param restore where it is, or null
   */
  static Hearing start(KafkaSettings kafka, LiveTime time, int parallelism, @Nullable URI restore)
      throws IOException {
    String name = kafka.prefix() + HEARD.size();
    Heard heard = new Heard();
    HEARD.put(name, heard);
    EmbeddedFlink flink =
        EmbeddedFlink.start(
            EmbeddedFlink.Options.of(parallelism)
                .withCheckpointsEvery(Duration.ofSeconds(1))
                .startingFrom(restore)
                .with(Map.of("taskmanager.memory.segment-size", "4kb")));
    StreamExecutionEnvironment env = flink.environment(parallelism);
    env.setBufferTimeout(0);
    KafkaFeeds feeds = new KafkaFeeds(kafka, "group", time, Clock.systemUTC());
    List<Feed> opened = feeds.open(env);
    listen(opened.get(0).records().rebalance(), new Listen(name), "listen");
    DataStream<Decoded> told = opened.get(1).records().union(opened.get(2).records());
    listen(told, new TakeDownOrigin(name), "take down what is told");
    listen(feeds.health(opened).orElseThrow(), new TakeDown(name), "take down");
    return new Hearing(flink, flink.submit(env, name), heard);
  }

  private static <T> void listen(
      DataStream<T> stream, OneInputStreamOperator<T, Decoded> operator, String name) {
    stream
        .transform(name, TypeInformation.of(Decoded.class), operator)
        .uid(name)
        .setParallelism(1)
        .sinkTo(new DiscardingSink<>())
        .uid("end of " + name)
        .setParallelism(1);
  }

  /** Takes a checkpoint in that folder, which stays; returns where it is. */
  URI checkpoint(Path folder) throws Exception {
    String taken =
        flink
            .cluster()
            .triggerSavepoint(job, folder.toString(), false, SavepointFormatType.CANONICAL)
            .get(60, TimeUnit.SECONDS);
    return URI.create(taken);
  }

  /** Event time up to which everything is there; {@link Long#MIN_VALUE} if nobody knows. */
  long time() {
    return heard.watermark.get();
  }

  long records() {
    return heard.records.get();
  }

  /** Of which assets anything was heard. */
  Set<String> assets() {
    return Set.copyOf(heard.assets);
  }

  /** Lines of {@code feed-health}. */
  List<String> health() {
    return List.copyOf(heard.health);
  }

  /** Where the changes of topology and patterns, controls and advisories stood, in order. */
  List<Origin> told() {
    return List.copyOf(heard.told);
  }

  /** Records that came when their time was over. */
  long behind() {
    return heard.behind.get();
  }

  /** Nothing is taken from the sources from now on, or it is again. */
  void block(boolean blocked) {
    heard.blocked = blocked;
  }

  /** Waits until something is so, as long as records come or time moves. */
  void awaitThat(String what, Callable<Boolean> isSo) {
    AtomicReference<String> stood = new AtomicReference<>("");
    AtomicLong movedAt = new AtomicLong(System.nanoTime());
    await(what)
        .atMost(AT_MOST)
        .pollInterval(Duration.ofMillis(50))
        .failFast(
            "the job has ended, or stands still",
            () -> {
              if (flink.result(job).isDone()) {
                throw new AssertionError("Expected that " + what + ", but the job has ended");
              }
              String stands = records() + " records heard, time " + Instant.ofEpochMilli(time());
              if (!stands.equals(stood.getAndSet(stands))) {
                movedAt.set(System.nanoTime());
              } else if (System.nanoTime() - movedAt.get() > PATIENCE.toNanos()) {
                throw new AssertionError(
                    "Expected that %s, but nothing has moved for %s: %s"
                        .formatted(what, PATIENCE, stands));
              }
            })
        .until(isSo);
  }

  @Override
  public void close() throws IOException {
    heard.blocked = false;
    if (!flink.result(job).isDone()) {
      flink.cancel(job);
    }
    flink.close();
  }

  /** Writes down what it sees. */
  private static final class Listen extends AbstractStreamOperator<Decoded>
      implements OneInputStreamOperator<Decoded, Decoded> {

    private static final long serialVersionUID = 1L;

    private final String name;

    Listen(String name) {
      this.name = name;
    }

    @Override
    public void processElement(StreamRecord<Decoded> element) {
      while (heard().blocked && !Thread.currentThread().isInterrupted()) {
        LockSupport.parkNanos(1_000_000);
      }
      heard().records.incrementAndGet();
      if (element.getValue().asset() != null) {
        heard().assets.add(element.getValue().asset());
      }
      if (element.getValue().time() <= heard().watermark.get()) {
        heard().behind.incrementAndGet();
      }
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
      heard().watermark.set(mark.getTimestamp());
      super.processWatermark(mark);
    }

    private Heard heard() {
      return java.util.Objects.requireNonNull(HEARD.get(name), name);
    }
  }

  /** Writes down the lines that it sees. */
  private static final class TakeDown extends AbstractStreamOperator<Decoded>
      implements OneInputStreamOperator<Output, Decoded> {

    private static final long serialVersionUID = 1L;

    private final String name;

    TakeDown(String name) {
      this.name = name;
    }

    @Override
    public void processElement(StreamRecord<Output> line) {
      java.util.Objects.requireNonNull(HEARD.get(name), name).health.add(line.getValue().json());
    }
  }

  /** Writes down where the records stood that it sees. */
  private static final class TakeDownOrigin extends AbstractStreamOperator<Decoded>
      implements OneInputStreamOperator<Decoded, Decoded> {

    private static final long serialVersionUID = 1L;

    private final String name;

    TakeDownOrigin(String name) {
      this.name = name;
    }

    @Override
    public void processElement(StreamRecord<Decoded> record) {
      java.util.Objects.requireNonNull(HEARD.get(name), name).told.add(record.getValue().origin());
    }
  }
}
