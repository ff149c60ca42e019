// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.warn;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hamon.correlation.situation.EvidenceItem;
import org.hamon.correlation.situation.Impact;
import org.hamon.patterns.language.Tlp;
import org.jspecify.annotations.Nullable;

/**
 * What of a situation's evidence may leave to a recipient, and under which label (TLP 2.0).
 *
 * @param evidence newest first
 * @param label the high-water mark over the evidence that leaves
 * @param anonymised how many items leave as derived facts, without reference
 * @param leftOut how many items do not leave at all
 * @param hidden assets that are known by nothing but evidence left out
 */
record Released(
    List<EvidenceItem> evidence, Tlp label, int anonymised, int leftOut, Set<String> hidden) {

  private static final Comparator<EvidenceItem> NEWEST_FIRST =
      Comparator.comparingLong(EvidenceItem::at)
          .reversed()
          .thenComparing(EvidenceItem::asset)
          .thenComparing(EvidenceItem::from)
          .thenComparing(EvidenceItem::state)
          .thenComparing(EvidenceItem::tlp);

  Released {
    evidence = List.copyOf(evidence);
    hidden = Set.copyOf(hidden);
  }

  /**
   * Leaves TLP:RED out, turns TLP:AMBER+STRICT into derived facts where that is agreed. What has no
   * label counts as TLP:AMBER+STRICT: evidence always has one, but an asset may fail without any.
   *
   * @param resolution the end is never hidden: what may not leave is left out instead of holding
   *     the whole back
   */
  static Released of(
      List<EvidenceItem> all, List<Impact> impacts, Recipient recipient, boolean resolution) {
    List<EvidenceItem> kept = new ArrayList<>();
    Set<String> shown = new HashSet<>();
    Set<String> hidden = new HashSet<>();
    Tlp label = null;
    int anonymised = 0;
    for (EvidenceItem item : all) {
      Tlp leaves = outgoing(item.tlp(), recipient);
      if (leaves == Tlp.RED || (resolution && leaves.exceeds(recipient.ceiling()))) {
        hidden.add(item.asset());
        continue;
      }
      boolean derived = leaves != item.tlp();
      anonymised += derived ? 1 : 0;
      kept.add(derived ? withoutReference(item, leaves) : item);
      shown.add(item.asset());
      label = highest(label, leaves);
    }
    hidden.removeAll(shown);
    Tlp unlabelled = outgoing(Tlp.AMBER_STRICT, recipient);
    for (Impact impact : impacts) {
      String asset = impact.asset();
      if (Score.isFailing(impact) && !shown.contains(asset) && !hidden.contains(asset)) {
        if (resolution && unlabelled.exceeds(recipient.ceiling())) {
          hidden.add(asset);
        } else {
          label = highest(label, unlabelled);
        }
      }
    }
    kept.sort(NEWEST_FIRST);
    int leftOut = all.size() - kept.size();
    return new Released(kept, label == null ? unlabelled : label, anonymised, leftOut, hidden);
  }

  /** The same under that label too, if anything is told under it. */
  Released with(@Nullable Tlp other) {
    return other == null
        ? this
        : new Released(evidence, highest(label, other), anonymised, leftOut, hidden);
  }

  /** The same under the label told before or, within the ceiling, a more restrictive one. */
  Released asToldBefore(Tlp told, Recipient recipient) {
    Tlp whole = label.exceeds(recipient.ceiling()) ? told : Tlp.mostRestrictive(told, label);
    return new Released(evidence, whole, anonymised, leftOut, hidden);
  }

  /** Whether there is evidence, but none that may leave. */
  boolean nothingLeft() {
    return evidence.isEmpty() && leftOut > 0;
  }

  static Tlp outgoing(Tlp tlp, Recipient recipient) {
    return tlp == Tlp.AMBER_STRICT && recipient.derived() ? Tlp.AMBER : tlp;
  }

  private static Tlp highest(@Nullable Tlp soFar, Tlp tlp) {
    return soFar == null ? tlp : Tlp.mostRestrictive(soFar, tlp);
  }

  private static EvidenceItem withoutReference(EvidenceItem item, Tlp tlp) {
    return new EvidenceItem(
        item.asset(), item.sector(), item.state(), item.at(), item.began(), item.from(), null, tlp);
  }
}
