// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.apache.flink.api.common.JobID;

/** How far a running job is in event time, as Flink's REST interface tells. */
final class JobProgress {
  private static final Set<String> STARTED = Set.of("RUNNING", "FINISHED");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final URI jobUri;

  JobProgress(URI web, JobID job) {
    this.jobUri = URI.create(web + "/jobs/" + job);
  }

  /** Whether every task runs. */
  boolean isRunning() throws IOException {
    JsonNode job = get(jobUri);
    if (!job.path("state").asText().equals("RUNNING")) {
      return false;
    }
    for (JsonNode vertex : job.path("vertices")) {
      // what only speaks at the start has finished soon after
      if (!STARTED.contains(vertex.path("status").asText())) {
        return false;
      }
    }
    return true;
  }

  /**
   * The least watermark of all tasks that have one; {@link Long#MIN_VALUE} as long as one has not
   * seen any.
   */
  long watermark() throws IOException {
    long least = Long.MAX_VALUE;
    for (String vertex : vertices()) {
      for (JsonNode watermark : get(URI.create(jobUri + "/vertices/" + vertex + "/watermarks"))) {
        least = Math.min(least, watermark.path("value").asLong(Long.MIN_VALUE));
      }
    }
    return least;
  }

  /** How far the source of a replay has come; empty as long as it does not say. */
  Optional<ReplayProgress> replay() throws IOException {
    for (String vertex : vertices()) {
      String metrics = jobUri + "/vertices/" + vertex + "/metrics";
      Map<String, String> names = new LinkedHashMap<>(); // by the end, which is ours
      for (JsonNode metric : get(URI.create(metrics))) {
        String id = metric.path("id").asText();
        names.put(id.substring(id.lastIndexOf('.') + 1), id);
      }
      if (names.keySet().containsAll(ReplayProgress.GAUGES)) {
        String wanted =
            ReplayProgress.GAUGES.stream()
                .map(gauge -> URLEncoder.encode(names.get(gauge), StandardCharsets.UTF_8))
                .collect(Collectors.joining(","));
        Map<String, Long> values = new HashMap<>();
        for (JsonNode metric : get(URI.create(metrics + "?get=" + wanted))) {
          String id = metric.path("id").asText();
          values.put(id.substring(id.lastIndexOf('.') + 1), metric.path("value").asLong());
        }
        return ReplayProgress.of(values);
      }
    }
    return Optional.empty();
  }

  /**
   * What every subtask says in gauges, by how their names end; without those that none has.
   *
   * @param endings with a dot in front
   */
  Map<String, List<String>> texts(Set<String> endings) throws IOException {
    Map<String, List<String>> texts = new HashMap<>();
    for (String vertex : vertices()) {
      String metrics = jobUri + "/vertices/" + vertex + "/metrics";
      StringJoiner wanted = new StringJoiner(",");
      for (JsonNode metric : get(URI.create(metrics))) {
        String id = metric.path("id").asText();
        if (endings.stream().anyMatch(id::endsWith)) {
          wanted.add(URLEncoder.encode(id, StandardCharsets.UTF_8));
        }
      }
      if (wanted.length() > 0) {
        for (JsonNode metric : get(URI.create(metrics + "?get=" + wanted))) {
          String id = metric.path("id").asText();
          endings.stream()
              .filter(id::endsWith)
              .forEach(
                  ending ->
                      texts
                          .computeIfAbsent(ending, name -> new ArrayList<>())
                          .add(metric.path("value").asText()));
        }
      }
    }
    return texts;
  }

  private List<String> vertices() throws IOException {
    List<String> ids = new ArrayList<>();
    get(jobUri).path("vertices").forEach(vertex -> ids.add(vertex.path("id").asText()));
    return ids;
  }

  private JsonNode get(URI uri) throws IOException {
    try {
      HttpResponse<String> response =
          client.send(
              HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build(),
              HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IOException("Flink answers " + response.statusCode() + " to " + uri.getPath());
      }
      return JSON.readTree(response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while asking Flink", e);
    }
  }
}
