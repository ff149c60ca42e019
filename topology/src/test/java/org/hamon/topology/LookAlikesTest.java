// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LookAlikesTest {

  @Test
  void exampleUsage() {
    assertThat(LookAlikes.areAlike("pump-1", "\uFF50ump-1")).isTrue();
    assertThat(LookAlikes.difference("\uFF50ump-1", "pump-1"))
        .contains(
            "character 1 is U+FF50 (fullwidth latin small letter p), not U+0070 (latin small letter"
                + " p)");
  }

  @ParameterizedTest
  @CsvSource({
    "pump-1, PUMP-1",
    "pump-1, pump\u20131",
    "pump-1, \u0440ump-1",
    "\u30DD\u30F3\u30D7\u30FC1, \uFF8E\uFF9F\uFF9D\uFF8C\uFF9F-1",
    "\u529B-1, \u30AB-1",
    "B-1, \u0392-1",
  })
  void looksTheSame(String one, String other) {
    assertThat(LookAlikes.areAlike(one, other)).isTrue();
    assertThat(LookAlikes.areAlike(one, one)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"pump-1, pump-l", "bus-O, bus-0", "z\u00FCrich, zurich", "pump-1, pump-2", "a-b, ab"})
  void looksOtherwise(String one, String other) {
    assertThat(LookAlikes.areAlike(one, other)).isFalse();
  }

  @Test
  void saysWhatIsTooMuchOrMissing() {
    assertThat(LookAlikes.difference("a\u3000", "a"))
        .contains("character 2 is U+3000 (ideographic space), one too many");
    assertThat(LookAlikes.difference("a", "a\u3000"))
        .contains("character 2, U+3000 (ideographic space), is missing");
    assertThat(LookAlikes.difference("a", "a")).isEmpty();
  }
}
