// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.kafka;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.kafka.common.TopicPartition;
import org.hamon.correlation.Output;
import org.hamon.correlation.decode.Decoded;
import org.hamon.correlation.decode.Input;
import org.hamon.patterns.language.StateChange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says when a feed falls silent or is out of reach, and when it is heard again, on {@code
 * feed-health}; logs it too, since a broker out of reach takes no lines. Looks once a second by the
 * clock; a line's {@code at} and {@code since} are the clock's. Takes no notice of its input.
 *
 * <p>Gauges {@code feedHealth.<topic>}: 0 heard, 1 silent, 2 unreachable. Remembers nothing over a
 * restart: what is wrong then is said anew.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open first
final class WatchFeeds extends AbstractStreamOperator<Output>
    implements OneInputStreamOperator<Decoded, Output> {

  private static final long serialVersionUID = 1L;
  private static final Logger WATCH_LOG = LoggerFactory.getLogger(WatchFeeds.class);
  private static final Duration LOOK = Duration.ofSeconds(1);

  private static final int ROUNDS_TO_DISCOVER = 10;

  /** A telemetry feed without any record for so long is silent. A design value. */
  static final Duration SILENT_AFTER = Duration.ofSeconds(30);

  /** So long nobody worries: a leader may move. A design value. */
  static final Duration UNREACHABLE_AFTER = Duration.ofSeconds(5);

  private final KafkaSettings kafka;
  private final Clock clock;

  private transient Map<String, FeedWatch> feeds;
  private transient ConcurrentLinkedQueue<Answer> answers;
  private transient volatile @Nullable LogEnds ends;
  private transient @Nullable ScheduledFuture<?> looks;

  private record Answer(TopicPartition partition, long askedAt, long end) {}

  WatchFeeds(KafkaSettings kafka, Clock clock) {
    this.kafka = kafka;
    this.clock = clock;
  }

  @Override
  public void open() throws Exception {
    super.open();
    answers = new ConcurrentLinkedQueue<>();
    feeds = new LinkedHashMap<>();
    long now = clock.millis();
    watch(Input.TELEMETRY, SILENT_AFTER.toMillis(), now);
    watch(Input.FAILURE_REPORTS, Long.MAX_VALUE, now);
    LogEnds asking = new LogEnds(kafka, clock, LOOK, new Ask(List.copyOf(feeds.keySet())));
    ends = asking;
    asking.start();
    looks =
        getProcessingTimeService()
            .scheduleWithFixedDelay(time -> look(), LOOK.toMillis(), LOOK.toMillis());
  }

  @Override
  public void processElement(StreamRecord<Decoded> element) {}

  @Override
  public void close() throws Exception {
    if (looks != null) {
      looks.cancel(false);
    }
    LogEnds asking = ends;
    if (asking != null) {
      asking.close();
    }
    super.close();
  }

  private void watch(Input input, long silentAfter, long now) {
    FeedWatch feed = new FeedWatch(silentAfter, UNREACHABLE_AFTER.toMillis(), now);
    feeds.put(input.topic(), feed);
    getMetricGroup().addGroup("feedHealth").gauge(input.topic(), () -> feed.status().code());
  }

  private void look() {
    for (Answer answer = answers.poll(); answer != null; answer = answers.poll()) {
      FeedWatch feed = feeds.get(answer.partition().topic().substring(kafka.prefix().length()));
      if (feed != null) {
        feed.ends(answer.partition().partition(), answer.askedAt(), answer.end());
      }
    }
    long now = clock.millis();
    feeds.forEach((topic, feed) -> feed.look(now).ifPresent(turn -> say(topic, turn)));
  }

  private void say(String topic, FeedWatch.Turn turn) {
    String since = Instant.ofEpochMilli(turn.since()).toString();
    if (turn.status() == FeedWatch.Status.HEARD) {
      WATCH_LOG.info("Feed {} is heard again", topic);
    } else {
      WATCH_LOG.warn("Feed {} is {} since {}", topic, turn.status().word(), since);
    }
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("feed", topic);
    line.put("status", turn.status().word());
    line.put("since", since);
    line.put("at", Instant.ofEpochMilli(turn.at()).toString());
    output.collect(
        new StreamRecord<>(
            new Output(
                Output.FEED_HEALTH,
                StateChange.ACTUAL,
                topic,
                turn.at(),
                0,
                Output.FEED_HEALTH_TYPE,
                topic,
                line.toString()),
            turn.at()));
  }

  /** On the thread that asks the broker. */
  private final class Ask implements LogEnds.Round {
    private final List<String> topics;
    private int rounds;

    Ask(List<String> topics) {
      this.topics = topics;
    }

    @Override
    public void begins() {
      LogEnds asking = ends;
      if (asking != null && rounds++ % ROUNDS_TO_DISCOVER == 0) {
        topics.forEach(topic -> asking.addAllOf(kafka.prefix() + topic));
      }
    }

    @Override
    public void ends(TopicPartition partition, long askedAt, long end) {
      answers.add(new Answer(partition, askedAt, end));
    }
  }
}
