// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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

  /** Records that the sources have handed on so far, about. */
  long recordsRead() throws IOException {
    long read = 0;
    for (JsonNode vertex : get(jobUri).path("vertices")) {
      if (vertex.path("metrics").path("read-records").asLong() == 0) {
        read += vertex.path("metrics").path("write-records").asLong();
      }
    }
    return read;
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
