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
final class Declarations implements AutoCloseable {

  /** A declaration and whom it is about. */
  record Declared(String asset, Declaration declaration) {}

  private final TopologyRegistry.Lease topology;

  Declarations(TopologyRegistry.Lease topology) {
    this.topology = topology;
  }

  /**
   * What the last of the changes says of assets; {@code O(1)}, at the end of a snapshot {@code
   * O(V)}.
   */
  List<Declared> afterLast(List<TopologyChange> changes) {
    TopologyChange change = changes.get(changes.size() - 1);
    if (change.op() == TopologyChange.Op.SNAPSHOT_END) {
      return afterSnapshot(changes, change.validFrom());
    }
    if (change.snapshot() != null) {
      return List.of();
    }
    return switch (change.op()) {
      case UPSERT_ASSET -> {
        Asset asset = change.asset();
        yield asset == null ? List.of() : List.of(declared(asset, change.validFrom()));
      }
      case REMOVE_ASSET -> List.of(gone(change.id(), change.validFrom()));
      default -> List.of();
    };
  }

  @Override
  public void close() {
    topology.close();
  }

  private List<Declared> afterSnapshot(List<TopologyChange> changes, long validFrom) {
    Map<String, Asset> before = new HashMap<>();
    Graph old = topology.asOf(List.copyOf(changes.subList(0, changes.size() - 1)), validFrom);
    old.assets().forEach(asset -> before.put(asset.id(), asset));
    List<Declared> declared = new ArrayList<>();
    Graph now = topology.asOf(List.copyOf(changes), validFrom);
    for (Asset asset : now.assets()) {
      if (!asset.equals(before.remove(asset.id()))) {
        declared.add(declared(asset, validFrom));
      }
    }
    before.keySet().stream().sorted().forEach(id -> declared.add(gone(id, validFrom)));
    return declared;
  }

  private Declared declared(Asset asset, long validFrom) {
    return new Declared(
        asset.id(), new Declaration(validFrom, asset, topology.base().levelsOf(asset)));
  }

  private static Declared gone(String asset, long validFrom) {
    return new Declared(asset, new Declaration(validFrom, null, List.of()));
  }
}
