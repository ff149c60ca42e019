// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks what only the whole topology can tell: references between its things, and groups. */
final class TopologyChecks {

  private final TopologyDraft draft;
  private final Set<String> sectors = new HashSet<>(Topology.TEN_SECTORS);

  private TopologyChecks(TopologyDraft draft) {
    this.draft = draft;
    sectors.addAll(draft.sectors);
    sectors.add(Asset.PROVIDER);
    sectors.add(Asset.AREA);
  }

  /** {@code O(V + E)} without findings; a suggestion for an unknown asset costs {@code O(V)}. */
  static void check(TopologyDraft draft) {
    TopologyChecks checks = new TopologyChecks(draft);
    draft.assets.values().forEach(a -> checks.sector(a.fields(), a.thing().sector()));
    draft.dependencies.values().forEach(checks::dependency);
    draft.links.values().forEach(checks::link);
    draft.serviceLevels.values().forEach(checks::serviceLevel);
    draft.sharing.values().forEach(s -> checks.sector(s.fields(), s.thing().sector()));
    checks.groups();
  }

  private void sector(Fields fields, String sector) {
    if (!sectors.contains(sector)) {
      fields.error(
          "UNKNOWN_SECTOR",
          fields.node("sector"),
          "sector",
          "a sector (one of the ten, a declared one, provider or area)",
          Suggestion.didYouMean(sector, sectors));
    }
  }

  private void dependency(Located<Dependency> located) {
    Fields fields = located.fields();
    asset(fields, "provider", located.thing().provider());
    asset(fields, "dependent", located.thing().dependent());
    String condition = located.thing().trigger().condition();
    if (condition != null
        && !draft.serviceLevels.containsKey(condition)
        && !draft.broken.contains(condition)) {
      fields.error(
          "UNKNOWN_CONDITION",
          fields.node("trigger"),
          "trigger.condition",
          "the id of a service level",
          Suggestion.didYouMean(condition, draft.serviceLevels.keySet()));
    }
  }

  private void link(Located<Link> located) {
    asset(located.fields(), "a", located.thing().a());
    asset(located.fields(), "b", located.thing().b());
  }

  private void serviceLevel(Located<ServiceLevel> located) {
    sector(located.fields(), located.thing().sector());
    String asset = located.thing().asset();
    if (asset != null) {
      asset(located.fields(), "asset", asset);
    }
  }

  private void asset(Fields fields, String key, String id) {
    if (!draft.assets.containsKey(id) && !draft.broken.contains(id)) {
      fields.error(
          "UNKNOWN_ASSET",
          fields.node(key),
          key,
          "the id of an asset",
          draft.assets.size() > 10_000 ? null : Suggestion.didYouMean(id, draft.assets.keySet()));
    }
  }

  private void groups() {
    Map<List<String>, List<Located<Dependency>>> groups = new LinkedHashMap<>();
    for (Located<Dependency> d : draft.dependencies.values()) {
      String group = d.thing().group();
      List<String> key =
          group == null ? List.of(d.thing().id()) : List.of(d.thing().dependent(), group);
      groups.computeIfAbsent(key, k -> new ArrayList<>()).add(d);
    }
    groups.values().forEach(TopologyChecks::group);
  }

  private static void group(List<Located<Dependency>> group) {
    int needs = group.get(0).thing().needs();
    Set<String> providers = new HashSet<>();
    for (Located<Dependency> d : group) {
      Fields fields = d.fields();
      if (d.thing().needs() > group.size()) {
        fields.error(
            "NEEDS_EXCEEDS_GROUP",
            fields.node("needs"),
            "needs",
            "at most " + group.size() + ", the providers in the group",
            null);
      } else if (d.thing().needs() != needs) {
        fields
            .findings()
            .warning(
                "NEEDS_DIFFER",
                fields.node("needs").line(),
                fields.at("needs"),
                "Expected the same needs for the whole group, but found "
                    + needs
                    + " and "
                    + d.thing().needs()
                    + "; the largest counts.",
                null);
      }
      if (!providers.add(d.thing().provider())) {
        fields
            .findings()
            .warning(
                "REPEATED_PROVIDER",
                fields.node("provider").line(),
                fields.at("provider"),
                "Expected each provider once in a group, but '"
                    + d.thing().provider()
                    + "' is there again; it counts twice.",
                null);
      }
    }
  }
}
