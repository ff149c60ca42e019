// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.language;

import java.util.List;

/** Checks which stages may follow which. */
final class StageOrder {

  private final List<Stage> stages;
  private final Findings findings;

  StageOrder(List<Stage> stages, Findings findings) {
    this.stages = stages;
    this.findings = findings;
  }

  void check() {
    if (stages.get(0).not()) {
      findings.error(
          "FIRST_STAGE_NOT",
          at(0),
          "Expected an event first, but the first stage is `not`: there is nothing it follows.");
      return;
    }
    if (stages.stream().allMatch(stage -> stage.not() || stage.optional())) {
      findings.error(
          "ALL_STAGES_OPTIONAL", at(0), "Expected a stage that must happen, but all are optional.");
    }
    if (stages.get(0).strict()) {
      findings.warn(
          "STRICT_WITHOUT_EFFECT",
          at(0),
          "`next: strict` at the first stage: there is nothing it follows.",
          "With atLeast it says that the events of the stage follow each other directly.");
    }
    for (int i = 1; i < stages.size(); i++) {
      if (stages.get(i).not() && positiveBefore(i).optional()) {
        findings.error(
            "NOT_AFTER_OPTIONAL",
            at(i),
            "Expected a stage that must happen before a `not` stage, but '"
                + positiveBefore(i).name()
                + "' is optional.",
            "Write two patterns, one with and one without it.");
      }
    }
    checkEnd();
    checkLooseLimits();
  }

  /** Events above atLeast are kept to be counted, and another match may go on without the next. */
  private void checkLooseLimits() {
    for (int i = 0; i + 1 < stages.size(); i++) {
      Stage stage = stages.get(i);
      if (stage.atMost() <= stage.atLeast()) {
        continue;
      }
      if (stages.get(i + 1).not()) {
        findings.error(
            "AT_MOST_BEFORE_NOT",
            at(i),
            "Expected atMost to equal atLeast right before a `not` stage, but "
                + stage.atMost()
                + " is more than "
                + stage.atLeast()
                + ".",
            "Write one pattern for each number, or leave atMost out.");
      } else if (i + 2 < stages.size()) {
        findings.warn(
            "AT_MOST_LOOSE",
            at(i),
            "With atMost above atLeast and more than one stage to follow, a later event may be taken"
                + " for the next stage in place of the first.",
            "Let atMost equal atLeast if that matters.");
      }
    }
  }

  private void checkEnd() {
    int last = stages.size() - 1;
    Stage end = stages.get(last);
    int positive = last;
    while (stages.get(positive).not()) {
      if (stages.get(positive).strict()) {
        findings.error(
            "STRICT_LAST_NOT",
            at(positive),
            "Expected a last `not` stage to hold until the window ends, but `next: strict` looks at"
                + " one event only.");
      }
      positive--;
    }
    if (end.optional()) {
      findings.warn(
          "OPTIONAL_WITHOUT_EFFECT",
          at(last),
          "The match is complete before this optional stage, so it changes nothing.",
          "Leave it out.");
    }
    if (!end.not() && end.atMost() > 0) {
      findings.warn(
          "AT_MOST_WITHOUT_EFFECT",
          at(last),
          "The match is complete at the last stage's atLeast, so its atMost changes nothing.",
          "To wait for the window's end add a last stage with `not: true`.");
    }
  }

  private Stage positiveBefore(int i) {
    int before = i - 1;
    while (stages.get(before).not()) {
      before--;
    }
    return stages.get(before);
  }

  private String at(int i) {
    return "sequence[" + i + "]." + stages.get(i).name();
  }
}
