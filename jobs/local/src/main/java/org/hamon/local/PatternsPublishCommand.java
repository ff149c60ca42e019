// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.hamon.correlation.decode.Input;
import org.hamon.patterns.language.Pattern;
import org.hamon.patterns.language.PatternReader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Hands patterns to a job that runs, or takes them from it. */
@Command(
    name = "publish",
    description = {
      "Hands patterns to a running job through its topic. A version that differs in texts alone"
          + " goes on with the matches that are open; of any other the open matches of the old"
          + " version may complete. Everything is checked before anything is sent.",
      "With --remove, withdraws patterns by id; their open matches end."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the broker has taken all of it",
      "2:a path cannot be read, a pattern has an error, or no broker answers"
    })
final class PatternsPublishCommand implements Callable<Integer> {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final int PATIENCE_SECONDS = 20;

  private final Console console;

  @Parameters(paramLabel = "PATH", arity = "0..*", description = "YAML files, or folders of them.")
  private List<Path> paths = new ArrayList<>();

  @Option(
      names = "--remove",
      paramLabel = "ID",
      description = "Withdraw the pattern of that id; may be given several times.")
  private List<String> removed = new ArrayList<>();

  @Option(
      names = "--kafka",
      paramLabel = "BROKERS",
      required = true,
      description = "Host and port of brokers of the job, separated by commas.")
  @SuppressWarnings("NullAway.Init") // required
  private String brokers;

  @Mixin private TopicOptions options = new TopicOptions();

  @Option(
      names = "--valid-from",
      paramLabel = "TIME",
      description =
          "From when it holds, in event time; on arrival if that is later (default: now).")
  private @Nullable OffsetDateTime validFrom;

  @Option(names = "--json", description = "Print one JSON object instead of lines.")
  private boolean json;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  PatternsPublishCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    if (paths.isEmpty() && removed.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "Expected files or folders of patterns to publish, or --remove ID, but there is neither");
    }
    List<PatternReader.Result> files = paths.isEmpty() ? List.of() : PatternsCommand.read(paths);
    FindingReport.refuseErrors(files.stream().flatMap(f -> f.findings().stream()).toList());
    Instant from = validFrom == null ? Instant.now() : validFrom.toInstant();
    Map<String, ObjectNode> records = new LinkedHashMap<>();
    List<String> told = new ArrayList<>();
    for (Path path : paths) {
      for (Path file : PatternReader.files(path)) {
        Pattern pattern = PatternReader.read(file).pattern().orElseThrow();
        ObjectNode record = record("upsert", from, YAML.readTree(file.toFile()));
        if (records.put(pattern.id(), record) != null) {
          throw new UnusableInput(
              "hamon: "
                  + file
                  + ": expected one pattern of each id, but '"
                  + pattern.id()
                  + "' is in another file too.");
        }
        told.add(pattern.idAndVersion());
      }
    }
    for (String id : removed) {
      if (records.containsKey(id)) {
        throw new UnusableInput(
            "hamon: expected to publish '" + id + "' or to remove it, but was asked for both.");
      }
      records.put(id, record("remove", from, JsonNodeFactory.instance.objectNode().put("id", id)));
    }
    try (JobTopics topics = new JobTopics(brokers, options.prefix(), options.properties())) {
      topics.require();
    }
    send(records);
    tell(told, from);
    return Hamon.DONE;
  }

  private static ObjectNode record(String op, Instant validFrom, JsonNode pattern) {
    ObjectNode record = JsonNodeFactory.instance.objectNode();
    record.put("validFrom", validFrom.toString());
    record.put("op", op);
    if (pattern instanceof ObjectNode definition) {
      definition.remove("tests"); // the job does not run them
    }
    record.set("pattern", pattern);
    return record;
  }

  private void send(Map<String, ObjectNode> records) throws IOException {
    Map<String, Object> settings = new LinkedHashMap<>(options.properties());
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 1_000 * PATIENCE_SECONDS);
    String topic = options.prefix() + Input.PATTERNS.topic();
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      for (Map.Entry<String, ObjectNode> record : records.entrySet()) {
        producer
            .send(new ProducerRecord<>(topic, record.getKey(), record.getValue().toString()))
            .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while publishing", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException(
          "the broker did not take a pattern: "
              + (e.getCause() == null ? e : e.getCause()).getMessage(),
          e);
    }
  }

  private void tell(List<String> published, Instant from) {
    if (json) {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      ArrayNode all = node.putArray("published");
      published.forEach(all::add);
      ArrayNode gone = node.putArray("removed");
      removed.forEach(gone::add);
      node.put("validFrom", from.toString());
      console.line(node.toString());
      return;
    }
    published.forEach(pattern -> console.line("published " + pattern));
    removed.forEach(id -> console.line("removed " + id));
    console.line(
        "In force from "
            + from
            + " on in event time, or when the job reads it if that is later. What the job cannot use it"
            + " puts on the topic "
            + options.prefix()
            + "dead-letters.");
  }
}
