// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.warn;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.hamon.correlation.DecisionLine;
import org.hamon.correlation.DecisionLine.Choice;
import org.hamon.correlation.Output;
import org.hamon.correlation.situation.Briefing;

/**
 * A choice about a warning, with the rule it follows from and what that rule looked at.
 *
 * @param revision 0 if none left
 */
record Decision(Assessment seen, int revision, Choice choice, String rule) {

  /** What must be there for one who was not told for want of it. */
  private static final String TO_BE_LIVE =
      "an entry under sharing with status: live, rules and poc.primary (./hamon topology check says"
          + " what is missing)";

  /** Choice and rule: what must not be written twice in a row. */
  String name() {
    return choice.word() + " " + rule;
  }

  Output output(Settings settings, FloodState flood) {
    Briefing b = seen.briefing();
    Recipient recipient = seen.recipient();
    ObjectNode inputs = JsonNodeFactory.instance.objectNode();
    inputs.put("score", Revision.rounded(seen.score())).put("priority", seen.priority().name());
    inputs.put("likelihood", Revision.rounded(seen.likelihood()));
    inputs.put("leadSeconds", seen.lead() / 1000).put("phase", seen.phase().word());
    inputs.put("leastLikelihood", settings.cuts().leastLikelihood());
    inputs.put("sendCut", settings.cuts().of(recipient.sector()).sendCut());
    inputs.put("cutsVersion", settings.cuts().version());
    Released released = seen.view().released();
    inputs.put("tlp", released.label().label()).put("ceiling", recipient.ceiling().label());
    inputs.put("anonymised", released.anonymised()).put("leftOut", released.leftOut());
    inputs.put("alertsInTenMinutes", flood.recent(seen.now()));
    inputs.put("threat", Revision.rounded(b.threat()));
    if (rule.equals(Selection.NOT_LIVE)) {
      inputs.put("needs", TO_BE_LIVE);
    }
    DecisionLine.Warning about =
        new DecisionLine.Warning(
            b.situation(),
            recipient.sector(),
            recipient.community(),
            recipient.warningId(b.situation()),
            revision);
    return DecisionLine.of(b.lane(), seen.now(), about, choice, rule, inputs);
  }
}
