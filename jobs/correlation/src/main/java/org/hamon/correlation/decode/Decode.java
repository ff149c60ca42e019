// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;
import org.apache.flink.util.function.SerializableSupplier;
import org.hamon.correlation.Output;
import org.hamon.correlation.Uids;
import org.hamon.correlation.notice.Notice;
import org.hamon.patterns.engine.PatternChange;
import org.hamon.topology.TopologyChange;
import org.hamon.topology.TopologyRegistry;
import org.jspecify.annotations.Nullable;

/** The stage that turns records of the feeds into what later stages work on. */
public final class Decode {

  /** Changes of the topology, for the broadcast. */
  public static final OutputTag<TopologyChange> CONTROL = new OutputTag<>("control") {};

  /** Patterns that are published or withdrawn, for the broadcast. */
  public static final OutputTag<PatternChange> PATTERNS = new OutputTag<>("patterns") {};

  /** Controls and advisories. */
  public static final OutputTag<Notice> NOTICES = new OutputTag<>("notices") {};

  /** How many exercises may be in use at a time, unless said otherwise. */
  public static final int DEFAULT_LANES = 16;

  /** How far a record may lie behind the newest of its partition before it is late. */
  public static final Duration DEFAULT_BOUND = Duration.ofSeconds(2);

  private Decode() {}

  /**
   * What comes out of decode.
   *
   * @param observations readings, reports and declarations, each asset's of one partition in order
   * @param control changes of the topology
   * @param patterns that are published or withdrawn
   * @param notices controls and advisories, each once
   * @param outputs dead letters and late readings
   * @param books what became of the records here; complete only with the books of later stages
   */
  public record Streams(
      DataStream<Observation> observations,
      DataStream<TopologyChange> control,
      DataStream<PatternChange> patterns,
      DataStream<Notice> notices,
      DataStream<Output> outputs,
      DataStream<BookEntry> books) {}

  /** As below, with the usual bound on lanes. */
  public static Streams decode(
      List<Feed> feeds,
      Duration bound,
      long start,
      SerializableSupplier<TopologyRegistry.Lease> topology) {
    return decode(feeds, bound, DEFAULT_LANES, start, topology);
  }

  /**
   * Decodes each feed where its source runs, and unites what comes out. Ahead of all observations
   * stand the declarations of the base topology.
   *
   * @param bound how far a record may lie behind the newest of its partition before it is late
   * @param lanes how many exercises may be in use at a time, for each reader
   * @param start epoch milliseconds from which the base is valid
   * @param topology access to the graph that changes of the topology build on
   */
  public static Streams decode(
      List<Feed> feeds,
      Duration bound,
      int lanes,
      long start,
      SerializableSupplier<TopologyRegistry.Lease> topology) {
    List<SingleOutputStreamOperator<Observation>> decoded = new ArrayList<>();
    for (Feed feed : feeds) {
      decoded.add(
          feed.records()
              .transform(
                  "decode " + feed.name(),
                  TypeInformation.of(Observation.class),
                  new DecodeOperator(
                      bound.toMillis(), lanes, feed.saysTime(), topology, feed.clock()))
              .uid(Uids.DECODE + feed.name())
              .setParallelism(feed.records().getParallelism()));
    }
    // one feed is enough: time moves on only when all have let it
    DataStream<Observation> observations =
        decoded
            .get(0)
            .transform(
                "declare base",
                TypeInformation.of(Observation.class),
                new DeclareBase(start, topology))
            .uid(Uids.DECLARE_BASE)
            .setParallelism(decoded.get(0).getParallelism());
    for (SingleOutputStreamOperator<Observation> stream : decoded.subList(1, decoded.size())) {
      observations = observations.union(stream);
    }
    return new Streams(
        observations,
        union(decoded, stream -> stream.getSideOutput(CONTROL)),
        union(decoded, stream -> stream.getSideOutput(PATTERNS)),
        union(decoded, stream -> stream.getSideOutput(NOTICES)),
        union(decoded, stream -> stream.getSideOutput(Output.TAG)),
        union(decoded, stream -> stream.getSideOutput(Books.TAG)));
  }

  /**
   * Sums the books of all stages into one line for each lane and input: at the end of input, and in
   * a live run with each checkpoint where something has changed.
   *
   * @param books of every stage that keeps some
   * @param clock of a live run; null where history ends
   */
  public static DataStream<Output> sumBooks(DataStream<BookEntry> books, @Nullable Clock clock) {
    return books
        .transform("sum books", TypeInformation.of(Output.class), new SumBooks(clock))
        .uid(Uids.SUM_BOOKS)
        .setParallelism(1);
  }

  private static <T> DataStream<T> union(
      List<SingleOutputStreamOperator<Observation>> streams,
      Function<SingleOutputStreamOperator<Observation>, DataStream<T>> part) {
    DataStream<T> all = part.apply(streams.get(0));
    for (SingleOutputStreamOperator<Observation> stream : streams.subList(1, streams.size())) {
      all = all.union(part.apply(stream));
    }
    return all;
  }
}
