// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;
import org.hamon.patterns.engine.PatternChange;
import org.hamon.patterns.engine.PatternChange.Op;
import org.hamon.patterns.language.PatternReader;
import org.hamon.patterns.language.StateChange;
import org.hamon.topology.Finding;
import org.hamon.topology.reading.Rfc3339;
import org.jspecify.annotations.Nullable;

/** Reads a pattern that is published or withdrawn, which may be valid from a time in the future. */
final class PatternParser {

  private final Refusal refusal;

  PatternParser(Refusal refusal) {
    this.refusal = refusal;
  }

  /** The change, or null if it was refused: all that is wrong with the pattern is said at once. */
  @Nullable Decoded change(Origin origin, JsonNode record) {
    TreeFields fields = new TreeFields(record, refusal);
    fields.takeLane();
    String validFrom = fields.required("validFrom");
    if (validFrom != null) {
      refusal.takePlannedTime("validFrom", Rfc3339.parse(validFrom));
    }
    Op op = op(fields.required("op"));
    JsonNode pattern = record.path("pattern");
    String id = pattern.path("id").asText("");
    if (!pattern.isObject()) {
      refusal.refuseType("pattern", "an object: the pattern's file as JSON");
    } else if (id.isBlank()) {
      refusal.refuseMissing("pattern.id");
    } else {
      refusal.checkWord("pattern.id", id);
      fields.checkTexts("pattern");
    }
    if (!refusal.lane().equals(StateChange.ACTUAL)) {
      refusal.refuse(Reason.BAD_LANE, "patterns are the same in all lanes; leave lane out");
    }
    if (op == Op.UPSERT && refusal.isEmpty()) {
      refuseIfUnsound(id, pattern);
    }
    if (op == null || !refusal.isEmpty()) {
      return null;
    }
    String definition = op == Op.UPSERT ? pattern.toString() : null;
    return Decoded.of(origin, new PatternChange(op, refusal.time(), id, definition));
  }

  private @Nullable Op op(@Nullable String word) {
    if ("upsert".equals(word)) {
      return Op.UPSERT;
    }
    if ("remove".equals(word)) {
      return Op.REMOVE;
    }
    if (word != null) {
      refusal.refuse(
          Reason.UNKNOWN_OP, "expected op to be upsert or remove, not " + Refusal.quoted(word));
    }
    return null;
  }

  private void refuseIfUnsound(String id, JsonNode pattern) {
    String errors =
        PatternReader.parse(id, pattern).findings().stream()
            .filter(Finding::isError)
            .map(Finding::toString)
            .collect(Collectors.joining("; "));
    if (!errors.isEmpty()) {
      refusal.refuse(Reason.BAD_PATTERN, errors);
    }
  }
}
