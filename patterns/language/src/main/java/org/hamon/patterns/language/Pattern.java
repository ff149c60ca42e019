// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.language;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one pattern file says, checked. Either {@code sequence} has stages or {@code count} is
 * given.
 *
 * @param severity 0 to 4
 * @param withinMillis from the first event of the match, end exclusive
 * @param where must hold on the event which completes the match
 */
public record Pattern(
    String id,
    int version,
    String title,
    PatternStatus status,
    @Nullable String description,
    List<String> references,
    int severity,
    FailureType failure,
    Selector root,
    List<Stage> sequence,
    @Nullable Count count,
    long withinMillis,
    @Nullable Condition where,
    Emit emit,
    List<String> falsepositives,
    @Nullable String runbook,
    List<PatternTest> tests)
    implements Serializable {

  public Pattern {
    requireNonNull(id, "id");
    requireNonNull(title, "title");
    requireNonNull(status, "status");
    requireNonNull(failure, "failure");
    requireNonNull(root, "root");
    requireNonNull(emit, "emit");
    references = List.copyOf(references);
    sequence = List.copyOf(sequence);
    falsepositives = List.copyOf(falsepositives);
    tests = List.copyOf(tests);
    if (sequence.isEmpty() == (count == null)) {
      throw new IllegalArgumentException("Expected a sequence or a count in pattern " + id);
    }
  }

  /** The same without its tests, which a job neither needs nor can send to its tasks. */
  public Pattern withoutTests() {
    return with(status, List.of());
  }

  /** The same with another status. */
  public Pattern withStatus(PatternStatus other) {
    return with(other, tests);
  }

  private Pattern with(PatternStatus otherStatus, List<PatternTest> otherTests) {
    return new Pattern(
        id,
        version,
        title,
        otherStatus,
        description,
        references,
        severity,
        failure,
        root,
        sequence,
        count,
        withinMillis,
        where,
        emit,
        falsepositives,
        runbook,
        otherTests);
  }

  /** Whether it runs and is scored, but warns nobody. */
  public boolean isShadow() {
    return status == PatternStatus.SHADOW;
  }

  /** Id and version as warnings name them, for example {@code loss-of-feeder@3}. */
  public String idAndVersion() {
    return id + "@" + version;
  }

  /**
   * A hash over what matters for matching: id, root, sequence or count, within, where. Two versions
   * of equal fingerprint differ in texts alone, so open matches of the one may go on in the other.
   */
  public String fingerprint() {
    return Fingerprint.of(this);
  }
}
