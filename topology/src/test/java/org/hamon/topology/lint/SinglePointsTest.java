// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.hamon.topology.Asset;
import org.hamon.topology.Graph;
import org.hamon.topology.GroundedService;
import org.hamon.topology.Link;
import org.hamon.topology.Topology;
import org.hamon.topology.reading.Origin;

class SinglePointsTest {

  private static final Pattern WORDS =
      Pattern.compile("The loss of '(\\w+)' alone .* least (\\d+)");

  @Property(tries = 300)
  void inANetworkOfLinksAgreesWithTryingEachLoss(@ForAll Random random) {
    Topology topology = network(random);
    Graph graph = Graph.of(topology);
    Map<String, Integer> tried = new TreeMap<>();
    for (Asset asset : topology.assets()) {
      int lost = GroundedService.unserved(graph, Set.of(asset.id())).size();
      if (lost > 0) {
        tried.put(asset.id(), lost);
      }
    }

    assertThat(found(topology)).isEqualTo(tried);
  }

  private static Map<String, Integer> found(Topology topology) {
    Map<String, Integer> found = new TreeMap<>();
    TopologyLint.check(topology, Origin.unknown())
        .findings()
        .forEach(
            finding -> {
              Matcher words = WORDS.matcher(finding.message());
              if (words.find()) {
                found.put(words.group(1), Integer.valueOf(words.group(2)));
              }
            });
    return found;
  }

  private static Topology network(Random random) {
    int size = 2 + random.nextInt(12);
    List<Asset> assets = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      boolean source = random.nextInt(5) == 0;
      assets.add(new Asset("a" + i, "a", "gas", null, "JP-01", null, 1, null, null, source, 1, 0));
    }
    List<Link> links = new ArrayList<>();
    for (int i = 0; i < size + random.nextInt(4); i++) {
      int a = random.nextInt(size);
      int b = random.nextInt(size);
      if (a != b) {
        links.add(new Link("l" + i, "a" + a, "a" + b, random.nextInt(6) > 0));
      }
    }
    return new Topology("t", "1", List.of(), assets, List.of(), links, List.of(), List.of(), 8);
  }
}
