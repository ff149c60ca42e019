// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionTest {

  @Test
  void exampleUsage() {
    assertThat(Suggestion.didYouMean("knid", List.of("id", "kind", "sector")))
        .isEqualTo("did you mean 'kind'?");
  }

  @Test
  void saysNothingWhenNoWordIsNear() {
    assertThat(Suggestion.didYouMean("colour", List.of("id", "kind"))).isNull();
    assertThat(Suggestion.didYouMean("", List.of("kind"))).isNull();
    assertThat(Suggestion.didYouMean("x".repeat(100), List.of("x".repeat(99)))).isNull();
  }

  @Test
  void takesTheFirstInTheAlphabetAmongEquals() {
    assertThat(Suggestion.nearest("cat", List.of("mat", "bat"))).contains("bat");
  }

  @Test
  void saysWhatDiffersWhereItCannotBeSeen() {
    assertThat(Suggestion.didYouMean("\uFF42us-1", List.of("bus-2", "bus-1")))
        .isEqualTo(
            "did you mean 'bus-1'? They look alike, but in '\uFF42us-1' character 1 is U+FF42"
                + " (fullwidth latin small letter b), not U+0062 (latin small letter b).");
    assertThat(Suggestion.didYouMean("Bus-1", List.of("bus-2", "bus-1")))
        .isEqualTo("did you mean 'bus-1'?");
  }
}
