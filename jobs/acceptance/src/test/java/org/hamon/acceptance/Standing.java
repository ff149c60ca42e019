// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.apache.flink.api.common.JobID;

/**
 * Where a job stands: the event time of each of its operators and how many records it has taken, as
 * Flink's own page tells. To see whether anything still moves, and to say what does not.
 */
final class Standing {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI job;

  Standing(URI web, JobID job) {
    this.job = URI.create(web + "/jobs/" + job);
  }

  /** A line for each operator, by name. */
  String lines() throws Exception {
    TreeMap<String, String> lines = new TreeMap<>();
    for (JsonNode operator : get("").path("vertices")) {
      JsonNode metrics = operator.path("metrics");
      lines.put(
          operator.path("name").asText(),
          "time %s, %s records in, %s out"
              .formatted(
                  times(operator.path("id").asText()),
                  metrics.path("read-records").asText(),
                  metrics.path("write-records").asText()));
    }
    StringJoiner text = new StringJoiner("\n");
    lines.forEach((name, line) -> text.add(name + ": " + line));
    return text.toString();
  }

  /** Of each subtask. */
  private String times(String operator) throws Exception {
    StringJoiner times = new StringJoiner(" and ").setEmptyValue("unknown");
    for (JsonNode subtask : get("/vertices/" + operator + "/watermarks")) {
      times.add(Instant.ofEpochMilli(subtask.path("value").asLong()).toString());
    }
    return times.toString();
  }

  private JsonNode get(String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(job + path)).build();
    return JSON.readTree(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
  }
}
