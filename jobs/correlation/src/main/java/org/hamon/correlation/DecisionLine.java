// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** A line on {@code decisions} about something else than one warning. */
public final class DecisionLine {

  private static final String TYPE = "jp.ci.decision.v1";

  private DecisionLine() {}

  /**
   * The line.
   *
   * @param key what it is about
   * @param inputs what the rule looked at
   */
  public static Output of(
      String lane, long at, String key, String choice, String rule, ObjectNode inputs) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("at", Instant.ofEpochMilli(at).toString());
    line.put("lane", lane);
    line.put("choice", choice);
    line.put("rule", rule);
    line.set("inputs", inputs);
    return new Output(Output.DECISIONS, lane, key, at, 0, TYPE, key, line.toString());
  }
}
