// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.hamon.correlation.CorrelationPipeline;
import org.hamon.correlation.JobSettings;
import org.hamon.correlation.Outlet;
import org.hamon.local.EmbeddedFlink;
import org.hamon.replay.History;
import org.hamon.replay.ReplayFeeds;
import org.hamon.replay.SortedFileSink;

/** The output files of one replay by the whole job. */
record Replayed(Map<String, String> files) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Replays a folder between two times. */
  static Replayed of(
      EmbeddedFlink flink,
      Ground ground,
      Path inputs,
      Path out,
      Instant from,
      Instant until,
      int parallelism)
      throws Exception {
    History history =
        History.in(
            inputs, OptionalLong.of(from.toEpochMilli()), OptionalLong.of(until.toEpochMilli()));
    JobSettings settings = ground.settings("replayed", from.toEpochMilli());
    StreamExecutionEnvironment env = flink.environment(parallelism);
    CorrelationPipeline.define(
            env,
            new ReplayFeeds(history, settings.bound(), settings.start()),
            Outlet.of(new SortedFileSink(out)),
            settings)
        .setParallelism(1);
    flink
        .result(flink.submit(env, "replayed"))
        .get(5, TimeUnit.MINUTES)
        .toJobExecutionResult(Replayed.class.getClassLoader());
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(out)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(out.relativize(file).toString(), Files.readString(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Replayed(files);
  }

  String text(String stream) {
    return files.getOrDefault(stream + ".jsonl", "");
  }

  List<JsonNode> lines(String stream) {
    return parsed(text(stream));
  }

  /** Each line is JSON. */
  static List<JsonNode> parsed(String lines) {
    return lines.lines().map(Replayed::node).toList();
  }

  /** The files of the actual lane, or of another. */
  Map<String, String> ofLane(String prefix) {
    Map<String, String> own = new TreeMap<>();
    files.forEach(
        (name, text) -> {
          // the names of all lanes stand in topics.jsonl, and in it alone
          boolean other =
              name.startsWith("exercise-")
                  || name.startsWith("test-")
                  || name.equals("topics.jsonl");
          if ((prefix.isEmpty() ? !other : name.startsWith(prefix)) && !text.isEmpty()) {
            own.put(name, text);
          }
        });
    return own;
  }

  private static JsonNode node(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
