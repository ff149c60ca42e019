// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

  @Test
  void exampleUsage() {
    assertThat(Durations.millis("4h")).hasValue(14_400_000);
    assertThat(Durations.millis("PT4H")).hasValue(14_400_000);
    assertThat(Durations.millis("four hours")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0,0s",
    "250,250ms",
    "2001,2s1ms",
    "59000,59s",
    "3540000,59m",
    "3600000,1h",
    "6999961,1h56m",
    "86400000,1d",
    "90061001,1d1h",
    "251634335937000,2912434d10h"
  })
  void writesTheTwoLargestUnits(long millis, String text) {
    assertThat(Durations.text(Duration.ofMillis(millis))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "500ms,500",
    "30s,30000",
    "10m,600000",
    "2d,172800000",
    "0s,0",
    "1.5s,1500",
    "1h30m,5400000",
    "1h 30m,5400000",
    "P1DT1H,90000000",
    "PT0.5S,500",
    "P2W,1209600000",
    "pt1m,60000"
  })
  void readsIsoAndShortForms(String text, long millis) {
    assertThat(Durations.millis(text)).isEqualTo(OptionalLong.of(millis));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "4",
        "h",
        "-4h",
        "PT-4H",
        "-PT4H",
        "P1M",
        "P1Y",
        "4 h",
        "4H",
        "PT",
        "P",
        "4hours",
        "999999999999999999d",
        "P999999999W",
        "1e3s",
        "NaN"
      })
  void readsNothingElse(String text) {
    assertThat(Durations.millis(text)).isEmpty();
  }
}
