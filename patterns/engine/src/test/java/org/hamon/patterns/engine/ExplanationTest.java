// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.hamon.patterns.language.PatternReader;
import org.junit.jupiter.api.Test;

class ExplanationTest {

  private static final Path CATALOGUE = Path.of("../catalogue");

  @Test
  void exampleUsage() {
    Explanation explanation = explain("substation-loss-silences-telecom");

    assertThat(explanation.root())
        .isEqualTo("Each asset of sector electricity is looked at as a root.");
    assertThat(explanation.stages())
        .containsExactly(
            "supply stops: the root changes to stopped or unusable",
            "sites go silent: then at least 2 distinct assets of sector ict 1 to 2 hops downstream"
                + " change to stopped, unusable or unknown");
    assertThat(explanation.longestWaitMillis()).isEqualTo(Duration.ofMinutes(30).toMillis());
    assertThat(explanation.hops()).isEqualTo(2);
    assertThat(explanation.engine()).isEqualTo(Engine.COMPACT);
    assertThat(explanation.mostEvents()).isEqualTo(64 * 3);
  }

  @Test
  void saysWhatMustNotHappen_andUntilWhen() {
    assertThat(explain("power-loss-dries-water").stages().get(1))
        .isEqualTo("supply returns: before 'water fails', the root must not change to normal");
    assertThat(explain("power-returns-dependents-do-not").end().get(0))
        .startsWith("It matches when ");
  }

  @Test
  void explainsACount() {
    Explanation explanation = explain("area-common-cause");

    assertThat(explanation.stages()).hasSize(1);
    assertThat(explanation.stages().get(0)).contains("distinct assets");
    assertThat(explanation.engine()).isNull();
  }

  private static Explanation explain(String id) {
    return Explanation.of(
        PatternReader.read(CATALOGUE.resolve(id + ".yaml")).pattern().orElseThrow());
  }
}
