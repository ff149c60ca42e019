// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.hamon.correlation.notice.Control;
import org.hamon.correlation.notice.Ruling;
import org.hamon.correlation.situation.Briefing.PhaseOfLife;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one situation of a {@link Picture}.
 *
 * @param members ids, by id; what is known of each stands in the picture
 * @param phaseOfLife what has become of it
 * @param successor the situation that took it over, if merged
 * @param isTold whether it is told though nothing that follows from it may have changed
 * @param recurring that its root comes and goes; null if it does not
 * @param controls in force that a warning of it may have to heed, the newest last
 * @param comments of operators, the oldest first
 */
public record SituationNow(
    Situation situation,
    List<String> members,
    PhaseOfLife phaseOfLife,
    @Nullable String successor,
    boolean isTold,
    @Nullable Recurring recurring,
    List<Control> controls,
    List<Control> comments) {

  public SituationNow {
    requireNonNull(situation, "situation");
    members = List.copyOf(members);
    requireNonNull(phaseOfLife, "phaseOfLife");
    controls = List.copyOf(controls);
    comments = List.copyOf(comments);
  }

  String id() {
    return situation.id();
  }

  boolean isOpen() {
    return phaseOfLife == PhaseOfLife.OPEN;
  }

  /** When a root that comes and goes will have been quiet for long enough, if that is ahead. */
  long quietAfter(long at) {
    return recurring != null && recurring.quietUntil() > at
        ? recurring.quietUntil()
        : Long.MAX_VALUE;
  }

  /** Those of the controls that a warning to the sector may have to heed. */
  List<Control> controlsFor(String sector) {
    List<Control> found = new ArrayList<>();
    for (Control control : controls) {
      boolean isOfAnother =
          control.target() == Control.Target.SECTOR && !control.selected().equals(sector);
      if (!isOfAnother) {
        found.add(control);
      }
    }
    return found;
  }

  /** The newest ruling on a field of the situation; null if there is none. */
  @Nullable Ruling rulingOn(String field) {
    return rulingOn(field, controls);
  }

  /**
   * The same among these.
   *
   * @param controls on one situation, the newest last
   */
  static @Nullable Ruling rulingOn(String field, List<Control> controls) {
    Ruling newest = null;
    for (Control control : controls) {
      Ruling set = control.set();
      if (set != null && control.target() == Control.Target.SITUATION && set.names(field)) {
        newest = set;
      }
    }
    return newest;
  }
}
