// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.kafka;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Looks every two seconds whether topics are there and may be written, and makes those that are
 * not, unless it must not; on a thread of its own, so that a broker that does not answer holds
 * nobody up.
 */
final class TopicWatch implements AutoCloseable {

  static final Duration INTERVAL = Duration.ofSeconds(2);

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** What became of a topic, known {@code at}; it was otherwise until {@code since}. */
  record Turn(String topic, Status status, long since, long at, String why) {}

  /** How a topic is. */
  enum Status {
    /** Nobody has asked yet. */
    UNKNOWN("unknown"),
    /** It is there, as far as one knows: a broker that does not answer takes nothing back. */
    WRITTEN("written"),
    /** It is not there. */
    MISSING("missing"),
    /** It is there, but the job has no right to write it. */
    REFUSED("refused");

    private final String word;

    Status(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  /** Who hears at once, on the watching thread, that a topic was deleted. */
  interface Deleted {

    /**
     * @param lastSeen epoch milliseconds at which it was there for certain
     * @param isBack there is a topic of that name again
     */
    void deleted(String topic, long lastSeen, boolean isBack);
  }

  private final Admin admin;
  private final boolean makes;
  private final Clock clock;
  private final Deleted listener;
  private final Map<String, NewTopic> watched = new ConcurrentHashMap<>();
  private final Set<String> expected = ConcurrentHashMap.newKeySet();
  private final Map<String, Status> statuses = new ConcurrentHashMap<>();
  private final Map<String, String> whys = new ConcurrentHashMap<>();
  private final BlockingQueue<Turn> turns = new LinkedBlockingQueue<>();
  private final CountDownLatch firstLook = new CountDownLatch(1);
  private final Object bell = new Object();
  private final Thread thread;

  /** When each was last written; of the watching thread, as the others below. */
  private final Map<String, Long> written = new HashMap<>();

  private final Map<String, Uuid> ids = new HashMap<>();
  private final Map<String, Long> seen = new HashMap<>();

  private boolean rung;
  private volatile boolean closed;

  /**
   * To be started by {@link #start}.
   *
   * @param makes topics that are missing are made
   */
  TopicWatch(KafkaSettings kafka, boolean makes, Clock clock, Deleted listener) {
    this.admin = Admin.create(kafka.clientProperties());
    this.makes = makes;
    this.clock = clock;
    this.listener = listener;
    this.thread = new Thread(this::run, "hamon-topic-watch");
    thread.setDaemon(true);
  }

  /** Begins, and waits a little for the first answer. */
  void start() throws InterruptedException {
    thread.start();
    firstLook.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** From now on it is watched; if it is missing, it is made like that. */
  void add(NewTopic topic) {
    if (watched.putIfAbsent(topic.name(), topic) == null) {
      synchronized (bell) {
        rung = true;
        bell.notifyAll();
      }
    }
  }

  /** The same of one that was there before the job began: that it is missing is to be told. */
  void expect(NewTopic topic) {
    expected.add(topic.name());
    add(topic);
  }

  Status statusOf(String topic) {
    return statuses.getOrDefault(topic, Status.UNKNOWN);
  }

  /** What has become of topics, in order; null if nothing does within that time. */
  @Nullable Turn nextTurn(Duration atMost) throws InterruptedException {
    return turns.poll(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** How many are not as they should be. */
  long troubled() {
    return statuses.values().stream().filter(TopicWatch::isTrouble).count();
  }

  /** Those, each in a line of its name and what is wrong with it, in order. */
  String troubles() {
    return statuses.entrySet().stream()
        .filter(entry -> isTrouble(entry.getValue()))
        .map(
            entry ->
                entry.getKey() + " " + entry.getValue().word() + ": " + whys.get(entry.getKey()))
        .sorted()
        .collect(Collectors.joining("\n"));
  }

  private static boolean isTrouble(Status status) {
    return status == Status.MISSING || status == Status.REFUSED;
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join(PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    admin.close(Duration.ZERO);
  }

  private void run() {
    try {
      while (!closed) {
        look();
        firstLook.countDown();
        synchronized (bell) {
          if (!rung) {
            bell.wait(INTERVAL.toMillis());
          }
          rung = false;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() throws InterruptedException {
    long begun = clock.millis();
    Map<String, KafkaFuture<TopicDescription>> answers =
        admin
            .describeTopics(
                Set.copyOf(watched.keySet()),
                new DescribeTopicsOptions()
                    .includeAuthorizedOperations(true)
                    .timeoutMs((int) PATIENCE.toMillis()))
            .topicNameValues();
    for (Map.Entry<String, KafkaFuture<TopicDescription>> answer : answers.entrySet()) {
      String topic = answer.getKey();
      try {
        TopicDescription found = get(answer.getValue());
        identify(topic, found.topicId(), begun);
        Set<AclOperation> allowed = found.authorizedOperations();
        boolean refused = allowed != null && !allowed.contains(AclOperation.WRITE);
        if (refused) {
          turn(topic, Status.REFUSED, "the job has no right to write it");
        } else {
          turn(topic, Status.WRITTEN, "it is there");
        }
      } catch (UnknownTopicOrPartitionException e) {
        miss(topic);
      } catch (TopicAuthorizationException e) {
        turn(topic, Status.REFUSED, "the job has no right to see it");
      } catch (RuntimeException | TimeoutException e) {
        believe(topic);
      }
    }
  }

  /** A topic of another id is another topic: what was written to the first is gone. */
  private void identify(String topic, Uuid id, long now) {
    Uuid before = ids.put(topic, id);
    if (before != null && !before.equals(id)) {
      listener.deleted(topic, seen.getOrDefault(topic, now), true);
    }
    seen.put(topic, now);
  }

  private void miss(String topic) throws InterruptedException {
    if (makes) {
      make(topic);
    } else {
      turn(topic, Status.MISSING, "it is not there, and 'topics.create' is false");
      forget(topic, false);
    }
  }

  /** What was written to the topic is gone with it. */
  private void forget(String topic, boolean isBack) {
    if (ids.remove(topic) != null) {
      listener.deleted(topic, seen.getOrDefault(topic, 0L), isBack);
    }
  }

  private void make(String topic) throws InterruptedException {
    NewTopic like = watched.get(topic);
    if (like == null) {
      return;
    }
    try {
      CreateTopicsResult made = admin.createTopics(List.of(like));
      get(made.all());
      if (statusOf(topic) == Status.UNKNOWN && expected.contains(topic)) {
        turn(topic, Status.MISSING, "it was not there when the job began");
      } else if (statusOf(topic) == Status.WRITTEN) {
        turn(topic, Status.MISSING, "it is gone");
      }
      forget(topic, true);
      ids.put(topic, get(made.topicId(topic)));
      seen.put(topic, clock.millis());
      turn(topic, Status.WRITTEN, "it was made");
    } catch (TopicExistsException e) {
      // made a moment ago, and the broker that was asked had not heard of it
      turn(topic, Status.WRITTEN, "it was made by another");
    } catch (RuntimeException e) {
      turn(topic, Status.MISSING, "it is not there and cannot be made: " + e.getMessage());
      forget(topic, false);
    } catch (TimeoutException e) {
      turn(topic, Status.MISSING, "it is not there and the broker did not make it in time");
      forget(topic, false);
    }
  }

  /** Without an answer what was known stands; of a topic never heard of the best is believed. */
  private void believe(String topic) {
    if (statusOf(topic) == Status.UNKNOWN) {
      turn(topic, Status.WRITTEN, "the broker does not answer");
    }
  }

  private void turn(String topic, Status now, String why) {
    long at = clock.millis();
    whys.put(topic, why);
    Status before = statuses.put(topic, now);
    if (before != now) {
      turns.add(new Turn(topic, now, written.getOrDefault(topic, at), at, why));
    }
    if (now == Status.WRITTEN) {
      written.put(topic, at);
    }
  }

  /** The answer; what the broker refuses is thrown as Kafka throws it. */
  private static <T> T get(KafkaFuture<T> answer) throws InterruptedException, TimeoutException {
    try {
      return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException refusal) {
        throw refusal;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
