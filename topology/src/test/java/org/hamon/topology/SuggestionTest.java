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
}
