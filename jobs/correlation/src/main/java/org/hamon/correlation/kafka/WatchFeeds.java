// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.kafka;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.hamon.correlation.Output;
import org.hamon.correlation.decode.Decoded;
import org.hamon.correlation.decode.Input;
import org.hamon.patterns.language.StateChange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says when a feed falls silent or is out of reach, and when it is heard again, or that its topic
 * was made anew, on {@code feed-health}; logs it too, since a broker out of reach takes no lines.
 * Looks once a second by the clock; a line's {@code at} and {@code since} are the clock's. Takes no
 * notice of its input.
 *
 * <p>Gauges {@code feedHealth.<topic>}: 0 heard, 1 silent, 2 unreachable; and in words {@link
 * KafkaFeeds#TROUBLES}, for who sits at the terminal of the job. Remembers nothing over a restart
 * but the ids of the topics (operator list state, one each): what is wrong then is said anew, and
 * that a topic was made anew while the job was stopped.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open first
final class WatchFeeds extends AbstractStreamOperator<Output>
    implements OneInputStreamOperator<Decoded, Output> {

  private static final long serialVersionUID = 1L;
  private static final Logger WATCH_LOG = LoggerFactory.getLogger(WatchFeeds.class);
  private static final Duration LOOK = Duration.ofSeconds(1);

  /** The topic of the feed was made anew, and is read from its beginning. */
  private static final String RESET = "reset";

  /** A telemetry feed without any record for so long is silent. A design value. */
  static final Duration SILENT_AFTER = Duration.ofSeconds(30);

  /** So long nobody worries: a leader may move. A design value. */
  static final Duration UNREACHABLE_AFTER = Duration.ofSeconds(5);

  private final KafkaSettings kafka;
  private final Clock clock;

  private static final ListStateDescriptor<String> TOPICS =
      new ListStateDescriptor<>("topics", String.class);

  private transient ListState<String> topicsState;

  /** The id of the topic of each feed. */
  private transient Map<String, String> ids;

  private transient Map<String, FeedWatch> feeds;
  private transient ConcurrentLinkedQueue<Answer> answers;
  private transient ConcurrentLinkedQueue<TopicDescription> topics;

  /** Topics that are not there, as the broker said last. */
  private transient Set<String> missing;

  private transient volatile String troubles;
  private transient volatile @Nullable LogEnds ends;
  private transient @Nullable ScheduledFuture<?> looks;

  private record Answer(TopicPartition partition, long askedAt, long end) {}

  WatchFeeds(KafkaSettings kafka, Clock clock) {
    this.kafka = kafka;
    this.clock = clock;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    topicsState = context.getOperatorStateStore().getListState(TOPICS);
    ids = new TreeMap<>();
    for (String known : topicsState.get()) {
      int end = known.lastIndexOf(' ');
      ids.put(known.substring(0, end), known.substring(end + 1));
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    topicsState.update(
        ids.entrySet().stream().map(id -> id.getKey() + ' ' + id.getValue()).toList());
  }

  @Override
  public void open() throws Exception {
    super.open();
    answers = new ConcurrentLinkedQueue<>();
    topics = new ConcurrentLinkedQueue<>();
    missing = ConcurrentHashMap.newKeySet();
    feeds = new LinkedHashMap<>();
    long now = clock.millis();
    LogEnds asking = new LogEnds(kafka, clock, LOOK, new Ask());
    for (Input input : Input.values()) {
      boolean speaksAlways = input == Input.TELEMETRY;
      watch(input, speaksAlways ? SILENT_AFTER.toMillis() : Long.MAX_VALUE, now);
      asking.addAllOf(kafka.prefix() + input.topic());
    }
    troubles = "";
    getMetricGroup().addGroup("feedHealth").gauge("troubles", () -> troubles);
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
    for (TopicDescription topic = topics.poll(); topic != null; topic = topics.poll()) {
      String feed = topic.name().substring(kafka.prefix().length());
      String id = topic.topicId().toString();
      FeedWatch watched = feeds.get(feed);
      if (watched != null) {
        watched.partitions(topic.partitions().size());
      }
      String before = ids.put(feed, id);
      if (before != null && !before.equals(id)) {
        if (watched != null) {
          watched.startsAnew(now);
        }
        WATCH_LOG.warn("The topic of feed {} was made anew: it is read from its beginning", feed);
        say(feed, RESET, now, now, null);
      }
    }
    feeds.forEach((topic, feed) -> feed.look(now).ifPresent(turn -> say(topic, turn)));
    troubles = troublesAt(now);
  }

  /** A broker that tells of nothing is away; one that tells of others lacks the topic. */
  private String troublesAt(long now) {
    long heard = feeds.values().stream().mapToLong(FeedWatch::lastHeard).max().orElse(now);
    if (now - heard >= UNREACHABLE_AFTER.toMillis()) {
      return KafkaFeeds.ALL + " unreachable " + Instant.ofEpochMilli(heard);
    }
    StringJoiner lines = new StringJoiner("\n");
    feeds.forEach(
        (topic, feed) -> {
          Instant since = Instant.ofEpochMilli(feed.unheardSince());
          if (feed.status() != FeedWatch.Status.UNREACHABLE) {
            return;
          }
          if (missing.contains(topic)) {
            lines.add(kafka.prefix() + topic + " missing " + since);
          } else if (heard - feed.unheardSince() >= UNREACHABLE_AFTER.toMillis()) {
            lines.add(kafka.prefix() + topic + " unreachable " + since);
          }
        });
    return lines.toString();
  }

  private void say(String topic, FeedWatch.Turn turn) {
    String since = Instant.ofEpochMilli(turn.since()).toString();
    if (turn.status() == FeedWatch.Status.HEARD) {
      WATCH_LOG.info("Feed {} is heard again", topic);
    } else {
      WATCH_LOG.warn("Feed {} is {} since {}", topic, turn.status().word(), since);
    }
    boolean isGone = turn.status() == FeedWatch.Status.UNREACHABLE && missing.contains(topic);
    say(
        topic,
        turn.status().word(),
        turn.since(),
        turn.at(),
        isGone ? "there is no such topic" : null);
  }

  private void say(String topic, String status, long since, long at, @Nullable String why) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("feed", topic);
    line.put("status", status);
    line.put("since", Instant.ofEpochMilli(since).toString());
    line.put("at", Instant.ofEpochMilli(at).toString());
    if (why != null) {
      line.put("why", why);
    }
    output.collect(
        new StreamRecord<>(
            new Output(
                Output.FEED_HEALTH,
                StateChange.ACTUAL,
                topic,
                at,
                0,
                Output.FEED_HEALTH_TYPE,
                topic,
                line.toString()),
            at));
  }

  /** On the thread that asks the broker. */
  private final class Ask implements LogEnds.Round {

    @Override
    public void begins() {}

    @Override
    public void ends(TopicPartition partition, long askedAt, long end) {
      answers.add(new Answer(partition, askedAt, end));
    }

    @Override
    public void topic(TopicDescription topic) {
      missing.remove(topic.name().substring(kafka.prefix().length()));
      topics.add(topic);
    }

    @Override
    public void missing(String topic) {
      missing.add(topic.substring(kafka.prefix().length()));
    }
  }
}
