// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.hamon.topology.Asset;
import org.hamon.topology.AssetState;
import org.hamon.topology.Buffer;
import org.hamon.topology.Dependency;
import org.hamon.topology.DependencyType;
import org.hamon.topology.Graph;
import org.hamon.topology.Link;
import org.hamon.topology.Timeline;
import org.hamon.topology.Topology;
import org.hamon.topology.TopologyChange;
import org.hamon.topology.Trigger;
import org.hamon.topology.analysis.TopologyDiff.Difference;
import org.hamon.topology.analysis.TopologyDiff.Field;
import org.hamon.topology.analysis.TopologyDiff.Sort;
import org.hamon.topology.reading.TopologyChanges;
import org.junit.jupiter.api.Test;

class TopologyDiffTest {

  private static final long TOMORROW = 1_536_200_000_123L;

  @Test
  void exampleUsage() {
    Topology a =
        new Plan()
            .asset("sub", "electricity", 5)
            .asset("bts", "ict", 9)
            .link("sub", "bts")
            .topology();
    Topology b = new Plan().asset("sub", "electricity", 7).asset("pump", "water", 1).topology();

    TopologyDiff diff = TopologyDiff.of(a, b);

    assertThat(diff.differences())
        .extracting(Difference::id)
        .containsExactly("bts", "pump", "sub", "sub-bts#0");
    assertThat(diff.differences().get(0).isRemoved()).isTrue();
    assertThat(diff.differences().get(1).isAdded()).isTrue();
    assertThat(diff.differences().get(2).fields()).containsExactly(new Field("people", "5", "7"));
    assertThat(diff.counts(Sort.ASSET)).containsExactly(1, 1, 1);
    assertThat(diff.changes(TOMORROW))
        .extracting(Object::toString)
        .contains(
            "{\"validFrom\":\"2018-09-06T02:13:20.123Z\",\"op\":\"remove-asset\",\"value\":{\"id\":\"bts\"}}");
  }

  @Property(tries = 300)
  void theChangesTurnTheFirstIntoTheSecond(@ForAll long one, @ForAll long other) {
    Topology a = Plan.random(one).topology();
    Topology b = Plan.random(other).topology();

    Timeline timeline = Timeline.of(a).with(parsed(TopologyDiff.of(a, b).changes(TOMORROW)));

    Graph expected = Graph.of(b);
    Graph actual = timeline.asOf(TOMORROW);
    assertThat(actual.assets()).isEqualTo(expected.assets());
    assertThat(actual.dependencies()).isEqualTo(expected.dependencies());
    assertThat(actual.links()).isEqualTo(expected.links());
    assertThat(timeline.asOf(TOMORROW - 1).assets()).isEqualTo(Graph.of(a).assets());
    assertThat(TopologyDiff.of(b, b).differences()).isEmpty();
  }

  @Test
  void everyFieldSurvives() {
    Asset asset =
        new Asset("a", "A name", "ict", "site", "JP-01", "op", 3, 42.7, 141.9, true, 90_000, 1e-5);
    Dependency dependency =
        new Dependency(
            "d",
            "a",
            "b",
            DependencyType.CYBER,
            "g",
            2,
            0.25,
            new Buffer(1, 61_000, 86_400_000),
            new Trigger(AssetState.DEGRADED, null),
            true,
            1_500);
    Dependency conditional =
        new Dependency(
            "e",
            "a",
            "b",
            DependencyType.LOGICAL,
            null,
            1,
            1,
            Buffer.fixed(0),
            new Trigger(null, "low"),
            false,
            0);
    Topology a = new Plan().topology();
    Topology b =
        new Topology(
            "t",
            "2",
            List.of(),
            List.of(
                asset, new Asset("b", "b", "gas", null, null, null, 0, null, null, false, 0, 0)),
            List.of(dependency, conditional),
            List.of(new Link("l", "a", "b", false)),
            List.of(),
            List.of(),
            8);

    Graph graph =
        Timeline.of(a).with(parsed(TopologyDiff.of(a, b).changes(TOMORROW))).asOf(TOMORROW);

    assertThat(graph.assets()).isEqualTo(b.assets());
    assertThat(graph.dependencies()).isEqualTo(b.dependencies());
    assertThat(graph.links()).isEqualTo(b.links());
  }

  @Test
  void aLostStandByIsSeen() {
    Plan both =
        new Plan()
            .asset("p", "electricity", 0)
            .asset("q", "electricity", 0)
            .asset("town", "water", 80)
            .needs("p", "town", "g", 1);
    Graph one = both.graph();
    Graph two = both.needs("q", "town", "g", 1).graph();

    DiffMeaning lost = DiffMeaning.of(two, one);
    DiffMeaning won = DiffMeaning.of(one, two);

    assertThat(lost.appearing()).extracting(c -> c.asset().id()).containsExactly("p");
    assertThat(lost.dependents())
        .containsExactly(new DiffMeaning.Sole("town", Set.of("p"), Set.of(), true));
    assertThat(lost.shifts()).containsExactly(new DiffMeaning.Shift("p", 0, 80));
    assertThat(won.vanishing()).extracting(c -> c.asset().id()).containsExactly("p");
    assertThat(won.dependents())
        .containsExactly(new DiffMeaning.Sole("town", Set.of(), Set.of("p"), false));
  }

  @Property(tries = 200)
  void aSoleProviderIsOneWithoutWhichTheDependentDoesNotServe(@ForAll long seed) {
    Graph graph = Plan.random(seed).graph();

    for (Asset asset : graph.assets()) {
      for (String provider : DiffMeaning.soleProviders(graph, asset.id())) {
        assertThat(NaiveService.lost(graph, Set.of(provider))).contains(asset.id());
      }
    }
  }

  private static List<TopologyChange> parsed(List<ObjectNode> records) {
    List<TopologyChange> changes = new ArrayList<>();
    ObjectMapper mapper = new ObjectMapper();
    for (ObjectNode record : records) {
      try {
        changes.add(
            ((TopologyChanges.Parsed.Change)
                    TopologyChanges.parse(mapper.readTree(record.toString())))
                .change());
      } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
        throw new AssertionError(e);
      }
    }
    return changes;
  }
}
