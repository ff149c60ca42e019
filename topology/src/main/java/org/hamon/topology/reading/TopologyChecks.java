// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.reading;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.hamon.topology.Asset;
import org.hamon.topology.Dependency;
import org.hamon.topology.LookAlikes;
import org.hamon.topology.ServiceLevel;
import org.hamon.topology.Suggestion;
import org.hamon.topology.Topology;
import org.jspecify.annotations.Nullable;

/** Checks what only the whole topology can tell: references between its things, and groups. */
final class TopologyChecks {

  private final TopologyDraft draft;
  private final Findings findings;
  private final Set<String> sectors;

  /** Each dependency that names a group or needs several, behind its dependent's position. */
  private long[] grouped = new long[1 << 10];

  private int groupedSize;

  private TopologyChecks(TopologyDraft draft, Findings findings) {
    this.draft = draft;
    this.findings = findings;
    sectors = Topology.allSectors(draft.sectors);
  }

  /**
   * {@code O(V + E)}, and {@code O(g log g)} in the dependencies that stand in groups; a suggestion
   * for an unknown asset costs {@code O(V)}.
   */
  static void check(TopologyDraft draft, Findings findings) {
    TopologyChecks checks = new TopologyChecks(draft, findings);
    for (int i = 0; i < draft.assets.size(); i++) {
      checks.asset(i, draft.assets.get(i));
    }
    for (int i = 0; i < draft.dependencies.size(); i++) {
      checks.dependency(i, draft.dependencies.get(i));
    }
    for (int i = 0; i < draft.links.size(); i++) {
      checks.asset(draft.links.places(), i, "a", draft.links.get(i).a());
      checks.asset(draft.links.places(), i, "b", draft.links.get(i).b());
    }
    for (int i = 0; i < draft.serviceLevels.size(); i++) {
      checks.serviceLevel(i, draft.serviceLevels.get(i));
    }
    for (int i = 0; i < draft.sharing.size(); i++) {
      checks.sector(draft.sharing.places(), i, draft.sharing.get(i).sector());
    }
    checks.groups();
    checks.lookAlikes();
  }

  /** Small ASCII letters and digits look like nothing but what has others: only these are kept. */
  private void lookAlikes() {
    Map<String, String> firsts = new HashMap<>();
    for (int i = 0; i < draft.assets.size(); i++) {
      String id = draft.assets.id(i);
      String skeleton = LookAlikes.skeleton(id);
      if (!skeleton.equals(id)) {
        String first = firsts.putIfAbsent(skeleton, id);
        String other = first == null && draft.assets.has(skeleton) ? skeleton : first;
        if (other != null) {
          lookAlike(i, id, other);
        }
      }
    }
  }

  private void lookAlike(int i, String id, String other) {
    Places places = draft.assets.places();
    findings
        .in(places.file(i))
        .warning(
            "LOOK_ALIKE_IDS",
            places.line(i, "id"),
            places.place(i, "id"),
            "Expected ids that nobody takes for one another, but '"
                + Node.abbreviated(id)
                + "' looks like '"
                + Node.abbreviated(other)
                + "'"
                + LookAlikes.difference(id, other).map(it -> ": here " + it).orElse("")
                + ".",
            null);
  }

  private void asset(int i, Asset asset) {
    sector(draft.assets.places(), i, asset.sector());
    if (Asset.isSectorInRegion(asset.id(), sectors)) {
      unexpected(
          "BAD_ID",
          draft.assets.places(),
          i,
          "id",
          "id",
          "an id that does not mean a sector in a region, as reports do",
          asset.id(),
          () -> null);
    }
  }

  private void sector(Places places, int thing, String sector) {
    if (!sectors.contains(sector)) {
      unexpected(
          "UNKNOWN_SECTOR",
          places,
          thing,
          "sector",
          "sector",
          "a sector (one of the ten, a declared one, provider or area)",
          sector,
          () -> Suggestion.didYouMean(sector, sectors));
    }
  }

  private void dependency(int i, Dependency d) {
    asset(draft.dependencies.places(), i, "provider", d.provider());
    asset(draft.dependencies.places(), i, "dependent", d.dependent());
    if (d.group() != null || d.needs() > 1) {
      int dependent = draft.assets.find(d.dependent());
      if (groupedSize == grouped.length) {
        grouped = Arrays.copyOf(grouped, groupedSize * 2);
      }
      grouped[groupedSize++] = ((long) dependent << 32) | i;
    }
    String condition = d.trigger().condition();
    if (condition != null
        && !draft.serviceLevels.has(condition)
        && !draft.broken.contains(condition)) {
      unexpected(
          "UNKNOWN_CONDITION",
          draft.dependencies.places(),
          i,
          "trigger",
          "trigger.condition",
          "the id of a service level",
          condition,
          () -> suggestion(condition, draft.serviceLevels.known()));
    }
  }

  private void serviceLevel(int i, ServiceLevel level) {
    sector(draft.serviceLevels.places(), i, level.sector());
    String asset = level.asset();
    if (asset != null) {
      asset(draft.serviceLevels.places(), i, "asset", asset);
    }
  }

  private void asset(Places places, int thing, String key, String id) {
    if (draft.ahead.contains(id) && !draft.assets.has(id) && !draft.broken.contains(id)) {
      unexpected(
          "UNKNOWN_ASSET",
          places,
          thing,
          key,
          key,
          "the id of an asset",
          id,
          () -> suggestion(id, draft.assets.known()));
    }
  }

  private static @Nullable String suggestion(String word, @Nullable List<String> known) {
    return known == null ? null : Suggestion.didYouMean(word, known);
  }

  private void unexpected(
      String code,
      Places places,
      int thing,
      String lineOf,
      String key,
      String expected,
      String found,
      Supplier<@Nullable String> suggestion) {
    findings
        .in(places.file(thing))
        .error(
            code,
            places.line(thing, lineOf),
            places.place(thing, key),
            "Expected " + expected + ", but found '" + Node.abbreviated(found) + "'.",
            findings.takesErrors() ? suggestion.get() : null);
  }

  /** A dependency without a group is a group of one. */
  private void groups() {
    long[] sorted = Arrays.copyOf(grouped, groupedSize);
    Arrays.sort(sorted);
    Map<String, int[]> named = new HashMap<>();
    for (int start = 0; start < sorted.length; ) {
      long dependent = sorted[start] >> 32;
      int end = start;
      named.clear();
      for (; end < sorted.length && sorted[end] >> 32 == dependent; end++) {
        int i = (int) sorted[end];
        Dependency d = draft.dependencies.get(i);
        // Several unknown dependents share a position, so their groups say nothing.
        if (dependent >= 0) {
          String group = d.group();
          boolean alone = end + 1 == sorted.length || sorted[end + 1] >> 32 != dependent;
          if (group == null || (alone && end == start)) {
            group(new int[] {i});
          } else {
            named.merge(group, new int[] {i}, TopologyChecks::joined);
          }
        }
      }
      named.values().forEach(this::group);
      start = end;
    }
  }

  private static int[] joined(int[] group, int[] one) {
    int[] joined = Arrays.copyOf(group, group.length + 1);
    joined[group.length] = one[0];
    return joined;
  }

  private void group(int[] group) {
    int needs = draft.dependencies.get(group[0]).needs();
    Set<String> providers = group.length == 1 ? Set.of() : new HashSet<>();
    Places places = draft.dependencies.places();
    for (int i : group) {
      Dependency d = draft.dependencies.get(i);
      Findings here = findings.in(places.file(i));
      if (d.needs() > group.length) {
        here.error(
            "NEEDS_EXCEEDS_GROUP",
            places.line(i, "needs"),
            places.place(i, "needs"),
            "Expected at most "
                + group.length
                + ", the providers in the group, but found '"
                + d.needs()
                + "'.",
            null);
      } else if (d.needs() != needs) {
        here.warning(
            "NEEDS_DIFFER",
            places.line(i, "needs"),
            places.place(i, "needs"),
            "Expected the same needs for the whole group, but found "
                + needs
                + " and "
                + d.needs()
                + "; the largest counts.",
            null);
      }
      if (group.length > 1 && !providers.add(d.provider())) {
        here.warning(
            "REPEATED_PROVIDER",
            places.line(i, "provider"),
            places.place(i, "provider"),
            "Expected each provider once in a group, but '"
                + d.provider()
                + "' is there again; it counts twice.",
            null);
      }
    }
  }
}
