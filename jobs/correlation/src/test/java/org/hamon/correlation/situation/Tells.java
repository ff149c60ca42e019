// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.hamon.correlation.notice.Advisory;
import org.hamon.correlation.notice.Control;
import org.hamon.correlation.notice.Notice;
import org.hamon.correlation.notice.Ruling;
import org.hamon.patterns.language.Cause;
import org.hamon.patterns.language.FailureType;
import org.hamon.patterns.language.StateChange;
import org.hamon.patterns.language.Tlp;
import org.hamon.topology.AssetState;
import org.jspecify.annotations.Nullable;

/** Builds what people tell the job, by time of day in {@link Town}. */
final class Tells {

  private Tells() {}

  static ControlBuilder control(
      String timeOfDay, Control.Kind kind, Control.Target target, String selected) {
    return new ControlBuilder(timeOfDay, kind, target, selected);
  }

  static AdvisoryBuilder advisory(String id, String timeOfDay, Advisory.Kind kind) {
    return new AdvisoryBuilder(id, timeOfDay, kind);
  }

  static final class ControlBuilder {
    private final long at;
    private final Control.Kind kind;
    private final Control.Target target;
    private final String selected;
    private final TreeMap<String, String> set = new TreeMap<>();
    private String id;
    private long until = Control.OPEN_END;
    private @Nullable String by;
    private @Nullable String text;

    ControlBuilder(String timeOfDay, Control.Kind kind, Control.Target target, String selected) {
      this.id = "c-" + timeOfDay;
      this.at = Town.at(timeOfDay);
      this.kind = kind;
      this.target = target;
      this.selected = selected;
    }

    ControlBuilder id(String value) {
      id = value;
      return this;
    }

    ControlBuilder until(String timeOfDay) {
      until = Town.at(timeOfDay);
      return this;
    }

    ControlBuilder sets(String field, @Nullable String value) {
      set.put(field, value == null ? "" : value);
      return this;
    }

    ControlBuilder says(String who, String words) {
      by = who;
      text = words;
      return this;
    }

    Control control() {
      return new Control(
          id, kind, target, selected, at, at, until, set.isEmpty() ? null : ruling(), by, text);
    }

    Signal signal() {
      return Signal.of(Notice.of(StateChange.ACTUAL, control(), at));
    }

    private Ruling ruling() {
      return new Ruling(
          List.copyOf(set.keySet()),
          AssetState.of(value(Ruling.STATE)).orElse(null),
          Cause.of(value(Ruling.CAUSE)).orElse(null),
          orNull(Ruling.ROOT),
          value(Ruling.FAILURE).isEmpty() ? null : FailureType.ESCALATING,
          orNull(Ruling.VERDICT),
          orNull(Ruling.PRIORITY));
    }

    private String value(String field) {
      return set.getOrDefault(field, "");
    }

    private @Nullable String orNull(String field) {
      return value(field).isEmpty() ? null : value(field);
    }
  }

  static final class AdvisoryBuilder {
    private final String id;
    private final long at;
    private final Advisory.Kind kind;
    private final List<String> areas = new ArrayList<>();
    private final List<String> sectors = new ArrayList<>();
    private Cause cause = Cause.UNKNOWN;
    private Tlp tlp = Tlp.AMBER;
    private long expires;

    AdvisoryBuilder(String id, String timeOfDay, Advisory.Kind kind) {
      this.id = id;
      this.at = Town.at(timeOfDay);
      this.kind = kind;
      this.expires = at + Town.hours(72);
    }

    AdvisoryBuilder areas(String... values) {
      areas.addAll(List.of(values));
      return this;
    }

    AdvisoryBuilder sectors(String... values) {
      sectors.addAll(List.of(values));
      return this;
    }

    AdvisoryBuilder cause(Cause value) {
      cause = value;
      return this;
    }

    AdvisoryBuilder tlp(Tlp value) {
      tlp = value;
      return this;
    }

    AdvisoryBuilder until(String timeOfDay) {
      expires = Town.at(timeOfDay);
      return this;
    }

    Signal signal() {
      Advisory advisory =
          new Advisory(id, kind, at, areas, sectors, cause, -1, tlp, "words", expires);
      return Signal.of(Notice.of(StateChange.ACTUAL, advisory, at));
    }
  }
}
