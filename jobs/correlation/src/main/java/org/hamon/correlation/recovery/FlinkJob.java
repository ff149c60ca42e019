// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.recovery;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a job fares, as Flink's REST interface tells. */
public final class FlinkJob {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final URI uri;

  /**
   * A failure of the job.
   *
   * @param at epoch milliseconds
   * @param why the innermost cause, in a line
   * @param trace as Flink tells it
   */
  public record Failure(long at, String why, String trace) {
    public Failure {
      requireNonNull(why, "why");
      requireNonNull(trace, "trace");
    }
  }

  /**
   * A checkpoint that is complete.
   *
   * @param takenAt epoch milliseconds at which it was begun
   * @param path of its folder
   */
  public record Taken(long id, long takenAt, String path) {
    public Taken {
      requireNonNull(path, "path");
    }
  }

  /**
   * The checkpoints of the job since it was started.
   *
   * @param completed how many
   * @param failed how many
   * @param newest that is complete; null: none
   * @param restored from which the job goes on; null: it began without
   * @param whyFailed what Flink says of the last that failed; null: none did
   */
  public record Checkpoints(
      long completed,
      long failed,
      @Nullable Taken newest,
      @Nullable Taken restored,
      @Nullable String whyFailed) {}

  /**
   * @param web root of the REST interface
   * @param job id
   */
  public FlinkJob(URI web, String job) {
    this.uri = URI.create(web + "/jobs/" + job);
  }

  /** The state of it, in Flink's word. */
  public String state() throws IOException {
    return get("").path("state").asText();
  }

  /** Why it failed the last time; empty if it never did. */
  public Optional<Failure> lastFailure() throws IOException {
    JsonNode last = get("/exceptions").path("exceptionHistory").path("entries").path(0);
    String trace = last.path("stacktrace").asText();
    return trace.isBlank()
        ? Optional.empty()
        : Optional.of(
            new Failure(
                last.path("timestamp").asLong(), String.join("; ", RootCause.of(trace)), trace));
  }

  /** What became of its checkpoints. */
  public Checkpoints checkpoints() throws IOException {
    JsonNode all = get("/checkpoints");
    JsonNode latest = all.path("latest");
    return new Checkpoints(
        all.path("counts").path("completed").asLong(),
        all.path("counts").path("failed").asLong(),
        taken(latest.path("completed"), "trigger_timestamp"),
        taken(latest.path("restored"), "restore_timestamp"),
        latest.path("failed").path("failure_message").asText(null));
  }

  private static @Nullable Taken taken(JsonNode node, String time) {
    return node.path("external_path").isTextual()
        ? new Taken(
            node.path("id").asLong(), node.path(time).asLong(), node.path("external_path").asText())
        : null;
  }

  private JsonNode get(String what) throws IOException {
    try {
      HttpResponse<String> response =
          client.send(
              HttpRequest.newBuilder(URI.create(uri + what))
                  .timeout(Duration.ofSeconds(10))
                  .build(),
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
