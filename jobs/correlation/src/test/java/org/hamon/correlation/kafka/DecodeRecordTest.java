// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.util.InstantiationUtil;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.hamon.correlation.decode.Decoded;
import org.hamon.correlation.decode.Input;
import org.hamon.correlation.decode.Origin;
import org.hamon.correlation.decode.Reason;
import org.junit.jupiter.api.Test;

class DecodeRecordTest {

  private static final Clock NOON =
      Clock.fixed(Instant.parse("2018-09-05T12:00:00Z"), ZoneOffset.UTC);

  @Test
  void exampleUsage() throws Exception {
    Decoded reading =
        decode(
            "hamon.telemetry",
            "{\"asset\":\"a\",\"metric\":\"m\",\"value\":1,\"time\":\"2018-09-05T12:00:00Z\"}");

    assertThat(reading.input()).isEqualTo(Input.TELEMETRY);
    assertThat(reading.asset()).isEqualTo("a");
    assertThat(reading.origin()).isEqualTo(new Origin("hamon.telemetry", 2, 9));
  }

  @Test
  void topicTellsTheInput() throws Exception {
    assertThat(decode("hamon.failure-reports", "{}").input()).isEqualTo(Input.FAILURE_REPORTS);
    assertThat(decode("hamon.topology-changes", "{}").input()).isEqualTo(Input.TOPOLOGY_CHANGES);
  }

  @Test
  void recordWithoutValueIsADeadLetter() throws Exception {
    Decoded dead = decode("hamon.failure-reports", null);

    assertThat(dead.reason()).isEqualTo(Reason.NO_VALUE);
    assertThat(dead.detail()).isEqualTo("the value is missing");
    assertThat(dead.origin()).isEqualTo(new Origin("hamon.failure-reports", 2, 9));
    assertThat(decode("hamon.telemetry", "").reason()).isEqualTo(Reason.NOT_JSON);
  }

  @Test
  void recordFromTheFutureIsADeadLetter() throws Exception {
    Decoded dead =
        decode(
            "hamon.telemetry",
            "{\"asset\":\"a\",\"metric\":\"m\",\"value\":1,\"time\":\"2018-09-05T13:00:01Z\"}");

    assertThat(dead.reason()).isEqualTo(Reason.TIME_IN_FUTURE);
  }

  @Test
  void readerAndProbeParseAtTheSameTime() throws Exception {
    DecodeRecord reader = new DecodeRecord("hamon.", NOON);
    reader.open();
    DecodeRecord probe = reader.forAnotherThread();

    CompletableFuture<Set<String>> probed = CompletableFuture.supplyAsync(() -> parseMany(probe));

    assertThat(parseMany(reader)).isEqualTo(Set.of("a m null"));
    assertThat(probed.join()).isEqualTo(Set.of("a m null"));
  }

  private static Set<String> parseMany(DecodeRecord decode) {
    String json =
        "{\"asset\":\"a\",\"metric\":\"m\",\"value\":1,\"time\":\"2018-09-05T12:00:00Z\"}";
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>("hamon.telemetry", 2, 9, null, json.getBytes(UTF_8));
    Set<String> said = new HashSet<>();
    for (int i = 0; i < 100_000; i++) {
      Decoded parsed = decode.parse(record);
      said.add(parsed.asset() + " " + parsed.metric() + " " + parsed.reason());
    }
    return said;
  }

  private static Decoded decode(String topic, String value) throws Exception {
    DecodeRecord records = InstantiationUtil.clone(new DecodeRecord("hamon.", NOON));
    records.open(null);
    List<Decoded> out = new ArrayList<>();
    records.deserialize(
        new ConsumerRecord<>(topic, 2, 9, null, value == null ? null : value.getBytes(UTF_8)),
        new ListCollector<>(out));
    assertThat(out).hasSize(1);
    return out.get(0);
  }
}
