// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.kafka;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.hamon.correlation.BoundedLine;
import org.hamon.correlation.DecisionLine;
import org.hamon.correlation.Output;
import org.hamon.correlation.StreamNames;
import org.hamon.correlation.TopicLine;
import org.hamon.patterns.language.StateChange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lines of all outputs in; out come those whose topic is there and may be written, in order. The
 * rest waits, while the others go on, and is remembered in checkpoints until its topic is there.
 * Topics that are missing are made, unless the job must not: of lanes and recipients that nobody
 * knew of before, and those that somebody took away. Each name is told on {@code topics}, and again
 * when that was made anew.
 *
 * <p>If a topic is deleted with lines on the way to it, and these can arrive no more, the job fails
 * at once, goes on from its newest checkpoint and tells them again.
 *
 * <p>A line that cannot be written, because it is longer than any line may be or more wait than may
 * wait, becomes a decision, never an exception: that would be thrown again after each restart.
 */
@SuppressWarnings("NullAway.Init") // Flink calls initializeState and open first
final class AwaitTopics extends AbstractStreamOperator<Output>
    implements OneInputStreamOperator<Output, Output> {

  private static final long serialVersionUID = 1L;

  static final ListStateDescriptor<Output> WAITING =
      new ListStateDescriptor<>("waiting", Output.class);

  /** Characters that may wait in each subtask: about 64 MiB. */
  static final long MOST_WAITING = 32L << 20;

  private static final Duration TICK = Duration.ofMillis(100);

  /** At the end of a job that ends. */
  private static final Duration LAST_PATIENCE = Duration.ofSeconds(30);

  private static final Logger TOPIC_LOG = LoggerFactory.getLogger(AwaitTopics.class);

  private final KafkaSettings kafka;
  private final Delivery delivery;
  private final boolean makes;
  private final StreamNames names;
  private final Clock clock;
  private final int room;

  private transient WaitingLines waiting;
  private transient Set<String> known;

  /** Lines on names that this subtask has told, by name. */
  private transient Map<String, Output> told;

  /** The topic of these lines was deleted: what it held is gone. */
  private transient volatile boolean forgotten;

  /** Whose topics those are that are not of the actual lane. */
  private transient Map<String, String> lanes;

  private transient Set<String> troubled;
  private transient LinesOnTheWay onTheWay;
  private transient TopicWatch watch;
  private transient ListState<Output> stored;
  private transient Counter notWritten;
  private transient @Nullable ScheduledFuture<?> ticks;

  /**
   * @param makes topics that are missing are made
   */
  AwaitTopics(
      KafkaSettings kafka, Delivery delivery, boolean makes, StreamNames names, Clock clock) {
    this.kafka = kafka;
    this.delivery = delivery;
    this.makes = makes;
    this.names = names;
    this.clock = clock;
    this.room = StreamNames.roomBehind(kafka.prefix());
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    stored = context.getOperatorStateStore().getListState(WAITING);
    waiting = new WaitingLines(MOST_WAITING);
    for (Output line : stored.get()) {
      waiting.add(topic(line), line);
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    known = new HashSet<>();
    told = new TreeMap<>();
    lanes = new HashMap<>();
    troubled = new HashSet<>();
    onTheWay = new LinesOnTheWay();
    watch = new TopicWatch(kafka, makes, clock, this::deleted);
    for (Output line : waiting.all()) {
      watch(line);
    }
    declared();
    watch.start();
    notWritten = getMetricGroup().addGroup("topics").counter("notWritten");
    getMetricGroup().addGroup("topics").gauge("waiting", waiting::count);
    getMetricGroup().addGroup("topics").gauge("troubled", watch::troubled);
    getMetricGroup().addGroup("topics").gauge("troubles", watch::troubles);
    ticks =
        getProcessingTimeService()
            .scheduleWithFixedDelay(time -> tick(Duration.ZERO), TICK.toMillis(), TICK.toMillis());
  }

  @Override
  public void processElement(StreamRecord<Output> element) {
    Output line = element.getValue();
    int most = KafkaTopics.mostBytes(line.stream());
    if (!BoundedLine.isShortEnough(line.json(), most)) {
      TOPIC_LOG.warn("A line of {} is longer than {} bytes and is not written", topic(line), most);
      refuse(line, "record-too-large", "mostBytes", Integer.toString(most));
    } else {
      pass(line);
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    stored.update(waiting.all());
    onTheWay.begun(context.getCheckpointId());
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    super.notifyCheckpointComplete(checkpointId);
    onTheWay.complete(checkpointId);
  }

  /** What still waits has a last chance; after it there is nobody to write it. */
  @Override
  public void finish() throws Exception {
    long end = clock.millis() + LAST_PATIENCE.toMillis();
    while (waiting.count() > 0 && clock.millis() < end) {
      tick(TICK);
    }
    if (waiting.count() > 0) {
      TOPIC_LOG.warn("{} lines were not written: their topics are not there", waiting.count());
    }
    super.finish();
  }

  @Override
  public void close() throws Exception {
    if (ticks != null) {
      ticks.cancel(false);
    }
    if (watch != null) {
      watch.close();
    }
    super.close();
  }

  private void pass(Output line) {
    String topic = topic(line);
    if (known.add(topic)) {
      watch(line);
      Output name = TopicLine.of(line.lane(), line.stream(), line.owner(), room, line.time());
      told.put(name.key(), name);
      say(name);
    }
    if (watch.statusOf(topic) == TopicWatch.Status.WRITTEN && !waiting.waitsFor(topic)) {
      forward(line);
    } else {
      waiting.add(topic, line);
      giveUpWhatIsTooMuch();
    }
  }

  private void giveUpWhatIsTooMuch() {
    for (Optional<Output> one = waiting.overflow(); one.isPresent(); one = waiting.overflow()) {
      refuse(one.get(), "topic-missing", "mostCharacters", Long.toString(MOST_WAITING));
    }
  }

  /** Waits at most that long for news of topics. */
  private void tick(Duration atMost) throws InterruptedException {
    TopicWatch.Turn turn = watch.nextTurn(atMost);
    while (turn != null) {
      heed(turn);
      turn = watch.nextTurn(Duration.ZERO);
    }
    if (forgotten) {
      forgotten = false;
      told.values().forEach(line -> waiting.add(topic(line), line));
    }
    for (String topic : waiting.topics()) {
      if (watch.statusOf(topic) == TopicWatch.Status.WRITTEN) {
        waiting.take(topic).forEach(this::forward);
      }
    }
  }

  private void heed(TopicWatch.Turn turn) {
    if (turn.status() != TopicWatch.Status.WRITTEN) {
      troubled.add(turn.topic());
      TOPIC_LOG.warn(
          "Topic {} is {}: {}. Its lines wait, the others go on.",
          turn.topic(),
          turn.status().word(),
          turn.why());
      say(health(turn));
    } else if (troubled.remove(turn.topic())) {
      TOPIC_LOG.warn("Topic {} is written again: {}", turn.topic(), turn.why());
      say(health(turn));
    }
  }

  private Output health(TopicWatch.Turn turn) {
    String feed = turn.topic().substring(kafka.prefix().length());
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("feed", feed);
    line.put("status", turn.status().word());
    line.put("since", Instant.ofEpochMilli(turn.since()).toString());
    line.put("at", Instant.ofEpochMilli(turn.at()).toString());
    line.put("why", turn.why());
    return new Output(
        Output.FEED_HEALTH,
        lanes.getOrDefault(turn.topic(), StateChange.ACTUAL),
        feed,
        turn.at(),
        0,
        Output.FEED_HEALTH_TYPE,
        feed,
        line.toString());
  }

  private void refuse(Output line, String rule, String limit, String value) {
    notWritten.inc();
    ObjectNode inputs = JsonNodeFactory.instance.objectNode();
    inputs.put("output", line.stream());
    inputs.put("key", line.key());
    inputs.put("revision", line.revision());
    inputs.put("characters", line.json().length());
    inputs.put(limit, value);
    if (!line.stream().equals(Output.DECISIONS)) {
      say(
          DecisionLine.of(
              line.lane(), line.time(), line.key(), DecisionLine.Choice.NOT_SENT, rule, inputs));
    }
  }

  /**
   * On the watching thread: the task itself may stand still, since the producer waits up to two
   * minutes for the topic.
   */
  private void deleted(String topic, long lastSeen, boolean isBack) {
    if (topic.equals(kafka.prefix() + Output.TOPICS)) {
      forgotten = true;
    }
    if (onTheWay.areLost(topic, lastSeen, isBack)) {
      getContainingTask().getEnvironment().failExternally(new DeletedTopicException(topic));
    }
  }

  /** Something of the operator's own; it may have to wait like any other line. */
  private void say(Output line) {
    pass(line);
  }

  private void forward(Output line) {
    onTheWay.add(
        topic(line), KafkaOutputs.isInTransaction(delivery, line.stream()), clock.millis());
    output.collect(new StreamRecord<>(line, line.time()));
  }

  /** Watches the streams that are known beforehand; one subtask tells their names. */
  private void declared() {
    boolean tells = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0;
    long now = clock.millis();
    TreeMap<String, Output> lines = new TreeMap<>();
    KafkaTopics.outputs()
        .forEach(
            stream -> lines.put(stream, TopicLine.of(StateChange.ACTUAL, stream, null, room, now)));
    names
        .byOwner()
        .forEach(
            (owner, stream) ->
                lines.put(stream, TopicLine.of(StateChange.ACTUAL, stream, owner, room, now)));
    lines.forEach(
        (stream, line) -> {
          watch.expect(KafkaTopics.missing(kafka.prefix(), StateChange.ACTUAL, stream));
          known.add(kafka.prefix() + line.key());
          if (tells) {
            told.put(line.key(), line);
            waiting.add(topic(line), line);
          }
        });
  }

  private void watch(Output line) {
    if (!line.lane().equals(StateChange.ACTUAL)) {
      lanes.put(topic(line), line.lane());
    }
    watch.add(KafkaTopics.missing(kafka.prefix(), line.lane(), line.stream()));
  }

  private String topic(Output line) {
    return kafka.prefix() + line.name(room);
  }
}
