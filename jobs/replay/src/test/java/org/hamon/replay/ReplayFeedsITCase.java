// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.hamon.correlation.Output;
import org.hamon.correlation.decode.BookEntry;
import org.hamon.correlation.decode.Books;
import org.hamon.correlation.decode.Decode;
import org.hamon.correlation.decode.Decoded;
import org.hamon.correlation.decode.Feed;
import org.hamon.correlation.decode.Input;
import org.hamon.correlation.decode.Observation;
import org.hamon.topology.Topology;
import org.hamon.topology.TopologyRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ReplayFeedsITCase {

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(4)
              .build());

  private static final long T0 = Instant.parse("2018-09-05T18:00:00Z").toEpochMilli();
  private static final Duration BOUND = Duration.ofSeconds(2);

  private static final Queue<String> SEEN = new ConcurrentLinkedQueue<>();
  private static final Queue<Output> SUNK = new ConcurrentLinkedQueue<>();
  private static final AtomicInteger FAILURES = new AtomicInteger();

  @TempDir private Path folder;

  @BeforeEach
  void forget() {
    SEEN.clear();
    SUNK.clear();
    FAILURES.set(0);
  }

  @Test
  void watermarksFollowTheSlowestFile_andTheEndOfHistoryComesBeforeTheEndOfTime() throws Exception {
    Files.writeString(
        folder.resolve("telemetry.jsonl"),
        reading("a", 0) + reading("a", 10_000) + reading("a", 1_000) + reading("a", 90_000));
    Files.writeString(
        folder.resolve("telemetry-b.jsonl"), reading("b", 5_000) + reading("b", 60_000));

    probe(OptionalLong.empty());

    assertThat(SEEN)
        .containsExactly(
            "telemetry.jsonl:1@0",
            "watermark 2999",
            "telemetry-b.jsonl:1@5000",
            "watermark 7999",
            "telemetry.jsonl:2@10000",
            "telemetry.jsonl:3@1000",
            "watermark 57999",
            "telemetry-b.jsonl:2@60000",
            "watermark 87999",
            "telemetry.jsonl:4@90000",
            "watermark 90000",
            "watermark end");
  }

  @Test
  void historyEndsWhereItIsToldTo() throws Exception {
    Files.writeString(folder.resolve("telemetry.jsonl"), reading("a", 0) + reading("a", 10_000));

    probe(OptionalLong.of(T0 + 3_000));

    assertThat(SEEN).containsExactly("telemetry.jsonl:1@0", "watermark 3000", "watermark end");
  }

  @Test
  void emptyHistoryEndsAtOnce() throws Exception {
    probe(OptionalLong.empty());

    assertThat(SEEN).containsExactly("watermark end");
  }

  @Test
  void anyParallelismGivesTheSameBytes() throws Exception {
    writeHistory(20_000);

    TreeMap<String, String> one = replay(1);
    TreeMap<String, String> two = replay(2);
    TreeMap<String, String> four = replay(4);

    assertThat(two).isEqualTo(one);
    assertThat(four).isEqualTo(one);
    assertThat(one.get("asset-state.jsonl").lines()).hasSizeGreaterThan(15_000);
    assertThat(one.get("dead-letters.jsonl").lines()).hasSize(20);
    assertThat(one.get("late.jsonl").lines()).isNotEmpty();
    long late = one.get("late.jsonl").lines().count();
    assertThat(one.get("books.jsonl").lines().toList())
        .anySatisfy(
            line ->
                assertThat(line)
                    .isEqualTo(
                        "{\"input\":\"telemetry\",\"in\":20000,\"used\":%d,\"late\":%d,"
                                .formatted(20_000 - 20 - late, late)
                            + "\"repeated\":0,\"deadLettered\":20,\"waiting\":0}"));
  }

  @Test
  void booksBalanceAfterAFailureInTheMiddle() throws Exception {
    writeHistory(150_000);
    Configuration configuration = configuration();
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 3);
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(1));
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(20));
    configuration.set(
        CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    env.setParallelism(2);

    outputs(env, true).sinkTo(new SinkIntoMemory()).uid("sink").setParallelism(1);
    env.execute();

    assertThat(FAILURES).hasValue(1);
    Output telemetry =
        SUNK.stream()
            .filter(output -> output.stream().equals(Output.BOOKS))
            .filter(output -> output.key().equals("telemetry"))
            .findFirst()
            .orElseThrow();
    long late =
        SUNK.stream()
            .filter(output -> output.stream().equals(Output.LATE))
            .map(Output::key)
            .distinct()
            .count();
    assertThat(telemetry.json())
        .isEqualTo(
            "{\"input\":\"telemetry\",\"in\":150000,\"used\":%d,\"late\":%d,"
                    .formatted(150_000 - 150 - late, late)
                + "\"repeated\":0,\"deadLettered\":150,\"waiting\":0}");
  }

  private void probe(OptionalLong until) throws Exception {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration());
    History history = History.in(folder, OptionalLong.empty(), until);
    Feed feed = new ReplayFeeds(history, BOUND, T0).open(env).get(0);
    feed.records()
        .transform("probe", TypeInformation.of(Decoded.class), new Probe())
        .uid("probe")
        .setParallelism(1)
        .sinkTo(new DiscardingSink<>())
        .uid("sink")
        .setParallelism(1);
    env.execute();
  }

  private TreeMap<String, String> replay(int parallelism) throws Exception {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration());
    env.setParallelism(parallelism);
    Path out = folder.resolve("out-" + parallelism);
    outputs(env, false).sinkTo(new SortedFileSink(out)).uid("sink").setParallelism(1);
    env.execute();
    TreeMap<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.list(out)) {
      for (Path file : all.toList()) {
        files.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return files;
  }

  /** Decode, a stage behind it that keeps books of what it uses, and all outputs. */
  private DataStream<Output> outputs(StreamExecutionEnvironment env, boolean failing) {
    History history = History.in(folder, OptionalLong.empty(), OptionalLong.empty());
    Decode.Streams decoded =
        Decode.decode(
            new ReplayFeeds(history, BOUND, T0).open(env),
            BOUND,
            T0,
            () -> TopologyRegistry.acquire("ReplayFeedsITCase", "t", ReplayFeedsITCase::topology));
    SingleOutputStreamOperator<Output> used =
        decoded
            .observations()
            .keyBy(Observation::asset)
            .transform("use", TypeInformation.of(Output.class), new Use(failing))
            .uid("use");
    return used.union(
        decoded.outputs(),
        Decode.sumBooks(decoded.books().union(used.getSideOutput(Books.TAG)), null));
  }

  private void writeHistory(int readings) throws IOException {
    Random random = new Random(11);
    try (Writer plain = Files.newBufferedWriter(folder.resolve("telemetry-1.jsonl"));
        Writer packed =
            new OutputStreamWriter(
                new GZIPOutputStream(Files.newOutputStream(folder.resolve("telemetry-2.jsonl.gz"))),
                StandardCharsets.UTF_8)) {
      for (int i = 0; i < readings; i++) {
        Writer file = random.nextBoolean() ? plain : packed;
        if (i % 1000 == 999) {
          file.write("{\"asset\":\"a\"}\n");
        } else {
          file.write(reading("a" + random.nextInt(20), i * 50L - random.nextInt(2_500) + 10_000));
        }
      }
    }
  }

  private static String reading(String asset, long millis) {
    return "{\"asset\":\"%s\",\"metric\":\"m\",\"value\":1,\"time\":\"%s\"}\n"
        .formatted(asset, Instant.ofEpochMilli(T0 + millis));
  }

  private static Configuration configuration() {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    return configuration;
  }

  private static Topology topology() {
    return new Topology(
        "t", "1", List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), 8);
  }

  /** Notes records and watermarks as they come. */
  private static final class Probe extends AbstractStreamOperator<Decoded>
      implements OneInputStreamOperator<Decoded, Decoded> {

    private static final long serialVersionUID = 1L;

    @Override
    public void processElement(StreamRecord<Decoded> element) {
      Decoded record = element.getValue();
      SEEN.add(
          record.origin().topic()
              + ":"
              + record.origin().offset()
              + "@"
              + (element.getTimestamp() - T0));
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
      SEEN.add(
          "watermark "
              + (mark.getTimestamp() == Long.MAX_VALUE ? "end" : mark.getTimestamp() - T0));
      super.processWatermark(mark);
    }
  }

  /** Says each observation again, keeps books, and fails once after a checkpoint if asked to. */
  private static final class Use extends AbstractStreamOperator<Output>
      implements OneInputStreamOperator<Observation, Output>, CheckpointListener {

    private static final long serialVersionUID = 1L;

    private final boolean failing;
    private transient Books books;
    private transient long watermark;
    private transient boolean checkpointed;

    Use(boolean failing) {
      this.failing = failing;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
      super.initializeState(context);
      books = Books.open(context.getOperatorStateStore(), getMetricGroup());
      watermark = Long.MIN_VALUE;
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpoint) throws Exception {
      super.prepareSnapshotPreBarrier(checkpoint);
      books.tell(entry -> output.collect(Books.TAG, new StreamRecord<>(entry)));
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
      super.snapshotState(context);
      books.snapshot();
    }

    @Override
    public void notifyCheckpointComplete(long checkpoint) throws Exception {
      super.notifyCheckpointComplete(checkpoint);
      checkpointed = true;
    }

    @Override
    public void processElement(StreamRecord<Observation> element) {
      Observation observation = element.getValue();
      if (observation.time() <= watermark) {
        throw new IllegalStateException("Expected nothing behind the watermark");
      }
      if (failing && checkpointed && FAILURES.compareAndSet(0, 1)) {
        throw new IllegalStateException("Expected to fail once, and did");
      }
      books.add(Input.TELEMETRY, BookEntry.Column.USED, 1);
      output.collect(
          new StreamRecord<>(
              new Output(
                  Output.ASSET_STATE,
                  observation.lane(),
                  observation.asset(),
                  observation.time(),
                  0,
                  "t",
                  "s",
                  "\"" + observation.origin() + "\""),
              observation.time()));
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
      watermark = mark.getTimestamp();
      super.processWatermark(mark);
    }

    @Override
    public void finish() throws Exception {
      books.tell(entry -> output.collect(Books.TAG, new StreamRecord<>(entry)));
      super.finish();
    }
  }

  private static final class SinkIntoMemory implements Sink<Output> {

    private static final long serialVersionUID = 1L;

    @Override
    public SinkWriter<Output> createWriter(WriterInitContext context) {
      return new SinkWriter<>() {
        @Override
        public void write(Output output, Context where) {
          SUNK.add(output);
        }

        @Override
        public void flush(boolean endOfInput) {}

        @Override
        public void close() {}
      };
    }
  }
}
