// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.recovery;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.hamon.topology.Topology;

/**
 * What a checkpoint goes with: offsets mean something in one Kafka cluster and in topics of one
 * prefix only, and what is remembered of assets goes with the topology that the job began with.
 *
 * @param kafka id of the cluster, as its brokers say; empty if they say none
 * @param topology id and version, for people
 * @param facts hash of all that the topology says
 */
public record Identity(String prefix, String group, String kafka, String topology, String facts) {

  private static final Pattern PLAIN = Pattern.compile("[a-zA-Z0-9._-]{1,100}");

  public Identity {
    requireNonNull(prefix, "prefix");
    requireNonNull(group, "group");
    requireNonNull(kafka, "kafka");
    requireNonNull(topology, "topology");
    requireNonNull(facts, "facts");
  }

  /** Of a job that has that topology. */
  public static Identity of(String prefix, String group, String kafka, Topology topology) {
    return new Identity(
        prefix,
        group,
        kafka,
        topology.id() + "@" + topology.version(),
        hash(topology.toString()).substring(0, 32));
  }

  /** Name of the job's folder: readable where prefix and group are plain. */
  String folder() {
    return PLAIN.matcher(prefix).matches() && PLAIN.matcher(group).matches()
        ? group + "@" + prefix
        : "job@" + hash(prefix.length() + ":" + prefix + group).substring(0, 20);
  }

  /** Why checkpoints of that one are not for this; empty if they are. */
  List<String> differencesFrom(Identity other) {
    List<String> differences = new ArrayList<>();
    if (!prefix.equals(other.prefix) || !group.equals(other.group)) {
      differences.add(
          "prefix '%s' and group '%s' instead of '%s' and '%s'"
              .formatted(prefix, group, other.prefix, other.group));
    }
    if (!kafka.equals(other.kafka)) {
      differences.add(
          "the Kafka cluster '%s' instead of '%s', and offsets of one mean nothing in the other"
              .formatted(kafka, other.kafka));
    }
    if (!facts.equals(other.facts)) {
      differences.add(
          topology.equals(other.topology)
              ? "the topology '%s', which says something else now".formatted(topology)
              : "the topology '%s' instead of '%s'".formatted(topology, other.topology));
    }
    return differences;
  }

  static Identity of(JsonNode node) {
    return new Identity(
        node.path("prefix").asText(),
        node.path("group").asText(),
        node.path("kafka").asText(),
        node.path("topology").asText(),
        node.path("facts").asText());
  }

  void writeTo(ObjectNode node) {
    node.put("prefix", prefix);
    node.put("group", group);
    node.put("kafka", kafka);
    node.put("topology", topology);
    node.put("facts", facts);
  }

  private static String hash(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Expected SHA-256, which every Java has", e);
    }
  }
}
