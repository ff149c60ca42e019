// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads a {@link Dependency} from its fields; defaults as the contract gives them. */
final class DependencyFields {

  private static final int MOST_NEEDED = 1_000_000;
  private static final List<String> TYPES =
      Arrays.stream(DependencyType.values()).map(t -> t.name().toLowerCase(Locale.ROOT)).toList();
  private static final List<String> STATES =
      Arrays.stream(AssetState.values()).map(AssetState::word).toList();
  private static final List<String> RESTARTS = List.of("automatic", "manual");

  private DependencyFields() {}

  /**
   * The dependency; null if something is wrong with it, which is then among the findings. One
   * without id is called {@code provider>dependent}.
   */
  static @Nullable Dependency read(Fields fields) {
    String provider = fields.text("provider");
    String dependent = fields.text("dependent");
    String id = AssetFields.idOr(fields, "id", provider + ">" + dependent);
    if (!provider.isEmpty() && provider.equals(dependent)) {
      fields.error(
          "SELF_DEPENDENCY",
          fields.node("dependent"),
          "dependent",
          "another asset than the provider",
          null);
    }
    String type = fields.word("type", "UNKNOWN_TYPE", "one of " + String.join(", ", TYPES), TYPES);
    String group = fields.optionalText("group");
    long needs = fields.whole("needs", 1, MOST_NEEDED, 1);
    double strength = fields.number("strength", 0, 1, 1);
    Buffer buffer = buffer(fields);
    Trigger trigger = trigger(fields);
    String restart =
        fields.word("restart", "UNKNOWN_WORD", "one of " + String.join(", ", RESTARTS), RESTARTS);
    long recovery = fields.duration("recovery", 0);
    fields.rejectOthers();
    return fields.isSound()
        ? new Dependency(
            id,
            provider,
            dependent,
            type == null
                ? DependencyType.PHYSICAL
                : DependencyType.valueOf(type.toUpperCase(Locale.ROOT)),
            group,
            (int) needs,
            strength,
            buffer,
            trigger,
            "manual".equals(restart),
            recovery)
        : null;
  }

  private static @Nullable Buffer buffer(Fields fields) {
    if (fields.present("buffer") instanceof Node.Scalar) {
      return Buffer.fixed(fields.duration("buffer", 0));
    }
    Fields below = fields.below("buffer");
    if (below == null) {
      return null;
    }
    for (String quantile : List.of("p10", "p50", "p90")) {
      below.missing(quantile);
    }
    Buffer buffer =
        new Buffer(below.duration("p10", 0), below.duration("p50", 0), below.duration("p90", 0));
    if (below.isSound()
        && (buffer.p10Millis() > buffer.p50Millis() || buffer.p50Millis() > buffer.p90Millis())) {
      below.error(
          "UNORDERED_QUANTILES",
          below.line(),
          "p50",
          "Expected p10 <= p50 <= p90, but found another order.",
          null);
    }
    below.rejectOthers();
    fields.join(below);
    return buffer;
  }

  private static Trigger trigger(Fields fields) {
    Fields below = fields.below("trigger");
    if (below == null) {
      return Trigger.OUT;
    }
    String state =
        below.word("state", "UNKNOWN_STATE", "one of " + String.join(", ", STATES), STATES);
    String condition = below.optionalText("condition");
    if (below.isSound() && (state == null) == (condition == null)) {
      below.error(
          "WRONG_SHAPE",
          below.line(),
          "state",
          "Expected a state or a condition, but found " + (state == null ? "none." : "both."),
          null);
    }
    below.rejectOthers();
    fields.join(below);
    if (!below.isSound()) {
      return Trigger.OUT;
    }
    return state == null
        ? new Trigger(null, condition)
        : new Trigger(AssetState.of(state).orElseThrow(), null);
  }
}
