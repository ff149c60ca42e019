// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Test;

class EmbeddedFlinkITCase {

  @Test
  void exampleUsage() throws Exception {
    try (EmbeddedFlink flink = EmbeddedFlink.start(EmbeddedFlink.Options.of(2))) {
      // given
      StreamExecutionEnvironment env = flink.environment(2);
      env.fromSequence(1, 100)
          .uid("numbers")
          .keyBy(number -> number % 7)
          .reduce(Long::sum)
          .uid("sums")
          .sinkTo(new DiscardingSink<>())
          .uid("nowhere");

      // when
      JobID job = flink.submit(env, "sums");
      JobResult result = flink.result(job).get(60, TimeUnit.SECONDS);

      // then
      assertThat(result.isSuccess()).isTrue();
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(flink.web() + "/jobs/overview")).build(),
                  HttpResponse.BodyHandlers.ofString());
      assertThat(answer.body()).contains("sums").contains("FINISHED");
    }
  }

  @Test
  void takesTheNextPortIfTheWantedOneIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        EmbeddedFlink flink =
            EmbeddedFlink.start(EmbeddedFlink.Options.of(1).withWebPort(taken.getLocalPort()))) {
      assertThat(flink.web().getPort()).isGreaterThan(taken.getLocalPort());
    }
  }
}
