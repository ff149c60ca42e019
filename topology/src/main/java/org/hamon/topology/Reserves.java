// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Live batteries and fuel in reach of failures, and what they bridge, by local number.
 *
 * <p>A reserve stands for the groups of its asset in which a provider is of the electricity sector;
 * an asset that takes electricity from nobody for whatever is physical or has a buffer. Of several
 * reserves of one asset those that were seen to run down since the loss count alone, since what
 * stands meanwhile carries nothing; of those that count the one that lasts longest.
 */
final class Reserves {

  private static final long NONE = Long.MIN_VALUE;

  /** By local asset; null for one without. Times count from the scope's start. */
  private final Forecast.Reserve[][] left;

  /** By local dependency. */
  private final boolean[] bridged;

  Reserves(Scope scope, Function<String, List<Forecast.Reserve>> live) {
    left = new Forecast.Reserve[scope.assets.length][];
    bridged = new boolean[scope.dependencies.length];
    for (int asset = 0; asset < left.length; asset++) {
      List<Forecast.Reserve> of = live.apply(scope.id(asset));
      if (!of.isEmpty()) {
        left[asset] =
            of.stream().map(one -> counted(one, scope.start)).toArray(Forecast.Reserve[]::new);
      }
    }
    for (int d = 0; d < bridged.length; d++) {
      bridged[d] = left[scope.dependent(d)] != null && bridges(scope.graph, scope.dependencies[d]);
    }
  }

  private static Forecast.Reserve counted(Forecast.Reserve one, long start) {
    return new Forecast.Reserve(one.at() - start, one.from() - start, one.millis(), one.running());
  }

  private static boolean bridges(Graph graph, int dependency) {
    for (int d : graph.in().items(graph.dependent(dependency))) {
      if (givesElectricity(graph, d)) {
        return Arrays.stream(Groups.members(graph, dependency))
            .anyMatch(member -> givesElectricity(graph, member));
      }
    }
    return isPhysicalOrBuffered(graph.terms(dependency));
  }

  private static boolean givesElectricity(Graph graph, int dependency) {
    return graph
            .assetColumns()
            .traits(graph.provider(dependency))
            .sector()
            .equals(Asset.ELECTRICITY)
        && isPhysicalOrBuffered(graph.terms(dependency));
  }

  private static boolean isPhysicalOrBuffered(Terms terms) {
    return terms.type() == DependencyType.PHYSICAL || terms.buffer() != null;
  }

  /** Whether a reserve replaces the delay of the dependency. */
  boolean bridge(int d) {
    return bridged[d];
  }

  /** When what the asset has is used up, if a group that it bridges is down from that time on. */
  long emptyAt(int asset, long loss) {
    long running = NONE;
    long longest = NONE;
    for (Forecast.Reserve one : left[asset]) {
      if (loss > one.at()) {
        longest = Math.max(longest, loss + one.millis());
      } else if (one.running()) {
        running = Math.max(running, one.from() + one.millis());
      } else {
        longest = Math.max(longest, one.from() + one.millis());
      }
    }
    return running != NONE ? running : longest;
  }
}
