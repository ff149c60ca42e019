// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.warn;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.hamon.correlation.Output;
import org.hamon.correlation.situation.Briefing;

/**
 * A choice about a warning, with the rule it follows from and what that rule looked at.
 *
 * @param revision 0 if none left
 */
record Decision(Assessment seen, int revision, Choice choice, String rule) {

  private static final String TYPE = "jp.ci.decision.v1";

  /** What was chosen. */
  enum Choice {
    SENT("sent"),
    NOT_SENT("not-sent"),
    /** Waits to be told together with what follows. */
    MERGED("merged"),
    SUPPRESSED("suppressed"),
    REDACTED("redacted");

    private final String word;

    Choice(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  /** Choice and rule: what must not be written twice in a row. */
  String name() {
    return choice.word() + " " + rule;
  }

  Output output(Settings settings, FloodState flood) {
    Briefing b = seen.briefing();
    Recipient recipient = seen.recipient();
    String id = recipient.warningId(b.situation());
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("at", Revision.time(seen.now())).put("lane", b.lane()).put("warning", id);
    if (revision > 0) {
      json.put("revision", revision);
    }
    json.put("situation", b.situation()).put("sector", recipient.sector());
    if (!recipient.community().isEmpty()) {
      json.put("community", recipient.community());
    }
    json.put("choice", choice.word()).put("rule", rule);
    ObjectNode inputs = json.putObject("inputs");
    inputs.put("score", Revision.rounded(seen.score())).put("priority", seen.priority().name());
    inputs.put("likelihood", Revision.rounded(seen.likelihood()));
    inputs.put("leadSeconds", seen.lead() / 1000).put("phase", seen.phase().word());
    inputs.put("sendCut", settings.cuts().of(recipient.sector()).sendCut());
    inputs.put("cutsVersion", settings.cuts().version());
    Released released = seen.view().released();
    inputs.put("tlp", released.label().label()).put("ceiling", recipient.ceiling().label());
    inputs.put("anonymised", released.anonymised()).put("leftOut", released.leftOut());
    inputs.put("alertsInTenMinutes", flood.recent(seen.now()));
    return new Output(
        Output.DECISIONS, b.lane(), id, seen.now(), revision, TYPE, b.situation(), json.toString());
  }
}
