// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.warn;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.hamon.correlation.situation.Impact;
import org.hamon.patterns.language.FailureType;
import org.hamon.patterns.language.Tlp;
import org.jspecify.annotations.Nullable;

/**
 * What a recipient was told last of one situation: what the next revision is compared with.
 *
 * @param impacts as they stood in that revision, at most as many as it listed
 * @param total how many impacts there were in all
 * @param failing how many of them failed, as far as was known
 * @param concerned how many of them fail or are likely enough
 * @param verified something forecast in an earlier revision came true
 * @param acknowledged when somebody said that they know; null if nobody did
 * @param advisories ids of those it carried
 * @param stoodDown nothing of it stood any more; the recipient hears when something does again
 * @param gravelyAt when something grave was told last; the alert if nothing was since
 * @param times how often its root had come and gone; 0 if it did not
 * @param stoodAt when it was told last that something of the situation itself stands
 * @param calledBack the last stand-down, if there was one, did not hold for an hour
 */
public record Told(
    int revision,
    long issuedAt,
    long onset,
    long expires,
    Priority priority,
    double score,
    int importance,
    Phase phase,
    String root,
    String rootSector,
    double rootConfidence,
    FailureType failure,
    List<String> patterns,
    List<String> regions,
    Tlp tlp,
    List<Impact> impacts,
    int total,
    int failing,
    int concerned,
    boolean verified,
    @Nullable Long acknowledged,
    List<String> advisories,
    boolean stoodDown,
    long gravelyAt,
    int times,
    long stoodAt,
    boolean calledBack) {
  public Told {
    requireNonNull(priority, "priority");
    requireNonNull(phase, "phase");
    requireNonNull(root, "root");
    requireNonNull(rootSector, "rootSector");
    requireNonNull(failure, "failure");
    patterns = List.copyOf(patterns);
    regions = List.copyOf(regions);
    requireNonNull(tlp, "tlp");
    impacts = List.copyOf(impacts);
    advisories = List.copyOf(advisories);
  }

  /** Whether it was told that the root comes and goes. */
  boolean isRecurring() {
    return times > 0;
  }
}
