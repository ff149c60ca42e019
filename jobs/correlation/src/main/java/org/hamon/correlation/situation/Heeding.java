// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.hamon.correlation.DecisionLine;
import org.hamon.correlation.DecisionLine.Choice;
import org.hamon.correlation.Ids;
import org.hamon.correlation.Output;
import org.hamon.correlation.notice.Advisory;
import org.hamon.correlation.notice.Control;
import org.hamon.correlation.notice.Control.Kind;
import org.hamon.correlation.notice.Control.Target;
import org.hamon.correlation.notice.Notice;
import org.hamon.correlation.notice.Ruling;
import org.hamon.patterns.language.Tlp;
import org.hamon.topology.Graph;
import org.jspecify.annotations.Nullable;

/**
 * The controls and advisories that count in one lane: which situation each is about, and until
 * when. Each that begins or ends makes the situations that it may concern be told anew, so that
 * whoever warns need not know what time it is elsewhere.
 */
final class Heeding {

  /** A control without an end on a situation that is not there is kept for so long. */
  static final long KEPT_MILLIS = Duration.ofDays(3).toMillis();

  /** A withdrawal of a control that is not there yet: it may be planned far ahead. */
  private static final long WITHDRAWAL_KEPT_MILLIS = Duration.ofDays(31).toMillis();

  private static final Comparator<Control> NEWEST_LAST =
      Comparator.comparingLong(Control::from).thenComparing(Control::id);

  private final LaneMemory memory;
  private final List<String> communities;
  private final Consumer<Output> decisions;

  /**
   * @param communities in which a sector may be warned; the empty text for a sector as a whole
   */
  Heeding(LaneMemory memory, List<String> communities, Consumer<Output> decisions) {
    this.memory = memory;
    this.communities = communities;
    this.decisions = decisions;
  }

  /** A notice begins to count. */
  void take(Notice notice, Graph graph) {
    Control control = notice.control();
    Advisory advisory = notice.advisory();
    if (control != null && control.kind() == Kind.WITHDRAW) {
      withdraw(notice, control);
    } else if (control != null) {
      take(notice, control, graph);
    } else if (advisory != null) {
      take(notice, advisory);
    }
  }

  private void take(Notice notice, Control control, Graph graph) {
    Situation about = situationOf(control, graph);
    boolean waits = isAboutOne(control) ? about == null : !isThere(control, graph);
    decisions.accept(
        decision(notice.lane(), notice.time(), control, Choice.TAKEN, "control", waits));
    if (notice.ends() <= notice.time()) {
      return;
    }
    Standing withdrawal = withdrawalOf(control);
    if (withdrawal != null) {
      memory.forgetNotice(withdrawal.key());
      sayWithdrawn(notice.lane(), notice.time(), control, withdrawal.control());
      return;
    }
    forgetOlderWord(control);
    long ends = waits && !control.hasEnd() ? notice.time() + KEPT_MILLIS : notice.ends();
    memory.put(new Standing(notice, about == null ? null : about.id(), ends));
    tellThoseOf(control, about == null ? null : about.id(), notice.time());
  }

  /** Of words on one asset the newest counts; one without an end would be kept for nothing. */
  private void forgetOlderWord(Control control) {
    if (control.kind() != Kind.OVERRIDE || control.target() != Target.ASSET) {
      return;
    }
    for (Standing standing : List.copyOf(memory.standing())) {
      Control other = standing.control();
      if (other != null
          && other.kind() == Kind.OVERRIDE
          && !other.hasEnd()
          && other.selects(Target.ASSET, control.selected())) {
        memory.forgetNotice(standing.key());
      }
    }
  }

  /** Ends the control that it names; one that is not there yet ends as soon as it comes. */
  private void withdraw(Notice notice, Control withdrawal) {
    Standing standing = memory.standing("c/" + withdrawal.selected());
    Control control = standing == null ? null : standing.control();
    decisions.accept(
        decision(
            notice.lane(), notice.time(), withdrawal, Choice.TAKEN, "control", control == null));
    if (standing == null || control == null) {
      memory.put(new Standing(notice, null, notice.time() + WITHDRAWAL_KEPT_MILLIS));
      return;
    }
    memory.forgetNotice(standing.key());
    sayWithdrawn(notice.lane(), notice.time(), control, withdrawal);
    tellThoseOf(control, standing.situation(), notice.time());
  }

  private @Nullable Standing withdrawalOf(Control control) {
    for (Standing standing : memory.standing()) {
      Control other = standing.control();
      if (other != null && other.kind() == Kind.WITHDRAW && other.selected().equals(control.id())) {
        return standing;
      }
    }
    return null;
  }

  private void sayWithdrawn(String lane, long at, Control control, @Nullable Control withdrawal) {
    ObjectNode inputs = inputs(control, false);
    if (withdrawal != null) {
      inputs.put("withdrawnBy", withdrawal.id());
    }
    decisions.accept(
        DecisionLine.of(lane, at, control.selected(), Choice.WITHDRAWN, "withdraw", inputs));
  }

  /** Situations that the control may concern are told anew. */
  private void tellThoseOf(Control control, @Nullable String situation, long time) {
    if (situation == null) {
      if (control.kind() == Kind.SILENCE) {
        tellAnew(time);
      }
    } else if (memory.isOpen(situation)) { // a silence may outlast what it is about
      memory.put(memory.situation(situation).changed(time));
    }
  }

  /** Whether what a control selects is known; of a pattern nobody knows here. */
  private boolean isThere(Control control, Graph graph) {
    String selected = control.selected();
    return switch (control.target()) {
      case ASSET ->
          graph.asset(selected).isPresent()
              || memory.asset(selected) != null
              || graph
                  .sectors()
                  .contains(selected.substring(0, Math.max(0, selected.indexOf('@'))));
      case REGION -> isRegion(selected, graph);
      default -> true;
    };
  }

  /** Whether a region is declared, or something is known to be in it. */
  private boolean isRegion(String region, Graph graph) {
    return graph.regions().stream().anyMatch(known -> known.id().equals(region))
        || !graph.areasOfRegion(region).isEmpty()
        || memory.assets().stream().anyMatch(now -> region.equals(now.region()))
        || graph.assets().stream().anyMatch(asset -> region.equals(asset.region()));
  }

  private void take(Notice notice, Advisory advisory) {
    ObjectNode inputs = JsonNodeFactory.instance.objectNode();
    if (advisory.tlp() == Tlp.RED) {
      say(notice, "advisories", Choice.NOT_SENT, "tlp-red", inputs);
      return;
    }
    inputs.put("advisory", advisory.id());
    if (advisory.kind().isRestricted()) {
      say(notice, advisory.id(), Choice.NOT_SENT, "restricted-kind", inputs);
      return;
    }
    inputs.put("kind", advisory.kind().word());
    advisory.areas().forEach(inputs.putArray("areas")::add);
    advisory.sectors().forEach(inputs.putArray("sectors")::add);
    inputs.put("tlp", advisory.tlp().label()).put("expires", time(advisory.expires()));
    say(notice, advisory.id(), Choice.TAKEN, "advisory", inputs);
    if (notice.ends() > notice.time()) {
      memory.put(new Standing(notice, null, notice.ends()));
      tellAnew(notice.time());
    }
  }

  /** When the next one ends; {@link Long#MAX_VALUE} if none does. */
  long nextEnd() {
    long next = Long.MAX_VALUE;
    for (Standing standing : memory.standing()) {
      next = Math.min(next, standing.ends());
    }
    return next;
  }

  /** Ends all that end by then. */
  void endAll(long time, Graph graph) {
    for (Standing standing : List.copyOf(memory.standing())) {
      if (standing.ends() > time) {
        continue;
      }
      memory.forgetNotice(standing.key());
      Control control = standing.control();
      if (control == null) {
        tellAnew(standing.ends());
        continue;
      }
      if (isUnmatched(standing, control, graph)) {
        decisions.accept(
            decision(
                standing.notice().lane(),
                standing.ends(),
                control,
                Choice.EXPIRED,
                "control-unmatched",
                false));
      }
      tellThoseOf(control, standing.situation(), standing.ends());
    }
  }

  private boolean isUnmatched(Standing standing, Control control, Graph graph) {
    return control.kind() == Kind.WITHDRAW
        || (isAboutOne(control) ? standing.situation() == null : !isThere(control, graph));
  }

  /** Finds what waits for that situation, which has come to be or grown. */
  void attachTo(Situation situation, Graph graph) {
    for (Standing standing : List.copyOf(memory.standing())) {
      Control control = standing.control();
      if (control != null
          && standing.situation() == null
          && isAboutOne(control)
          && isAbout(control, situation, graph)) {
        memory.put(standing.about(situation));
      }
    }
  }

  /** The controls in force that a warning of the situation may have to heed, the newest last. */
  List<Control> controlsOf(Situation situation) {
    List<Control> found = new ArrayList<>();
    for (Standing standing : memory.standing()) {
      Control control = standing.control();
      if (control != null
          && isHeeded(control)
          && (situation.id().equals(standing.situation())
              || (control.kind() == Kind.SILENCE && mayConcern(control, situation)))) {
        found.add(control);
      }
    }
    found.sort(NEWEST_LAST);
    return found;
  }

  private static boolean isHeeded(Control control) {
    return control.kind() != Kind.COMMENT && !control.isOfAssets();
  }

  /** What was said about the situation, the oldest first. */
  List<Control> commentsOn(Situation situation) {
    List<Control> found = new ArrayList<>();
    for (Standing standing : memory.standing()) {
      Control control = standing.control();
      if (control != null
          && control.kind() == Kind.COMMENT
          && situation.id().equals(standing.situation())) {
        found.add(control);
      }
    }
    found.sort(NEWEST_LAST);
    return found;
  }

  /** Whether an operator says that what opened the situation never happened. */
  boolean isFalseAlarm(Situation situation) {
    Ruling verdict = SituationNow.rulingOn(Ruling.VERDICT, controlsOf(situation));
    return verdict != null && Ruling.FALSE_ALARM.equals(verdict.verdict());
  }

  /** All advisories in force, the newest first. */
  List<Advisory> advisories() {
    List<Advisory> found = new ArrayList<>();
    for (Standing standing : memory.standing()) {
      Advisory advisory = standing.notice().advisory();
      if (advisory != null) {
        found.add(advisory);
      }
    }
    found.sort(Comparator.comparingLong(Advisory::at).reversed().thenComparing(Advisory::id));
    return found;
  }

  private static boolean mayConcern(Control silence, Situation situation) {
    return silence.target() != Target.SITUATION || silence.selected().equals(situation.id());
  }

  /** Whether it is about one situation, or about a warning or an asset of one. */
  private static boolean isAboutOne(Control control) {
    return switch (control.kind()) {
      case ACKNOWLEDGE, COMMENT -> true;
      case OVERRIDE -> control.target() != Target.ASSET;
      case SILENCE -> control.target() == Target.SITUATION || control.target() == Target.WARNING;
      case MAINTENANCE, WITHDRAW -> false;
    };
  }

  private @Nullable Situation situationOf(Control control, Graph graph) {
    if (!isAboutOne(control)) {
      return null;
    }
    for (Situation situation : memory.open()) {
      if (isAbout(control, situation, graph)) {
        return situation;
      }
    }
    return null;
  }

  private boolean isAbout(Control control, Situation situation, Graph graph) {
    return switch (control.target()) {
      case SITUATION -> control.selected().equals(situation.id());
      case ASSET -> {
        Situation holder = memory.situationOf(control.selected());
        yield holder != null && holder.id().equals(situation.id());
      }
      case WARNING -> isWarningOf(control.selected(), situation, graph);
      default -> false;
    };
  }

  private boolean isWarningOf(String warning, Situation situation, Graph graph) {
    Set<String> sectors = new HashSet<>(graph.sectors());
    memory.knownMembersOf(situation).forEach(now -> sectors.add(now.sector()));
    for (String sector : sectors) {
      for (String community : communities) {
        if (warning.equals(Ids.ofWarning(situation.id(), sector, community))) {
          return true;
        }
      }
    }
    return false;
  }

  private void tellAnew(long time) {
    for (Situation situation : memory.open()) {
      memory.put(situation.changed(time));
    }
  }

  private void say(Notice notice, String key, Choice choice, String rule, ObjectNode inputs) {
    decisions.accept(DecisionLine.of(notice.lane(), notice.time(), key, choice, rule, inputs));
  }

  private static Output decision(
      String lane, long at, Control control, Choice choice, String rule, boolean waits) {
    return DecisionLine.of(lane, at, control.selected(), choice, rule, inputs(control, waits));
  }

  private static ObjectNode inputs(Control control, boolean waits) {
    ObjectNode inputs = JsonNodeFactory.instance.objectNode();
    inputs.put("control", control.id()).put("kind", control.kind().word());
    if (control.kind() == Kind.WITHDRAW) {
      inputs.put("of", control.selected());
    } else {
      inputs.putObject("selector").put(control.target().word(), control.selected());
    }
    inputs.put("from", time(control.from()));
    if (control.hasEnd()) {
      inputs.put("until", time(control.until()));
    }
    if (waits) {
      inputs.put("waits", true);
    }
    return inputs;
  }

  private static String time(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }
}
