// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.warn;

import java.util.List;
import java.util.Optional;
import org.hamon.correlation.notice.Control;
import org.hamon.correlation.notice.Control.Kind;
import org.hamon.correlation.notice.Control.Target;
import org.hamon.correlation.notice.Ruling;
import org.hamon.correlation.situation.Briefing;
import org.jspecify.annotations.Nullable;

/** What operators ordered about one warning. */
final class Orders {

  private Orders() {}

  /** The silence that keeps the warning from being sent; empty if none does. */
  static Optional<Control> silence(Assessment seen) {
    return inForce(seen.briefing(), Kind.SILENCE, seen.now()).stream()
        .filter(silence -> isSilenced(silence, seen))
        .findFirst();
  }

  /** When somebody last said that they know of the warning; null if nobody did. */
  static @Nullable Long acknowledged(Briefing briefing, Recipient recipient, long now) {
    Long newest = null;
    for (Control control : inForce(briefing, Kind.ACKNOWLEDGE, now)) {
      if (isAbout(control, briefing, recipient)) {
        newest = control.from();
      }
    }
    return newest;
  }

  /** The priority that an operator gave the warning. */
  static Optional<Priority> priority(Briefing briefing, Recipient recipient, long now) {
    String newest = null;
    for (Control control : inForce(briefing, Kind.OVERRIDE, now)) {
      Ruling set = control.set();
      if (set != null && set.names(Ruling.PRIORITY) && isAbout(control, briefing, recipient)) {
        newest = set.priority();
      }
    }
    return Optional.ofNullable(newest).map(Priority::valueOf);
  }

  /**
   * Whether a silence means the warning as a whole: it must not take along what was not meant. An
   * asset means warnings with that root, or that concern nothing else; a region those that concern
   * no other, a pattern those that no other found too.
   */
  private static boolean isSilenced(Control silence, Assessment seen) {
    Briefing briefing = seen.briefing();
    String selected = silence.selected();
    return switch (silence.target()) {
      case ASSET ->
          selected.equals(seen.root().asset())
              || isAll(
                  seen.view().impacts().stream()
                      .filter(impact -> Score.isFailing(impact) || Score.isForecast(impact))
                      .map(impact -> impact.asset().equals(selected))
                      .toList());
      case SECTOR -> selected.equals(seen.recipient().sector());
      case REGION -> isAll(seen.regions().stream().map(selected::equals).toList());
      case PATTERN ->
          isAll(briefing.patterns().stream().map(found -> isPattern(found, selected)).toList());
      case SITUATION, WARNING -> isAbout(silence, briefing, seen.recipient());
      case CONTROL -> false;
    };
  }

  private static boolean isAll(List<Boolean> matches) {
    return !matches.isEmpty() && !matches.contains(false);
  }

  private static boolean isPattern(String found, String selected) {
    return found.equals(selected) || found.startsWith(selected + "@");
  }

  private static boolean isAbout(Control control, Briefing briefing, Recipient recipient) {
    return control.selects(Target.SITUATION, briefing.situation())
        || control.selects(Target.WARNING, recipient.warningId(briefing.situation()));
  }

  /** Of that kind, the newest last. */
  private static List<Control> inForce(Briefing briefing, Kind kind, long now) {
    return briefing.controls().stream()
        .filter(control -> control.kind() == kind && control.holdsAt(now))
        .toList();
  }
}
