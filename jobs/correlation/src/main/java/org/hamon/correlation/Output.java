// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * One line of one output, ready to be written: to a file in a replay, to Kafka in a live run.
 *
 * @param stream name of the output, for example {@code warnings-ict}; without lane and prefix
 * @param lane where it belongs; other lanes than the actual one have topics and files of their own
 * @param key Kafka key (contract, section 4)
 * @param time event time at which the job knew it, epoch milliseconds
 * @param revision orders the lines of one key and time; 0 where there are none
 * @param type CloudEvents type, for example {@code jp.ci.warning.v1}
 * @param subject CloudEvents subject
 * @param json the line, without line end
 * @param owner of the stream; null where all read it
 */
public record Output(
    String stream,
    String lane,
    String key,
    long time,
    int revision,
    String type,
    String subject,
    String json,
    @Nullable StreamOwner owner) {

  /** Every stage says what leaves the job on this tag. */
  public static final OutputTag<Output> TAG = new OutputTag<>("output") {};

  /** The order of lines in a file: event time, key, revision, text. */
  public static final Comparator<Output> ORDER =
      Comparator.comparingLong(Output::time)
          .thenComparing(Output::key)
          .thenComparingInt(Output::revision)
          .thenComparing(Output::json);

  /** No line is longer, whatever the disaster, but of what came and could not be used. */
  public static final int MOST_BYTES = 256 << 10;

  public static final String WARNINGS = "warnings";
  public static final String WARNINGS_CURRENT = "warnings-current";
  public static final String SITUATIONS = "situations";
  public static final String IMPACTS = "impacts";
  public static final String SECTOR_HEALTH = "sector-health";
  public static final String ASSET_STATE = "asset-state";
  public static final String DECISIONS = "decisions";
  public static final String DEAD_LETTERS = "dead-letters";
  public static final String LATE = "late";
  public static final String BOOKS = "books";
  public static final String FEED_HEALTH = "feed-health";
  public static final String TOPICS = "topics";

  /** CloudEvents type of a line of {@link #FEED_HEALTH}. */
  public static final String FEED_HEALTH_TYPE = "jp.ci.feed-health.v1";

  public Output {
    requireNonNull(stream, "stream");
    requireNonNull(lane, "lane");
    requireNonNull(key, "key");
    requireNonNull(type, "type");
    requireNonNull(subject, "subject");
    requireNonNull(json, "json");
  }

  /** A line of a stream that all read: no recipient's own. */
  public Output(
      String stream,
      String lane,
      String key,
      long time,
      int revision,
      String type,
      String subject,
      String json) {
    this(stream, lane, key, time, revision, type, subject, json, null);
  }

  /**
   * Name of the file or, behind the prefix, of the topic.
   *
   * @param room characters that it may have
   */
  public String name(int room) {
    return StreamNames.inLane(lane, stream, room);
  }
}
