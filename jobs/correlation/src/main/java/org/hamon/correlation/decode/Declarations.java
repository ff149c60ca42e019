// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hamon.topology.Asset;
import org.hamon.topology.Graph;
import org.hamon.topology.TopologyChange;
import org.hamon.topology.TopologyRegistry;

/**
 * What changes of the topology say of single assets. A change within a snapshot says nothing until
 * the snapshot is complete; then all assets that it adds, alters or leaves out are declared.
 */
final class Declarations {

  /** A declaration and whom it is about. */
  record Declared(String asset, Declaration declaration) {}

  private final TopologyRegistry.Lease topology;

  /** The changes of service levels alone, which are few: what an asset means follows from them. */
  private List<TopologyChange> levels = List.of();

  Declarations(TopologyRegistry.Lease topology) {
    this.topology = topology;
  }

  /** Takes up a change that counted at a checkpoint. */
  void restore(TopologyChange change) {
    noteLevel(change);
  }

  /**
   * What the change says of assets; {@code O(1)}, at the end of a snapshot and for a service level
   * {@code O(V)}.
   *
   * @param changes all that count; the end of a snapshot is the last of them
   */
  List<Declared> after(TopologyChange change, List<TopologyChange> changes) {
    noteLevel(change);
    if (change.op() == TopologyChange.Op.SNAPSHOT_END) {
      return afterAll(changes, change.validFrom());
    }
    if (change.snapshot() != null) {
      return List.of();
    }
    return switch (change.op()) {
      case UPSERT_SERVICE_LEVEL, REMOVE_SERVICE_LEVEL -> afterAll(changes, change.validFrom());
      case UPSERT_ASSET -> {
        Asset asset = change.asset();
        yield asset == null ? List.of() : List.of(declared(asset, change.validFrom()));
      }
      case REMOVE_ASSET -> List.of(gone(change.id(), change.validFrom()));
      default -> List.of();
    };
  }

  /** What assets are otherwise, or mean otherwise, since the last of the changes. */
  private List<Declared> afterAll(List<TopologyChange> changes, long validFrom) {
    Map<String, Asset> before = new HashMap<>();
    Graph old = topology.asOf(List.copyOf(changes.subList(0, changes.size() - 1)), validFrom);
    old.assets().forEach(asset -> before.put(asset.id(), asset));
    List<Declared> declared = new ArrayList<>();
    Graph now = topology.asOf(List.copyOf(changes), validFrom);
    boolean sameLevels = old.serviceLevels().equals(now.serviceLevels());
    for (Asset asset : now.assets()) {
      boolean isSame = asset.equals(before.remove(asset.id()));
      if (!isSame || !(sameLevels || old.levelsOf(asset).equals(now.levelsOf(asset)))) {
        declared.add(
            new Declared(asset.id(), new Declaration(validFrom, asset, now.levelsOf(asset))));
      }
    }
    before.keySet().stream().sorted().forEach(id -> declared.add(gone(id, validFrom)));
    return declared;
  }

  private Declared declared(Asset asset, long validFrom) {
    Graph graph = levels.isEmpty() ? topology.base() : topology.asOf(levels, validFrom);
    return new Declared(asset.id(), new Declaration(validFrom, asset, graph.levelsOf(asset)));
  }

  private void noteLevel(TopologyChange change) {
    if (change.level() != null || change.op() == TopologyChange.Op.REMOVE_SERVICE_LEVEL) {
      List<TopologyChange> more = new ArrayList<>(levels);
      more.add(change.alone(change.validFrom()));
      levels = List.copyOf(more);
    }
  }

  private static Declared gone(String asset, long validFrom) {
    return new Declared(asset, new Declaration(validFrom, null, List.of()));
  }
}
