// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.hamon.patterns.engine.OperatorHarness;
import org.hamon.patterns.engine.Rehearsal;
import org.hamon.patterns.language.Pattern;
import org.hamon.patterns.language.PatternReader;
import org.hamon.patterns.language.PatternTest;
import org.hamon.patterns.language.StateChange;
import org.hamon.topology.Finding;
import org.junit.jupiter.api.DynamicTest;

/** Each test of each pattern file of a folder as a test of its own, under its sentence. */
final class Catalogue {

  private Catalogue() {}

  /** Whether each test holds. */
  static Stream<DynamicTest> tests(Path folder) {
    return each(
        folder, (pattern, test) -> assertThat(PatternTests.run(pattern, test).message()).isEmpty());
  }

  /** Whether the operators of the job find the same as the testkit does. */
  static Stream<DynamicTest> testsInTheOperators(Path folder) {
    return each(
        folder,
        (pattern, test) -> {
          List<StateChange> changes = Changes.of(test);
          assertThat(OperatorHarness.play(test.topology(), pattern, changes))
              .isEqualTo(Rehearsal.play(test.topology(), List.of(pattern), changes).matches());
        });
  }

  private static Stream<DynamicTest> each(Path folder, Check check) {
    List<DynamicTest> tests = new ArrayList<>();
    for (PatternReader.Result result : PatternReader.readAll(folder)) {
      if (result.pattern().isEmpty()) {
        tests.add(
            DynamicTest.dynamicTest(
                result.findings().get(0).file(),
                () -> assertThat(result.findings()).noneMatch(Finding::isError)));
        continue;
      }
      Pattern pattern = result.pattern().get();
      for (PatternTest test : pattern.tests()) {
        tests.add(
            DynamicTest.dynamicTest(
                pattern.id() + " " + test.name(), () -> check.of(pattern, test)));
      }
    }
    return tests.stream();
  }

  private interface Check {
    void of(Pattern pattern, PatternTest test) throws Exception;
  }
}
