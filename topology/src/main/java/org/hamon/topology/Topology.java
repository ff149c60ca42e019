// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A whole topology as its author wrote it, checked: ids are unique and every reference resolves.
 *
 * @param version free text; part of the identity of the base of a job
 * @param sectors slugs beyond the ten of the requirement and the two pseudo-sectors
 * @param regions what is known of them; assets may lie in others
 * @param hopLimit how many dependency hops downstream of its root a situation reaches
 */
public record Topology(
    String id,
    String version,
    List<String> sectors,
    List<Asset> assets,
    List<Dependency> dependencies,
    List<Link> links,
    List<ServiceLevel> serviceLevels,
    List<Sharing> sharing,
    List<Region> regions,
    int hopLimit) {

  /** Hop limit of a topology that names none. */
  public static final int DEFAULT_HOP_LIMIT = 8;

  /** The ten sectors of the requirement. */
  public static final List<String> TEN_SECTORS =
      List.of(
          "electricity",
          "ict",
          "gas",
          "water",
          "medical",
          "finance",
          "government",
          "logistics",
          "railway",
          "aviation");

  public Topology {
    requireNonNull(id, "id");
    requireNonNull(version, "version");
    sectors = List.copyOf(sectors);
    assets = List.copyOf(assets);
    dependencies = List.copyOf(dependencies);
    links = List.copyOf(links);
    serviceLevels = List.copyOf(serviceLevels);
    sharing = List.copyOf(sharing);
    regions = List.copyOf(regions);
  }

  /** A topology that says nothing of regions. */
  public Topology(
      String id,
      String version,
      List<String> sectors,
      List<Asset> assets,
      List<Dependency> dependencies,
      List<Link> links,
      List<ServiceLevel> serviceLevels,
      List<Sharing> sharing,
      int hopLimit) {
    this(
        id,
        version,
        sectors,
        assets,
        dependencies,
        links,
        serviceLevels,
        sharing,
        List.of(),
        hopLimit);
  }

  /** Whether that is one of the ten sectors or a pseudo-sector, which are always there. */
  public static boolean isBuiltIn(String sector) {
    return TEN_SECTORS.contains(sector)
        || sector.equals(Asset.PROVIDER)
        || sector.equals(Asset.AREA);
  }

  /** The ten sectors, those this topology declares, {@code provider} and {@code area}. */
  public Set<String> allSectors() {
    return allSectors(sectors);
  }

  /** The ten sectors, declared ones, {@code provider} and {@code area}, in that order. */
  public static Set<String> allSectors(Collection<String> declared) {
    Set<String> all = new LinkedHashSet<>(TEN_SECTORS);
    all.addAll(declared);
    all.add(Asset.PROVIDER);
    all.add(Asset.AREA);
    return Collections.unmodifiableSet(all);
  }

  /** The same with other assets, dependencies and links. */
  Topology with(List<Asset> things, List<Dependency> edges, List<Link> connections) {
    return new Topology(
        id,
        version,
        sectors,
        things,
        edges,
        connections,
        serviceLevels,
        sharing,
        regions,
        hopLimit);
  }
}
