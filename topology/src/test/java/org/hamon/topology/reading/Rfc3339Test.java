// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339Test {

  @Test
  void exampleUsage() {
    assertThat(Rfc3339.parse("2018-09-06T03:07:59.999999+09:00"))
        .isEqualTo(Instant.parse("2018-09-05T18:07:59.999Z").toEpochMilli());
  }

  @Test
  void agreesWithJavaTime() {
    Random random = new Random(42);
    for (int i = 0; i < 100_000; i++) {
      long millis = random.nextLong(-62_135_596_800_000L, 253_402_300_800_000L);
      int minutes = random.nextInt(-18 * 60, 18 * 60 + 1);
      OffsetDateTime time =
          Instant.ofEpochMilli(millis).atOffset(ZoneOffset.ofTotalSeconds(minutes * 60));
      if (time.getYear() < 0 || time.getYear() > 9999) {
        continue;
      }
      String text = time.toString();
      if (time.getSecond() == 0 && time.getNano() == 0) {
        continue; // Java leaves the seconds out, RFC 3339 does not
      }
      assertThat(Rfc3339.parse(text)).as(text).isEqualTo(millis);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1970-01-01T00:00:00Z, 1970-01-01T00:00:00Z",
    "2016-02-29T23:59:59z, 2016-02-29T23:59:59Z",
    "2016-12-31t23:59:60Z, 2017-01-01T00:00:00Z",
    "2017-01-01T08:59:60+09:00, 2017-01-01T00:00:00Z",
    "2017-01-01T05:29:60+05:30, 2017-01-01T00:00:00Z",
    "2017-01-01T05:44:60.5+05:45, 2017-01-01T00:00:00.500Z",
    "2016-12-31T18:59:60-05:00, 2017-01-01T00:00:00Z",
    "2018-09-05T18:25:00-00:00, 2018-09-05T18:25:00Z",
    "2018-09-05T18:25:00.1Z, 2018-09-05T18:25:00.100Z",
    "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z",
  })
  void readsEveryForm(String text, String same) {
    assertThat(Rfc3339.parse(text)).isEqualTo(Instant.parse(same).toEpochMilli());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2018",
        "2018-09-05",
        "2018-09-05T18:25Z",
        "2018-09-05 18:25:00Z",
        "2018-09-05T18:25:00",
        "2018-09-05T18:25:00.Z",
        "2018-09-05T18:25:00+0900",
        "2018-09-05T18:25:00+09:60",
        "2018-09-05T18:25:00+24:00",
        "2018-09-05T18:25:00Zulu",
        "2018-09-05T24:00:00Z",
        "2018-09-05T18:25:60Z",
        "2018-09-05T18:59:60Z",
        "2017-01-01T05:59:60+05:30",
        "2016-12-31T23:59:61Z",
        "2018-13-05T18:25:00Z",
        "2018-00-05T18:25:00Z",
        "2017-02-29T18:25:00Z",
        "2018-09-00T18:25:00Z",
        "+018-09-05T18:25:00Z",
        "20180905T182500.000Z"
      })
  void refusesWhatIsNoTime(String text) {
    assertThat(Rfc3339.parse(text)).isEqualTo(Rfc3339.MALFORMED);
  }
}
