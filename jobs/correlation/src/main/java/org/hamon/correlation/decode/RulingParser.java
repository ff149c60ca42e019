// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.hamon.correlation.notice.Control.Target;
import org.hamon.correlation.notice.Ruling;
import org.hamon.patterns.language.Cause;
import org.hamon.patterns.language.FailureType;
import org.hamon.topology.AssetState;
import org.jspecify.annotations.Nullable;

/** Reads the {@code set} of an override: fields that what it selects has, each a value or null. */
final class RulingParser {

  private static final Set<String> OF_ASSET = Set.of(Ruling.STATE, Ruling.CAUSE);
  private static final Set<String> OF_SITUATION =
      Set.of(Ruling.ROOT, Ruling.CAUSE, Ruling.FAILURE, Ruling.VERDICT);
  private static final Set<String> OF_WARNING = Set.of(Ruling.PRIORITY);
  private static final Set<String> PRIORITIES = Set.of("P1", "P2", "P3", "P4");

  private final Refusal refusal;

  RulingParser(Refusal refusal) {
    this.refusal = refusal;
  }

  /** The ruling, or null if it was refused. */
  @Nullable Ruling ruling(@Nullable JsonNode set, Target target) {
    if (set == null) {
      refusal.refuseMissing("set");
      return null;
    }
    if (!set.isObject() || set.isEmpty()) {
      refusal.refuse(Reason.BAD_SET, "expected set to be an object that says something");
      return null;
    }
    Set<String> known =
        switch (target) {
          case ASSET -> OF_ASSET;
          case SITUATION -> OF_SITUATION;
          case WARNING -> OF_WARNING;
          default -> Set.of();
        };
    TreeSet<String> named = new TreeSet<>();
    set.fieldNames().forEachRemaining(named::add);
    for (String field : named) {
      if (!known.contains(field)) {
        refusal.refuse(
            Reason.BAD_SET,
            "expected set to say "
                + String.join(" or ", new TreeSet<>(known))
                + " of "
                + withArticle(target)
                + ", but it says "
                + Refusal.quoted(field));
      }
    }
    if (target == Target.ASSET && !named.contains(Ruling.STATE)) {
      refusal.refuse(Reason.BAD_SET, "expected set to name the state of the asset");
    }
    AssetState state =
        value(
            set,
            Ruling.STATE,
            Reason.UNKNOWN_STATE,
            word -> AssetState.of(Refusal.plain(word)).orElse(null),
            words(AssetState.values(), AssetState::word));
    Cause cause =
        value(
            set,
            Ruling.CAUSE,
            Reason.UNKNOWN_CAUSE,
            word -> Cause.of(Refusal.plain(word)).orElse(null),
            words(Cause.values(), Cause::word));
    String root =
        value(
            set,
            Ruling.ROOT,
            Reason.BAD_SET,
            word -> word.isBlank() ? null : word,
            List.of("the id of an asset"));
    FailureType failure =
        value(
            set,
            Ruling.FAILURE,
            Reason.BAD_SET,
            RulingParser::failureType,
            words(FailureType.values(), FailureType::word));
    String verdict =
        value(
            set,
            Ruling.VERDICT,
            Reason.BAD_SET,
            word -> word.equals(Ruling.FALSE_ALARM) ? word : null,
            List.of(Ruling.FALSE_ALARM));
    String priority =
        value(
            set,
            Ruling.PRIORITY,
            Reason.BAD_SET,
            word -> PRIORITIES.contains(word) ? word : null,
            PRIORITIES.stream().sorted().toList());
    return refusal.isEmpty()
        ? new Ruling(List.copyOf(named), state, cause, root, failure, verdict, priority)
        : null;
  }

  private static String withArticle(Target target) {
    return (target == Target.ASSET ? "an " : "a ") + target.word();
  }

  /** The value of a field; null if it is absent, null or was refused. */
  private <T> @Nullable T value(
      JsonNode set,
      String field,
      Reason why,
      Function<String, @Nullable T> read,
      Collection<String> known) {
    JsonNode node = set.get(field);
    if (node == null || node.isNull()) {
      return null;
    }
    if (node.isTextual() && !refusal.checkWord("set." + field, node.textValue())) {
      return null;
    }
    T value = node.isTextual() ? read.apply(node.textValue()) : null;
    if (value == null) {
      refusal.refuseWord(why, node.asText(), field + " that can be set", known.stream());
    }
    return value;
  }

  private static <T> List<String> words(T[] all, Function<T, String> word) {
    return Arrays.stream(all).map(word).toList();
  }

  private static @Nullable FailureType failureType(String word) {
    for (FailureType type : FailureType.values()) {
      if (type.word().equals(word.toLowerCase(Locale.ROOT))) {
        return type;
      }
    }
    return null;
  }
}
