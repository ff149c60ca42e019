// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hamon.correlation.recovery.RootCause;
import org.jspecify.annotations.Nullable;

/** What a Flink elsewhere can be asked for over REST: to take a jar and to run it. */
final class FlinkRest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TO_ANSWER = Duration.ofMinutes(3);
  private static final Set<String> ENDED = Set.of("FAILED", "CANCELED", "FINISHED");
  private static final String BOUNDARY = "hamon-cluster-jar";

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final URI web;

  FlinkRest(URI web) {
    this.web = web;
  }

  URI web() {
    return web;
  }

  /** Ids of the jobs that have not ended. */
  List<String> jobs() throws IOException {
    List<String> ids = new ArrayList<>();
    for (JsonNode job : send(request("/jobs/overview").GET()).path("jobs")) {
      if (!ENDED.contains(job.path("state").asText())) {
        ids.add(job.path("jid").asText());
      }
    }
    return ids;
  }

  /** What a job tells of itself; empty if it tells nothing. */
  Map<String, String> parameters(String job) throws IOException {
    Map<String, String> parameters = new HashMap<>();
    JsonNode config = send(request("/jobs/" + job + "/config").GET());
    config
        .path("execution-config")
        .path("user-config")
        .properties()
        .forEach(each -> parameters.put(each.getKey(), each.getValue().asText()));
    return parameters;
  }

  /**
   * Hands a jar over.
   *
   * @return the id of it there
   */
  String upload(Path jar) throws IOException {
    String head =
        "--%s\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\"%s\"\r\nContent-Type: application/java-archive\r\n\r\n"
            .formatted(BOUNDARY, jar.getFileName());
    BodyPublisher form =
        BodyPublishers.concat(
            BodyPublishers.ofString(head),
            BodyPublishers.ofFile(jar),
            BodyPublishers.ofString("\r\n--" + BOUNDARY + "--\r\n"));
    JsonNode answer =
        send(
            request("/jars/upload")
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(form));
    String file = answer.path("filename").asText();
    return file.substring(file.lastIndexOf('/') + 1);
  }

  /**
   * Runs the main class of a jar, in the job manager.
   *
   * @param restore a checkpoint or savepoint to go on from, or null
   * @return the job's id
   */
  String run(String jar, List<String> arguments, @Nullable String restore) throws IOException {
    ObjectNode body = JSON.createObjectNode();
    arguments.forEach(body.putArray("programArgsList")::add);
    if (restore != null) {
      body.put("savepointPath", restore);
    }
    return send(request("/jars/" + jar + "/run")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString())))
        .path("jobid")
        .asText();
  }

  void delete(String jar) throws IOException {
    send(request("/jars/" + jar).DELETE());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(web + path)).timeout(TO_ANSWER);
  }

  private JsonNode send(HttpRequest.Builder request) throws IOException {
    HttpResponse<String> response;
    try {
      response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while asking Flink", e);
    } catch (HttpTimeoutException e) {
      throw new UnusableInput("hamon: --target: expected " + web + " to answer, but it is silent.");
    } catch (IOException e) {
      throw new UnusableInput(
          "hamon: --target: expected a Flink at "
              + web
              + ", but nobody answers there. Is it up, and is this its REST port?");
    }
    JsonNode answer = tree(response.body());
    if (response.statusCode() >= 300) {
      throw new UnusableInput(refusal(answer, response.statusCode()));
    }
    return answer;
  }

  private List<String> refusal(JsonNode answer, int status) {
    JsonNode errors = answer.path("errors");
    return errors.isEmpty()
        ? List.of("hamon: --target: " + web + " answers " + status + ". Is it a Flink?")
        : RootCause.of(errors.path(errors.size() - 1).asText());
  }

  private static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      return JSON.missingNode();
    }
  }
}
