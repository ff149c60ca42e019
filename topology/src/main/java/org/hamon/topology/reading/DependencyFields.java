// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.reading;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hamon.topology.AssetState;
import org.hamon.topology.Buffer;
import org.hamon.topology.Dependency;
import org.hamon.topology.DependencyType;
import org.hamon.topology.Trigger;
import org.jspecify.annotations.Nullable;

/** Reads a {@link Dependency} from its fields; defaults as the contract gives them. */
final class DependencyFields {

  static final List<String> KEYS =
      List.of(
          "id",
          "provider",
          "dependent",
          "type",
          "group",
          "needs",
          "strength",
          "buffer",
          "trigger",
          "restart",
          "recovery",
          "evidence");

  private static final List<String> QUANTILES = List.of("p10", "p50", "p90");
  private static final List<String> TRIGGERS = List.of("state", "condition");
  private static final int MOST_NEEDED = 1_000_000;
  private static final Map<String, DependencyType> TYPES = types();
  private static final List<String> STATES =
      Arrays.stream(AssetState.values()).map(AssetState::word).toList();
  private static final List<String> RESTARTS = List.of("automatic", "manual");

  private static final String ONE_OF_TYPES = "one of " + String.join(", ", TYPES.keySet());
  private static final String ONE_OF_STATES = "one of " + String.join(", ", STATES);
  private static final String ONE_OF_RESTARTS = "one of " + String.join(", ", RESTARTS);

  private DependencyFields() {}

  private static Map<String, DependencyType> types() {
    Map<String, DependencyType> types = new LinkedHashMap<>();
    for (DependencyType type : DependencyType.values()) {
      types.put(type.name().toLowerCase(Locale.ROOT), type);
    }
    return Collections.unmodifiableMap(types);
  }

  /**
   * The dependency; null if something is wrong with it, which is then among the findings. One
   * without id is called {@code provider>dependent}.
   */
  static @Nullable Dependency read(Fields fields) {
    String provider = fields.repeats().assetId(fields.id("provider"));
    String dependent = fields.repeats().assetId(fields.id("dependent"));
    String id = fields.optionalId("id");
    if (!provider.isEmpty() && provider.equals(dependent)) {
      fields.error(
          "SELF_DEPENDENCY",
          fields.node("dependent"),
          "dependent",
          "another asset than the provider",
          null);
    }
    String type = fields.word("type", "UNKNOWN_TYPE", ONE_OF_TYPES, TYPES.keySet());
    String group = fields.sharedText("group");
    long needs = fields.whole("needs", 1, MOST_NEEDED, 1);
    double strength = fields.number("strength", 0, 1, 1);
    Buffer buffer = buffer(fields);
    Trigger trigger = trigger(fields);
    String restart = fields.word("restart", "UNKNOWN_WORD", ONE_OF_RESTARTS, RESTARTS);
    long recovery = fields.duration("recovery", 0);
    fields.optionalText("evidence");
    fields.rejectOthers(KEYS);
    return fields.isSound()
        ? new Dependency(
            id == null ? provider + ">" + dependent : id,
            provider,
            dependent,
            TYPES.getOrDefault(type == null ? "physical" : type, DependencyType.PHYSICAL),
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
      return fields.repeats().one(Buffer.fixed(fields.duration("buffer", 0)));
    }
    Fields below = fields.below("buffer");
    if (below == null) {
      return null;
    }
    for (String quantile : QUANTILES) {
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
    below.rejectOthers(QUANTILES);
    fields.join(below);
    return fields.repeats().one(buffer);
  }

  private static Trigger trigger(Fields fields) {
    Fields below = fields.below("trigger");
    if (below == null) {
      return Trigger.OUT;
    }
    String state = below.word("state", "UNKNOWN_STATE", ONE_OF_STATES, STATES);
    String condition = below.optionalId("condition");
    if (below.isSound() && (state == null) == (condition == null)) {
      below.error(
          "WRONG_SHAPE",
          below.line(),
          "state",
          "Expected a state or a condition, but found " + (state == null ? "none." : "both."),
          null);
    }
    below.rejectOthers(TRIGGERS);
    fields.join(below);
    if (!below.isSound() || AssetState.STOPPED.word().equals(state)) {
      return Trigger.OUT;
    }
    return fields
        .repeats()
        .one(
            state == null
                ? new Trigger(null, condition)
                : new Trigger(AssetState.of(state).orElseThrow(), null));
  }
}
