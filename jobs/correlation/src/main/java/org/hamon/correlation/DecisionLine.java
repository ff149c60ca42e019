// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Locale;

/**
 * Makes the lines of the output {@code decisions}; nothing else does. A line says what was chosen,
 * by which rule, and what that rule looked at. Those who run the job read it: who reported
 * something and in which words does not belong into it.
 */
public final class DecisionLine {

  private static final String TYPE = "jp.ci.decision.v1";

  private DecisionLine() {}

  /** What was chosen. */
  public enum Choice {
    SENT,
    NOT_SENT,
    /** Waits to be told together with what follows. */
    MERGED,
    /** Held back by a guard, a silence or a maintenance. */
    SUPPRESSED,
    /** Something was taken out of what was sent. */
    REDACTED,
    /** What somebody told the job counts from now on. */
    TAKEN,
    /** What somebody told the job was withdrawn. */
    WITHDRAWN,
    /** What somebody told the job has ended without ever having had anything to act on. */
    EXPIRED,
    /** The job gave up looking for something. */
    DROPPED,
    /** Something of the job's own does not work any more. */
    DISABLED;

    private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The word that stands in the line. */
    public String word() {
      return word;
    }
  }

  /**
   * What a choice about a warning is about.
   *
   * @param revision 0 if none left
   * @param community empty where the sector has only one
   */
  public record Warning(
      String situation, String sector, String community, String id, int revision) {}

  /**
   * A choice about something else than a warning.
   *
   * @param key what it is about
   * @param inputs what the rule looked at
   */
  public static Output of(
      String lane, long at, String key, Choice choice, String rule, ObjectNode inputs) {
    ObjectNode line = start(lane, at, choice, rule);
    line.set("inputs", inputs);
    return new Output(Output.DECISIONS, lane, key, at, 0, TYPE, key, line.toString());
  }

  /**
   * A choice about a warning.
   *
   * @param inputs what the rule looked at
   */
  public static Output of(
      String lane, long at, Warning about, Choice choice, String rule, ObjectNode inputs) {
    ObjectNode line = start(lane, at, choice, rule);
    line.put("situation", about.situation()).put("sector", about.sector());
    if (!about.community().isEmpty()) {
      line.put("community", about.community());
    }
    line.put("warning", about.id());
    if (about.revision() > 0) {
      line.put("revision", about.revision());
    }
    line.set("inputs", inputs);
    return new Output(
        Output.DECISIONS,
        lane,
        about.id(),
        at,
        about.revision(),
        TYPE,
        about.situation(),
        line.toString());
  }

  private static ObjectNode start(String lane, long at, Choice choice, String rule) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("at", Instant.ofEpochMilli(at).toString())
        .put("lane", lane)
        .put("choice", choice.word())
        .put("rule", rule);
  }
}
