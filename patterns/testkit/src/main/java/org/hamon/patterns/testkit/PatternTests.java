// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.testkit;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.hamon.patterns.engine.PatternFault;
import org.hamon.patterns.engine.Rehearsal;
import org.hamon.patterns.engine.Storm;
import org.hamon.patterns.language.Pattern;
import org.hamon.patterns.language.PatternStatus;
import org.hamon.patterns.language.PatternTest;

/** Runs the tests that stand in a pattern's file on the engine of the job. */
public final class PatternTests {

  private PatternTests() {}

  /**
   * How one test ended.
   *
   * @param pattern id of the pattern
   * @param test name of the test
   * @param message what was expected and what was found; empty if it passed
   */
  public record Result(String pattern, String test, boolean passed, String message) {
    public Result {
      requireNonNull(pattern, "pattern");
      requireNonNull(test, "test");
      requireNonNull(message, "message");
    }
  }

  /** Runs all tests of a pattern, in the order of the file; a deprecated one's too. */
  public static List<Result> run(Pattern pattern) {
    List<Result> results = new ArrayList<>();
    for (PatternTest test : pattern.tests()) {
      results.add(run(pattern, test));
    }
    return List.copyOf(results);
  }

  /** Runs one test of a pattern. */
  public static Result run(Pattern pattern, PatternTest test) {
    String message;
    try {
      Rehearsal.Result found =
          Rehearsal.play(test.topology(), List.of(running(pattern)), Changes.of(test));
      message = difference(test, found);
    } catch (Exception e) {
      message = "Expected the test to run, but the engine failed: " + e;
    }
    return new Result(pattern.id(), test.name(), message.isEmpty(), message);
  }

  private static String difference(PatternTest test, Rehearsal.Result found) {
    if (!found.faults().isEmpty()) {
      return found.faults().stream().map(PatternFault::message).findFirst().orElseThrow();
    }
    String difference = Difference.between(test.expect(), found.matches());
    for (Storm storm : found.storms()) {
      difference +=
          " More than "
              + storm.bound()
              + " partial matches were open at '"
              + storm.root()
              + "', the oldest were dropped.";
    }
    return difference.strip();
  }

  /** A deprecated pattern does not run in a job, but what it did is still tested. */
  private static Pattern running(Pattern pattern) {
    return pattern.status() == PatternStatus.DEPRECATED
        ? pattern.withStatus(PatternStatus.STABLE)
        : pattern;
  }
}
