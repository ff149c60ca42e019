// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * All that a job has said so far, as a reader keeps it who drops repeats by the CloudEvents id. The
 * prefix of its topics is left out wherever a line names one.
 *
 * @param byTopic lines by topic and id
 * @param repeated topics in which something was said again
 * @param contradictions ids that were used for two different lines
 */
record Outputs(
    SortedMap<String, Map<String, String>> byTopic,
    Set<String> repeated,
    List<String> contradictions) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> INPUTS =
      Set.of(
          "telemetry", "failure-reports", "topology-changes", "patterns", "controls", "advisories");

  static Outputs of(Topics topics) throws Exception {
    Outputs outputs = new Outputs(new TreeMap<>(), new TreeSet<>(), new ArrayList<>());
    Set<String> names = topics.names();
    names.removeAll(INPUTS);
    topics
        .read(names)
        .forEach(
            (topic, records) -> {
              for (ConsumerRecord<String, String> record : records) {
                String line = record.value().replace(topics.kafka().prefix(), "");
                outputs.take(topic, header(record, "ce_id"), line);
              }
            });
    return outputs;
  }

  static String header(ConsumerRecord<String, String> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), UTF_8);
  }

  /** Those that have records. */
  Set<String> topics() {
    return byTopic.keySet();
  }

  List<String> lines(String topic) {
    return List.copyOf(byTopic.getOrDefault(topic, Map.of()).values());
  }

  List<JsonNode> nodes(String topic) {
    return lines(topic).stream().map(Outputs::parse).toList();
  }

  /** What was said last of the records of each input: the line that counts most. */
  Map<String, JsonNode> lastBooks() {
    Map<String, JsonNode> last = new TreeMap<>();
    for (JsonNode books : nodes("books")) {
      last.merge(
          books.path("input").asText(),
          books,
          (one, other) -> one.path("in").asLong() > other.path("in").asLong() ? one : other);
    }
    return last;
  }

  /** Lines with that value in that field. */
  List<JsonNode> find(String topic, String field, String value) {
    return nodes(topic).stream().filter(line -> line.path(field).asText().equals(value)).toList();
  }

  /** Every revision of every warning, by id and revision. */
  Map<String, JsonNode> warnings() {
    Map<String, JsonNode> warnings = new TreeMap<>();
    for (JsonNode warning : nodes("warnings")) {
      warnings.put(warning.path("id").asText() + "/" + warning.path("revision").asInt(), warning);
    }
    return warnings;
  }

  static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Expected JSON, but found " + line, e);
    }
  }

  private void take(String topic, String id, String line) {
    String before = byTopic.computeIfAbsent(topic, name -> new TreeMap<>()).putIfAbsent(id, line);
    if (before != null) {
      repeated.add(topic);
      if (!before.equals(line)) {
        contradictions.add(topic + " " + id + ": " + before + " but " + line);
      }
    }
  }
}
