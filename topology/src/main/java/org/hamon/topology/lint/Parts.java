// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.lint;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.hamon.topology.Asset;
import org.hamon.topology.Dependency;
import org.hamon.topology.DependencyType;
import org.hamon.topology.ServiceLevel;
import org.hamon.topology.Sharing;
import org.hamon.topology.reading.Origin;

/** The rules that look at one part of a topology and its nearest neighbours. */
final class Parts {

  private final Shape shape;
  private final Origin origin;
  private final Notes notes;
  private final Map<String, ServiceLevel> levels = new HashMap<>();

  private Parts(Shape shape, Origin origin, Notes notes) {
    this.shape = shape;
    this.origin = origin;
    this.notes = notes;
    shape.topology.serviceLevels().forEach(level -> levels.put(level.id(), level));
  }

  /** {@code O(V + E)}, and for each service level the assets up to the first it applies to. */
  static void check(Shape shape, Origin origin, Notes notes) {
    Parts parts = new Parts(shape, origin, notes);
    for (int i = 0; i < shape.assets.size(); i++) {
      parts.asset(i, shape.assets.get(i));
    }
    for (int i = 0; i < shape.dependencies.size(); i++) {
      parts.dependency(i, shape.dependencies.get(i));
      parts.evidence(i, shape.dependencies.get(i));
    }
    for (int i = 0; i < shape.links.size(); i++) {
      parts.link(i);
    }
    parts.levels();
    parts.sharing();
  }

  private void asset(int i, Asset asset) {
    if (asset.region() == null) {
      notes.add(
          Rule.NO_REGION,
          origin.assets(),
          i,
          "region",
          () -> "Expected the region of '" + asset.id() + "', but it is not said.",
          "add region");
    }
    if (asset.everyMillis() == 0 && !asset.sector().equals(Asset.AREA)) {
      notes.add(
          Rule.NEVER_HEARD,
          origin.assets(),
          i,
          "every",
          () -> "Nobody notices if '" + asset.id() + "' falls silent: it has no 'every'.",
          null);
    }
    if (shape.needsNothing(i) && shape.out.size(i) == 0) {
      notes.add(
          Rule.ISOLATED,
          origin.assets(),
          i,
          "id",
          () -> "'" + asset.id() + "' has no dependency and no link.",
          null);
    }
  }

  private void dependency(int i, Dependency d) {
    if (d.strength() == 0) {
      notes.add(
          Rule.ZERO_STRENGTH,
          origin.dependencies(),
          i,
          "strength",
          () -> "Expected a strength above 0, but with 0 '" + d.dependent() + "' is never hit.",
          "leave the dependency out");
    }
    String condition = d.trigger().condition();
    ServiceLevel level = condition == null ? null : levels.get(condition);
    if (level != null && !level.appliesTo(shape.assets.get(shape.provider[i]))) {
      notes.add(
          Rule.CONDITION_NEVER_ON,
          origin.dependencies(),
          i,
          "trigger",
          () ->
              "Expected a service level of '"
                  + d.provider()
                  + "' as condition, but '"
                  + condition
                  + "' does not apply to it.",
          "name a level of its sector and kind");
    }
    if (d.group() != null && isAlone(i)) {
      notes.add(
          Rule.GROUP_OF_ONE,
          origin.dependencies(),
          i,
          "group",
          () ->
              "Nothing stands in for '"
                  + d.provider()
                  + "' in the group '"
                  + d.group()
                  + "' of '"
                  + d.dependent()
                  + "'.",
          null);
    }
  }

  private boolean isAlone(int dependency) {
    int asset = shape.dependent[dependency];
    int members = 0;
    for (int p = shape.in.start(asset); p < shape.in.end(asset); p++) {
      members += shape.groupOf[shape.in.at(p)] == shape.groupOf[dependency] ? 1 : 0;
    }
    return members == 1;
  }

  private void evidence(int i, Dependency d) {
    // That something lies in a place is seen from where it lies.
    if (d.type() != DependencyType.GEOGRAPHIC && origin.evidence(i).isEmpty()) {
      notes.add(
          Rule.NO_EVIDENCE,
          origin.dependencies(),
          i,
          "evidence",
          () ->
              "Expected evidence that '"
                  + d.dependent()
                  + "' depends on '"
                  + d.provider()
                  + "', but there is none.",
          "add evidence: a citation, an address, or who said so");
    }
  }

  private void link(int i) {
    Asset a = shape.assets.get(shape.ends[2 * i]);
    Asset b = shape.assets.get(shape.ends[2 * i + 1]);
    if (!a.sector().equals(b.sector())) {
      notes.add(
          Rule.LINK_BETWEEN_SECTORS,
          origin.links(),
          i,
          "b",
          () ->
              "Expected both ends of a link in one network, but '"
                  + a.id()
                  + "' is of sector "
                  + a.sector()
                  + " and '"
                  + b.id()
                  + "' of "
                  + b.sector()
                  + ".",
          "make it a dependency");
    }
  }

  private void levels() {
    for (int i = 0; i < shape.topology.serviceLevels().size(); i++) {
      ServiceLevel level = shape.topology.serviceLevels().get(i);
      if (shape.assets.stream().noneMatch(level::appliesTo)) {
        notes.add(
            Rule.LEVEL_WITHOUT_ASSET,
            origin.serviceLevels(),
            i,
            level.asset() != null ? "asset" : level.kind() != null ? "kind" : "sector",
            () -> "Expected an asset that '" + level.id() + "' applies to, but there is none.",
            "check sector, kind and asset");
      }
    }
  }

  /** A topology without any sharing tells every sector; with some, the others get nothing. */
  private void sharing() {
    if (shape.topology.sharing().isEmpty()) {
      return;
    }
    Map<String, Integer> first = new LinkedHashMap<>();
    for (int i = 0; i < shape.assets.size(); i++) {
      first.putIfAbsent(shape.assets.get(i).sector(), i);
    }
    Set<String> told = new HashSet<>(Set.of(Asset.PROVIDER, Asset.AREA));
    for (Sharing sharing : shape.topology.sharing()) {
      told.add(sharing.sector());
    }
    first.forEach(
        (sector, i) -> {
          if (!told.contains(sector)) {
            notes.add(
                Rule.NO_SHARING,
                origin.assets(),
                i,
                "sector",
                () ->
                    "Expected a sharing rule for the sector "
                        + sector
                        + ", which has assets, but there is none: it is told nothing.",
                "add it under sharing");
          }
        });
  }
}
