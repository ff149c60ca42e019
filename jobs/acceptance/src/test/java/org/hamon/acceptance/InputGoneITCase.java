// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.Uuid;
import org.hamon.local.EmbeddedKafka;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever sits before a job that hears nothing is told why, whatever is gone. */
class InputGoneITCase {

  private static final List<String> INPUTS =
      List.of("failure-reports", "controls", "topology-changes", "advisories", "patterns");

  @TempDir private Path folder;

  private Ground ground;
  private EmbeddedKafka kafka;
  private Admin admin;
  private Topics topics;

  @BeforeEach
  void begin() throws Exception {
    ground = Ground.in(Story.writeTopology(folder));
    kafka = EmbeddedKafka.start();
    admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    topics = Topics.create(kafka.bootstrapServers(), "hamon.", ground.graph().sectors(), 1);
  }

  @AfterEach
  void end() throws Exception {
    topics.close();
    admin.close();
    kafka.close();
  }

  @Test
  void eachInputThatIsDeletedIsSaid_andThatItIsThereAgain() throws Exception {
    try (RunProcess run = start()) {
      for (String input : INPUTS) {
        delete(input);
      }
      for (String input : INPUTS) {
        run.awaitSaid("topic hamon." + input + " is gone since ");
        run.awaitThat(
            "feed-health says it of " + input,
            () -> healthOf(input).stream().anyMatch(line -> line.contains("no such topic")));
      }
      assertThat(run.said()).doesNotContain("topic hamon.telemetry").doesNotContain("no Kafka");

      for (String input : INPUTS) {
        make(input);
      }
      for (String input : INPUTS) {
        run.awaitSaid("topic hamon." + input + " is there again, and is read from its beginning.");
      }
      for (String input : INPUTS) {
        long said = run.said().lines().filter(line -> line.contains(input + " is gone")).count();
        assertThat(said).as(input).isOne();
      }
    }
  }

  @Test
  void namesOfTopicsAreToldAgainWhenTheirOwnTopicWasMadeAnew() throws Exception {
    try (RunProcess run = start()) {
      run.awaitThat("all names are told", () -> names().contains("warnings-ict"));
      Set<String> before = names();
      Uuid deleted = id("topics");
      delete("topics");
      run.awaitThat(
          "there is another topic", () -> exists("topics") && !id("topics").equals(deleted));

      run.awaitThat("all names are told", () -> names().containsAll(before));
      assertThat(run.said()).doesNotContain("the job has stopped");
    }
  }

  @Test
  void brokerThatIsAwayIsSaidOnce_andOnceThatItIsBack() throws Exception {
    try (RunProcess run = start()) {
      kafka.stop();
      run.awaitSaid("no Kafka broker answers at " + kafka.bootstrapServers() + " since ");
      kafka.startAgain();
      run.awaitSaid("Kafka brokers answer again, after ");

      assertThat(run.said().lines().filter(line -> line.contains("no Kafka broker"))).hasSize(1);
      assertThat(run.said()).doesNotContain(" is gone ").doesNotContain(" is out of reach");
    }
  }

  private RunProcess start() throws Exception {
    Map<String, String> settings = new TreeMap<>();
    settings.put("brokers", kafka.bootstrapServers());
    settings.put("topology", ground.file().toString());
    settings.put("patterns", Path.of("../../patterns/catalogue").toAbsolutePath().toString());
    settings.put("checkpoints", "{interval: 1s}");
    settings.put("time", "records");
    settings.put("idleness", Duration.ofHours(1).toString());
    settings.put("start", Instant.parse("2018-09-05T18:00:00Z").toString());
    settings.put("port", "0");
    return RunProcess.start(folder.resolve("run"), settings).awaitRunning();
  }

  private List<String> healthOf(String input) {
    return topics.read("feed-health").stream()
        .filter(line -> input.equals(line.key()))
        .map(ConsumerRecord::value)
        .toList();
  }

  private Set<String> names() throws Exception {
    return exists("topics")
        ? topics.read("topics").stream().map(ConsumerRecord::key).collect(Collectors.toSet())
        : Set.of();
  }

  private void delete(String topic) throws Exception {
    admin.deleteTopics(List.of("hamon." + topic)).all().get();
  }

  private void make(String topic) throws Exception {
    admin.createTopics(List.of(new NewTopic("hamon." + topic, 1, (short) 1))).all().get();
  }

  private boolean exists(String topic) throws Exception {
    return topics.names().contains(topic);
  }

  private Uuid id(String topic) throws Exception {
    return admin.listTopics().listings().get().stream()
        .filter(one -> one.name().equals("hamon." + topic))
        .map(one -> one.topicId())
        .findAny()
        .orElse(Uuid.ZERO_UUID);
  }
}
