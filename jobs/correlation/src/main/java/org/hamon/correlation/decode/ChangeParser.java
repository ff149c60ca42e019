// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Locale;
import org.hamon.patterns.language.StateChange;
import org.hamon.patterns.language.Tlp;
import org.hamon.topology.TopologyChange;
import org.hamon.topology.reading.Rfc3339;
import org.hamon.topology.reading.TopologyChanges;
import org.jspecify.annotations.Nullable;

/** Reads a change of the topology, which may be valid from a time in the future. */
final class ChangeParser {

  private static final TopologyChange.Op[] OPS = TopologyChange.Op.values();

  private final Refusal refusal;

  ChangeParser(Refusal refusal) {
    this.refusal = refusal;
  }

  /** The change, or null if it was refused. */
  @Nullable Decoded change(Origin origin, JsonNode record) {
    TreeFields fields = new TreeFields(record, refusal);
    fields.takeLane();
    String validFrom = fields.required("validFrom");
    if (validFrom != null) {
      refusal.takePlannedTime("validFrom", Rfc3339.parse(validFrom));
    }
    String op = fields.required("op");
    if (op != null && !isOp(op)) {
      refusal.refuseWord(Reason.UNKNOWN_OP, op, "op", Arrays.stream(OPS).map(ChangeParser::word));
    }
    fields.checkTexts("value");
    fields.checkTexts("snapshot");
    if (!refusal.lane().equals(StateChange.ACTUAL)) {
      refusal.refuse(Reason.BAD_LANE, "the topology is the same in all lanes; leave lane out");
    }
    if (!refusal.isEmpty()) {
      return null;
    }
    TopologyChanges.Parsed parsed = TopologyChanges.parse(record);
    if (parsed instanceof TopologyChanges.Parsed.Change of) {
      return decoded(origin, of.change());
    }
    if (parsed instanceof TopologyChanges.Parsed.Rejected rejected) {
      refusal.refuse(
          rejected.code().equals("BAD_TIME") ? Reason.BAD_TIME : Reason.BAD_VALUE,
          rejected.code() + ": " + rejected.detail());
    }
    return null;
  }

  private static Decoded decoded(Origin origin, TopologyChange change) {
    return new Decoded(
        Input.TOPOLOGY_CHANGES,
        origin,
        change.validFrom(),
        StateChange.ACTUAL,
        null,
        null,
        0,
        Tlp.AMBER,
        null,
        change,
        null,
        null,
        null,
        null,
        null);
  }

  private static String word(TopologyChange.Op op) {
    return op.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static boolean isOp(String word) {
    for (TopologyChange.Op op : OPS) {
      if (word(op).equals(word)) {
        return true;
      }
    }
    return false;
  }
}
