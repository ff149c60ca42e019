// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.serialization.StringSerializer;
import org.hamon.correlation.decode.Input;
import org.hamon.replay.scenario.Scenario;
import org.jspecify.annotations.Nullable;

/**
 * Plays recording into Kafka in the order of its event times, so many seconds of it in one second
 * of the clock, with the keys of the contract; what one partition gets stays in order.
 */
final class Player implements AutoCloseable {
  private static final long STEP = TimeUnit.MILLISECONDS.toNanos(5);
  private static final double USUAL_SECONDS = 240;

  private final KafkaProducer<String, String> producer;
  private final String prefix;
  private final double speed;
  private final Heartbeat heartbeat;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  /** Told where the player stands; called often. */
  interface Progress {
    void at(long eventTime, long sent) throws IOException;
  }

  /** What was played. */
  record Played(long records, long firstTime, long lastTime) {}

  /**
   * A player that waits for its first record.
   *
   * @param prefix before the names of the topics
   * @param speed seconds of event time in one second of the clock
   * @param heartbeat what every partition is told now and again
   */
  Player(String bootstrapServers, String prefix, double speed, Heartbeat heartbeat) {
    this.prefix = prefix;
    this.speed = speed;
    this.heartbeat = heartbeat;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                // Idempotent and so in order, also when a send is tried again.
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.LINGER_MS_CONFIG,
                2,
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "none"),
            new StringSerializer(),
            new StringSerializer());
  }

  /** How fast, where nobody says: so that it ends in about four minutes. */
  static double usualSpeed(Scenario scenario) {
    double seconds = (scenario.until().toEpochMilli() - scenario.from().toEpochMilli()) / 1000.0;
    return Math.max(1, Math.ceil(seconds / USUAL_SECONDS));
  }

  /** Plays all of it; returns when the broker has every record. */
  Played play(Recording recording, Progress progress) throws IOException {
    return play(recording, Long.MAX_VALUE, progress);
  }

  /** Plays what has an event time up to {@code until}; returns when the broker has every record. */
  Played play(Recording recording, long until, Progress progress) throws IOException {
    Recording.Entry first = recording.peek();
    if (first == null) {
      return new Played(0, 0, 0);
    }
    long start = System.nanoTime();
    long sent = 0;
    long lastTime = first.time();
    long nextBeat = first.time();
    for (Recording.Entry entry = recording.next();
        entry != null && entry.time() <= until;
        entry = recording.next()) {
      for (; nextBeat <= entry.time(); nextBeat += Heartbeat.EVERY.toMillis()) {
        awaitTurn(start, nextBeat - first.time(), progress, lastTime, sent);
        beat(nextBeat);
      }
      awaitTurn(start, entry.time() - first.time(), progress, lastTime, sent);
      send(entry);
      sent++;
      lastTime = Math.max(lastTime, entry.time());
      progress.at(lastTime, sent);
      complain();
    }
    beat(lastTime + Heartbeat.AFTER_ALL.toMillis());
    producer.flush();
    complain();
    return new Played(sent, first.time(), lastTime);
  }

  private void send(Recording.Entry entry) {
    send(
        new ProducerRecord<>(
            prefix + entry.input().topic(), null, entry.time(), entry.key(), entry.line()));
  }

  private void beat(long time) {
    for (Input input : List.of(Input.TELEMETRY, Input.FAILURE_REPORTS)) {
      String topic = prefix + input.topic();
      for (PartitionInfo partition : producer.partitionsFor(topic)) {
        String line = heartbeat.line(input, partition.partition(), time);
        send(new ProducerRecord<>(topic, partition.partition(), time, "heartbeat", line));
      }
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of a failure
  private void send(ProducerRecord<String, String> record) {
    producer.send(
        record,
        (unused, e) -> {
          if (e != null) {
            failure.compareAndSet(null, e);
          }
        });
  }

  private void awaitTurn(long start, long eventMillis, Progress progress, long lastTime, long sent)
      throws IOException {
    long due = start + (long) (eventMillis * 1e6 / speed);
    for (long left = due - System.nanoTime(); left > STEP; left = due - System.nanoTime()) {
      LockSupport.parkNanos(Math.min(left, TimeUnit.MILLISECONDS.toNanos(200)));
      if (Thread.currentThread().isInterrupted()) {
        throw new IOException("interrupted while playing");
      }
      progress.at(lastTime, sent);
    }
  }

  private void complain() throws IOException {
    Exception e = failure.get();
    if (e != null) {
      throw new IOException("Kafka does not take a record: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(10));
  }
}
