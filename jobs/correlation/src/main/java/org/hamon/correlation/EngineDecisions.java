// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.hamon.correlation.DecisionLine.Choice;
import org.hamon.patterns.engine.PatternFault;
import org.hamon.patterns.engine.Storm;
import org.hamon.patterns.language.Match;
import org.hamon.patterns.language.StateChange;

/** Lines on {@code decisions} about patterns: what was found in the shadow, dropped or disabled. */
final class EngineDecisions {

  private EngineDecisions() {}

  /** A pattern on trial matched; nobody is warned. */
  static Output ofShadow(Match match) {
    ObjectNode inputs = inputs(match.patternAndVersion());
    inputs.put("root", match.root());
    match.members().forEach(inputs.putArray("members")::add);
    return DecisionLine.of(
        match.lane(),
        match.at(),
        match.patternAndVersion(),
        Choice.NOT_SENT,
        "shadow-pattern",
        inputs);
  }

  /** Too many partial matches were open at one root. */
  static Output ofStorm(Storm storm) {
    String pattern = storm.pattern() + "@" + storm.version();
    ObjectNode inputs = inputs(pattern);
    inputs.put("root", storm.root());
    inputs.put("bound", storm.bound());
    return DecisionLine.of(storm.lane(), storm.at(), pattern, Choice.DROPPED, "storm", inputs);
  }

  /** A pattern cannot run. */
  static Output ofFault(PatternFault fault) {
    String pattern = fault.pattern() + "@" + fault.version();
    ObjectNode inputs = inputs(pattern);
    inputs.put("message", fault.message());
    return DecisionLine.of(
        StateChange.ACTUAL, fault.at(), pattern, Choice.DISABLED, "pattern-fault", inputs);
  }

  private static ObjectNode inputs(String pattern) {
    return JsonNodeFactory.instance.objectNode().put("pattern", pattern);
  }
}
