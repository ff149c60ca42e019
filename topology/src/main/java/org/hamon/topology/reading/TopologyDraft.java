// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.reading;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.hamon.topology.Asset;
import org.hamon.topology.CanonicalId;
import org.hamon.topology.Dependency;
import org.hamon.topology.Link;
import org.hamon.topology.Region;
import org.hamon.topology.ServiceLevel;
import org.hamon.topology.Sharing;
import org.hamon.topology.Topology;
import org.jspecify.annotations.Nullable;

/**
 * A topology while it is read, perhaps from several files: everything that could be read, with its
 * place, and the ids of what could not.
 */
final class TopologyDraft {

  String id = "";
  String version = "";
  int hopLimit = Topology.DEFAULT_HOP_LIMIT;
  final Set<String> sectors = new LinkedHashSet<>();
  final Things<Asset> assets = new Things<>(Asset::id);
  final Things<Dependency> dependencies = new Things<>(Dependency::id);
  final Things<Link> links = new Things<>(Link::id);
  final Things<ServiceLevel> serviceLevels = new Things<>(ServiceLevel::id);
  final Things<Sharing> sharing = new Things<>(Sharing::id);
  final Things<Region> regions = new Things<>(Region::id);

  /** Of each dependency; as long as to the last one that has any. */
  final List<@Nullable String> evidence = new ArrayList<>();

  /** Ids that stand in a file but whose things are unusable: no reference to them is unknown. */
  final Set<String> broken = new HashSet<>();

  /** What was named as an asset before there was one: all other references are known. */
  final Set<String> ahead = new HashSet<>();

  final Repeats repeats = new Repeats(this::assetId);

  private String assetId(String text) {
    int asset = assets.find(text);
    if (asset < 0) {
      ahead.add(text);
      return text;
    }
    return assets.id(asset);
  }

  void addAsset(Fields fields, int ordinal) {
    add(assets, AssetFields.read(fields), fields, ordinal);
  }

  void addDependency(Fields fields, int ordinal) {
    Dependency d = DependencyFields.read(fields);
    if (d != null && !fields.has("id")) {
      String free = dependencies.free(d.id());
      d = free.equals(d.id()) ? d : named(d, free);
    }
    int before = dependencies.size();
    add(dependencies, d, fields, ordinal);
    String said = fields.sharedText("evidence");
    if (said != null && dependencies.size() > before) {
      while (evidence.size() < before) {
        evidence.add(null);
      }
      evidence.add(said);
    }
  }

  void addLink(Fields fields, int ordinal) {
    Link link = LinkFields.read(fields);
    if (link != null && !fields.has("id")) {
      String free = links.free(link.id());
      link = free.equals(link.id()) ? link : new Link(free, link.a(), link.b(), link.closed());
    }
    add(links, link, fields, ordinal);
  }

  void addServiceLevel(Fields fields, int ordinal) {
    add(serviceLevels, ServiceLevelFields.read(fields), fields, ordinal);
  }

  void addSharing(Fields fields, int ordinal) {
    add(sharing, SharingFields.read(fields), fields, ordinal);
  }

  void addRegion(Fields fields, int ordinal) {
    add(regions, RegionFields.read(fields), fields, ordinal);
  }

  private <T> void add(Things<T> things, @Nullable T thing, Fields fields, int ordinal) {
    if (thing != null) {
      things.add(thing, ordinal, fields);
    } else if (fields.mapping().get("id") instanceof Node.Scalar id && id.text() != null) {
      String canonical = CanonicalId.of(CanonicalId.joined(id.text()));
      broken.add(canonical == null ? id.text() : canonical);
    }
  }

  private static Dependency named(Dependency d, String id) {
    return new Dependency(
        id,
        d.provider(),
        d.dependent(),
        d.type(),
        d.group(),
        d.needs(),
        d.strength(),
        d.buffer(),
        d.trigger(),
        d.manualRestart(),
        d.recoveryMillis());
  }

  Origin origin() {
    return new Origin(
        assets.places(), dependencies.places(), links.places(), serviceLevels.places(), evidence);
  }

  Topology finished() {
    return new Topology(
        id,
        version,
        List.copyOf(sectors),
        assets.all(),
        dependencies.all(),
        links.all(),
        serviceLevels.all(),
        sharing.all(),
        regions.all(),
        hopLimit);
  }
}
