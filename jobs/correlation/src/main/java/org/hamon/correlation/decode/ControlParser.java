// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.hamon.correlation.notice.Control;
import org.hamon.correlation.notice.Control.Kind;
import org.hamon.correlation.notice.Control.Target;
import org.hamon.correlation.notice.Notice;
import org.hamon.correlation.notice.Ruling;
import org.hamon.patterns.language.Tlp;
import org.hamon.topology.reading.Rfc3339;
import org.jspecify.annotations.Nullable;

/** Reads a control. Who told it and in which words is kept of comments only. */
final class ControlParser {

  /** Maintenance and silence that name no end last so long: neither is meant for ever. */
  static final long LAST_MILLIS = Duration.ofHours(24).toMillis();

  private static final Map<Kind, Set<Target>> SELECTABLE = new EnumMap<>(Kind.class);

  static {
    SELECTABLE.put(Kind.MAINTENANCE, EnumSet.of(Target.ASSET, Target.SECTOR, Target.REGION));
    SELECTABLE.put(Kind.SILENCE, EnumSet.complementOf(EnumSet.of(Target.CONTROL)));
    SELECTABLE.put(Kind.ACKNOWLEDGE, EnumSet.of(Target.SITUATION, Target.WARNING));
    SELECTABLE.put(Kind.OVERRIDE, EnumSet.of(Target.ASSET, Target.SITUATION, Target.WARNING));
    SELECTABLE.put(Kind.COMMENT, EnumSet.of(Target.ASSET, Target.SITUATION, Target.WARNING));
  }

  private final Refusal refusal;

  ControlParser(Refusal refusal) {
    this.refusal = refusal;
  }

  /** The control, or null if it was refused. */
  @Nullable Decoded control(Origin origin, JsonNode record) {
    TreeFields fields = new TreeFields(record, refusal);
    fields.takeLane();
    String id = fields.recordId("id");
    Kind kind = kind(fields.required("kind"));
    String at = fields.required("at");
    if (at != null) {
      refusal.takeTime("at", Rfc3339.parse(at));
    }
    String by = fields.prose("by");
    long told = refusal.time();
    long from = Math.max(told, fields.plannedTime("from", told));
    boolean endless = kind != Kind.MAINTENANCE && kind != Kind.SILENCE;
    long until = fields.plannedTime("until", endless ? Control.OPEN_END : from + LAST_MILLIS);
    if (until <= fields.plannedTime("from", told)) {
      refusal.refuse(Reason.UNTIL_BEFORE_FROM, "expected until to lie after from");
    }
    boolean withdraws = kind == Kind.WITHDRAW;
    Target target = withdraws ? Target.CONTROL : target(fields.given("selector"), kind);
    String selected =
        withdraws
            ? fields.recordId("of")
            : target == null ? null : selected(fields.given("selector"), target);
    Ruling set =
        kind == Kind.OVERRIDE && target != null
            ? new RulingParser(refusal).ruling(fields.given("set"), target)
            : null;
    String text = kind == Kind.COMMENT ? text(fields) : null;
    if (!refusal.isEmpty() || id == null || kind == null || target == null || selected == null) {
      return null;
    }
    String author = kind == Kind.COMMENT ? by : null;
    Control control = new Control(id, kind, target, selected, told, from, until, set, author, text);
    return Decoded.of(
        Input.CONTROLS, origin, told, Tlp.AMBER_STRICT, Notice.of(refusal.lane(), control, from));
  }

  private @Nullable Kind kind(@Nullable String word) {
    if (word == null) {
      return null;
    }
    Kind kind = Kind.of(word).orElse(null);
    if (kind == null) {
      refusal.refuseWord(
          Reason.UNKNOWN_KIND,
          word,
          "kind of control",
          Arrays.stream(Kind.values()).map(Kind::word));
    }
    return kind;
  }

  private @Nullable Target target(@Nullable JsonNode selector, @Nullable Kind kind) {
    if (selector == null) {
      refusal.refuseMissing("selector");
      return null;
    }
    if (!selector.isObject() || selector.size() != 1) {
      refusal.refuse(Reason.BAD_SELECTOR, "expected selector to be an object of one field");
      return null;
    }
    String word = selector.fieldNames().next();
    Target target = Target.of(word).orElse(null);
    if (target == null) {
      refusal.refuse(Reason.BAD_SELECTOR, "nothing can be selected by " + Refusal.quoted(word));
    } else if (kind != null && !SELECTABLE.getOrDefault(kind, Set.of()).contains(target)) {
      refusal.refuse(
          Reason.BAD_SELECTOR, "control " + kind.word() + " cannot be of: " + target.word());
    }
    return target;
  }

  private @Nullable String selected(@Nullable JsonNode selector, Target target) {
    JsonNode node = selector == null ? null : selector.get(target.word());
    if (node == null || !node.isTextual() || node.textValue().isBlank()) {
      refusal.refuse(Reason.BAD_SELECTOR, "expected selector." + target.word() + " to be a string");
      return null;
    }
    if (target == Target.ASSET) {
      return refusal.takeAssetId("selector.asset", node.textValue());
    }
    String selected = node.textValue();
    refusal.checkWord("selector." + target.word(), selected);
    if (target == Target.SECTOR && !Places.isSector(selected)) {
      refusal.refuse(Reason.UNKNOWN_SECTOR, Refusal.quoted(selected) + " is no sector");
    }
    if (target == Target.REGION && !Places.isRegion(selected)) {
      refusal.refuse(Reason.BAD_REGION, "expected a region of ISO 3166-2, such as JP-01");
    }
    return selected;
  }

  /** The words of a comment, which may stand in {@code set} or beside it. */
  private @Nullable String text(TreeFields fields) {
    JsonNode set = fields.given("set");
    String text = fields.prose("text");
    if (text == null && set != null) {
      text = new TreeFields(set, refusal).prose("text");
    }
    if (text == null) {
      refusal.refuseMissing("text of the comment");
    }
    return text;
  }
}
