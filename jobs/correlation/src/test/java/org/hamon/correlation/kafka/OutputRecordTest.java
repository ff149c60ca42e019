// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.hamon.correlation.Output;
import org.junit.jupiter.api.Test;

class OutputRecordTest {

  private static final long TIME = Instant.parse("2018-09-05T18:25:04Z").toEpochMilli();

  private final OutputRecord records = new OutputRecord("hamon.");

  @Test
  void exampleUsage() {
    ProducerRecord<byte[], byte[]> record =
        records.serialize(output("actual", 2, "{\"id\":\"w-1\"}"), null, TIME);

    assertThat(record.topic()).isEqualTo("hamon.warnings-ict");
    assertThat(new String(record.key(), UTF_8)).isEqualTo("w-1");
    assertThat(new String(record.value(), UTF_8)).isEqualTo("{\"id\":\"w-1\"}");
    assertThat(headers(record))
        .containsExactly(
            entry("ce_specversion", "1.0"),
            entry("ce_id", "w-1/2"),
            entry("ce_source", "urn:ci:all:hamon:correlation"),
            entry("ce_type", "jp.ci.warning.v1"),
            entry("ce_time", "2018-09-05T18:25:04Z"),
            entry("ce_subject", "s-1"),
            entry("content-type", "application/json"));
  }

  @Test
  void recordsCarryNoTimestamp_soThatTopicsDoNotDropOldEvents() {
    assertThat(records.serialize(output("actual", 1, "{}"), null, TIME).timestamp()).isNull();
  }

  @Test
  void otherLanesHaveTopicsOfTheirOwn() {
    assertThat(OutputRecord.record("hamon.", output("exercise/e1", 1, "{}")).topic())
        .isEqualTo("hamon.exercise-e1-warnings-ict");
  }

  @Test
  void idWithoutRevisionIsTheSameForTheSameLineOnly() {
    String id = OutputRecord.id(output("actual", 0, "{\"n\":1}"));

    assertThat(OutputRecord.id(output("actual", 0, "{\"n\":1}"))).isEqualTo(id).hasSize(32);
    assertThat(OutputRecord.id(output("actual", 0, "{\"n\":2}"))).isNotEqualTo(id);
    assertThat(OutputRecord.id(output("test", 0, "{\"n\":1}"))).isNotEqualTo(id);
  }

  @Test
  void decisionsOnOneRevisionHaveIdsOfTheirOwn() {
    Output sent = new Output("decisions", "actual", "w-1", TIME, 2, "t", "s-1", "{\"n\":1}");
    Output redacted = new Output("decisions", "actual", "w-1", TIME, 2, "t", "s-1", "{\"n\":2}");

    assertThat(OutputRecord.id(sent)).isNotEqualTo(OutputRecord.id(redacted));
  }

  private static Output output(String lane, int revision, String json) {
    return new Output("warnings-ict", lane, "w-1", TIME, revision, "jp.ci.warning.v1", "s-1", json);
  }

  private static Map<String, String> headers(ProducerRecord<byte[], byte[]> record) {
    Map<String, String> headers = new LinkedHashMap<>();
    record.headers().forEach(h -> headers.put(h.key(), new String(h.value(), UTF_8)));
    return headers;
  }
}
