// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.hamon.correlation.notice.Advisory;
import org.hamon.correlation.notice.Control;
import org.hamon.patterns.language.Cause;
import org.hamon.patterns.language.FailureType;
import org.hamon.patterns.language.Tlp;
import org.hamon.topology.Sharing;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one situation that concerns one sector, after one batch of changes: what warn
 * decides on. Situation emits one for each sector that is concerned now or was before; the whole
 * truth of that sector each time, never a difference.
 *
 * @param opened event time of the change that opened the situation; part of its identity
 * @param at event time of the change or timer that caused this briefing
 * @param phaseOfLife what has become of the situation
 * @param successor the situation that took over, if merged
 * @param rootSector whether {@code sector} is the sector of the root
 * @param roots candidates, the likeliest first; never empty
 * @param impacts on assets of this sector: observed, forecast, averted, expired; by asset id
 * @param cause the class of cause, as far as reports say
 * @param severity the highest of reports and patterns, 0 to 4; -1 if none says
 * @param patterns found, as {@code id@version}, sorted
 * @param phase and {@code instruction}: what the patterns' {@code emit} says
 * @param evidence newest first
 * @param nextEvaluation when the situation will be looked at again at the latest
 * @param controls in force that a warning may have to heed, the newest last; no comments
 * @param advisories in force that concern the sector where it is concerned, the newest first
 * @param agreed what the communities of the sector have agreed on being told; null where the
 *     topology says nothing of sharing at all
 * @param reserves the most restrictive label of the readings of batteries and fuel that forecasts
 *     rest on; null if on none
 * @param threat how likely it is, by all that is known in the lane, that an asset of the sector is
 *     hit within the next 60 minutes; what this situation alone makes of it where that is at least
 *     {@link #THREATENED}
 * @param recurring that the root comes and goes; null if it does not
 */
public record Briefing(
    String lane,
    String situation,
    long opened,
    String sector,
    long at,
    PhaseOfLife phaseOfLife,
    @Nullable String successor,
    boolean rootSector,
    List<RootCandidate> roots,
    List<Impact> impacts,
    FailureType failure,
    Cause cause,
    int severity,
    List<String> patterns,
    @Nullable String phase,
    @Nullable String instruction,
    List<EvidenceItem> evidence,
    long nextEvaluation,
    List<Control> controls,
    List<Advisory> advisories,
    @Nullable List<Sharing> agreed,
    @Nullable Tlp reserves,
    double threat,
    @Nullable Recurring recurring) {

  /** From this likelihood of a hit within 60 minutes on, nobody is told that nothing is left. */
  public static final double THREATENED = 0.1;

  /** What has become of a situation. */
  public enum PhaseOfLife {
    /** Again, where it had ended and its root failed again soon. */
    OPEN,
    /** Root and members are normal by their own evidence. */
    CLOSED,
    /** Another situation took it over. */
    MERGED,
    /** What opened it was false. */
    RETRACTED
  }

  public Briefing {
    requireNonNull(lane, "lane");
    requireNonNull(situation, "situation");
    requireNonNull(sector, "sector");
    requireNonNull(phaseOfLife, "phaseOfLife");
    roots = List.copyOf(roots);
    impacts = List.copyOf(impacts);
    requireNonNull(failure, "failure");
    requireNonNull(cause, "cause");
    patterns = List.copyOf(patterns);
    evidence = List.copyOf(evidence);
    controls = List.copyOf(controls);
    advisories = List.copyOf(advisories);
    agreed = agreed == null ? null : List.copyOf(agreed);
  }
}
