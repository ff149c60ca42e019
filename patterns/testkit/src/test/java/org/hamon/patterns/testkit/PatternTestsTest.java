// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.hamon.patterns.language.Pattern;
import org.hamon.patterns.language.PatternReader;
import org.hamon.patterns.language.PatternStatus;
import org.hamon.patterns.language.PatternTest;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class PatternTestsTest {

  private static final Path PATTERNS = Path.of("src/test/resources/patterns");

  @Test
  void exampleUsage() {
    Pattern pattern = read("substation-loss-silences-telecom");

    assertThat(PatternTests.run(pattern))
        .extracting(PatternTests.Result::test, PatternTests.Result::passed)
        .contains(tuple("does not fire when the sites hang on another substation", true));
  }

  @TestFactory
  Stream<DynamicTest> examplesOfTheContract() {
    return Catalogue.tests(PATTERNS);
  }

  @TestFactory
  Stream<DynamicTest> examplesOfTheContractInTheOperatorsOfTheJob() {
    return Catalogue.testsInTheOperators(PATTERNS);
  }

  @Test
  void saysWhatWasExpectedAndWhatWasFound() {
    Pattern pattern = read("substation-loss-silences-telecom");
    PatternTest test = pattern.tests().get(0);
    PatternTest wrong =
        new PatternTest(
            test.name(),
            test.topology(),
            test.events(),
            List.of(new PatternTest.Expected(6 * 60_000L, null, "sub-1", null)));

    PatternTests.Result result = PatternTests.run(pattern, wrong);

    assertThat(result.passed()).isFalse();
    assertThat(result.message())
        .isEqualTo(
            "Expected a match at 00:06, root sub-1, but found a match at 00:05, from 00:00, root"
                + " sub-1, members [bts-1, bts-2, sub-1].");
  }

  @Test
  void aMatchTooManyFails() {
    Pattern pattern = read("substation-loss-silences-telecom");
    PatternTest test = pattern.tests().get(0);

    PatternTests.Result result =
        PatternTests.run(
            pattern, new PatternTest(test.name(), test.topology(), test.events(), List.of()));

    assertThat(result.message()).startsWith("Expected no match, but found a match at 00:05");
  }

  @Test
  void aMissingMatchFails() {
    Pattern pattern = read("supply-back-nobody-recovers");
    PatternTest test = pattern.tests().get(1);

    PatternTests.Result result =
        PatternTests.run(
            pattern,
            new PatternTest(
                test.name(),
                test.topology(),
                test.events(),
                List.of(new PatternTest.Expected(null, null, null, List.of("sub")))));

    assertThat(result.message())
        .isEqualTo("Expected a match members [sub], but found no such match.");
  }

  @Test
  void aDeprecatedPatternIsStillTested() {
    Pattern pattern = read("substation-loss-silences-telecom").withStatus(PatternStatus.DEPRECATED);

    assertThat(PatternTests.run(pattern)).allMatch(PatternTests.Result::passed);
  }

  private static Pattern read(String id) {
    PatternReader.Result result = PatternReader.read(PATTERNS.resolve(id + ".yaml"));
    return result.pattern().orElseThrow(() -> new AssertionError(result.findings().toString()));
  }
}
