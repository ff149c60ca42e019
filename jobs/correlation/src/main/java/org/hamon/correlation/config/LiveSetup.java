// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.config;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.hamon.correlation.CorrelationPipeline;
import org.hamon.correlation.JobSettings;
import org.hamon.correlation.kafka.BrokerPorts;
import org.hamon.correlation.kafka.KafkaFeeds;
import org.hamon.correlation.kafka.KafkaOutputs;
import org.hamon.correlation.kafka.KafkaTopics;
import org.hamon.correlation.recovery.Identity;
import org.hamon.correlation.recovery.JobParameters;
import org.hamon.correlation.warn.Warn;
import org.hamon.topology.Topology;
import org.jspecify.annotations.Nullable;

/**
 * A live job that is ready to be started: its configuration, and the topology and the patterns that
 * it names, all found to be right. The same on a cluster and in a process of one's own.
 */
public record LiveSetup(RunConfig config, Knowledge knowledge) {

  public LiveSetup {
    requireNonNull(config, "config");
    requireNonNull(knowledge, "knowledge");
  }

  /**
   * Reads everything.
   *
   * @param file see {@link RunConfig#read}
   * @param overrides see {@link RunConfig#read}
   * @throws InvalidConfigException with all that is wrong with any of it
   */
  public static LiveSetup read(@Nullable Path file, Map<String, String> overrides) {
    List<String> wrong = new ArrayList<>();
    RunConfig config = ConfigReader.read(file, overrides, wrong);
    Optional<Knowledge> knowledge = Knowledge.read(config.topology(), config.patterns(), wrong);
    if (!wrong.isEmpty()) {
      throw new InvalidConfigException(wrong);
    }
    return new LiveSetup(config, knowledge.orElseThrow());
  }

  /** The base topology. */
  public Topology topology() {
    return knowledge.topology();
  }

  /**
   * Creates the topics that are missing, if they are to be.
   *
   * @return names of those that were created
   */
  public List<String> createTopics() throws InterruptedException {
    RunConfig.NewTopics topics = config.topics();
    return topics.create()
        ? KafkaTopics.create(
            config.kafka(),
            Warn.names(topology().allSectors(), topology().sharing()),
            topics.partitions(),
            topics.replication())
        : List.of();
  }

  /**
   * What the job's checkpoints go with.
   *
   * @throws InvalidConfigException if no broker answers
   */
  public Identity identity() throws InterruptedException {
    Optional<String> nobody = BrokerPorts.whyNobodyListens(config.kafka());
    if (nobody.isPresent()) {
      throw unreachable(
          "nobody listens there: " + nobody.get() + ". Is it up, and is 'brokers' right?");
    }
    try {
      return Identity.of(
          config.kafka().prefix(), config.group(), KafkaTopics.cluster(config.kafka()), topology());
    } catch (TimeoutException e) {
      throw unreachable("none answers. Is it up, and is 'brokers' right?");
    } catch (KafkaException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw unreachable(cause.getMessage() + ". Mend 'brokers' or 'properties'.");
    }
  }

  private InvalidConfigException unreachable(String why) {
    return new InvalidConfigException(
        List.of("Expected a Kafka broker at " + config.kafka().brokers() + ", but " + why));
  }

  /**
   * Adds the job to the environment. The topology is read once more by each process of the cluster,
   * so its path must be the same there.
   *
   * @param clock of the machine
   */
  public void define(StreamExecutionEnvironment env, Clock clock) {
    Instant start = config.start() == null ? clock.instant() : config.start();
    JobSettings settings =
        knowledge
            .settings(start.toEpochMilli())
            .with(config.time().bound(), config.lanes())
            .with(config.replaced());
    JobParameters.tell(
        env,
        Map.of(JobParameters.PREFIX, config.kafka().prefix(), JobParameters.GROUP, config.group()));
    CorrelationPipeline.define(
        env,
        new KafkaFeeds(config.kafka(), config.group(), config.time(), clock),
        new KafkaOutputs(
            config.kafka(),
            config.delivery(),
            config.topics().create(),
            config.group(),
            settings.names(),
            clock),
        settings);
  }
}
