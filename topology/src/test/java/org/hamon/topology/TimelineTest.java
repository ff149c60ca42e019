// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.hamon.topology.TopologyChange.Op;
import org.junit.jupiter.api.Test;

class TimelineTest {

  private static final Topology BASE =
      Sketch.of("a", "b").needs("d", "a", "b").link("a", "b").topology();

  @Test
  void exampleUsage() {
    Timeline timeline =
        Timeline.of(BASE).with(upsert(100, "c", "gas")).with(dependency(150, "e", "b", "c"));

    assertThat(ids(timeline.asOf(99))).containsExactly("a", "b");
    assertThat(ids(timeline.asOf(100))).containsExactly("a", "b", "c");
    assertThat(timeline.asOf(149).hasPath("a", "c", 8)).isFalse();
    assertThat(timeline.asOf(150).hasPath("a", "c", 8)).isTrue();
    assertThat(timeline.base().size()).isEqualTo(2);
  }

  @Test
  void lastByValidFromWinsWhateverArrivedLast() {
    Timeline timeline =
        Timeline.of(BASE).with(upsert(200, "c", "water")).with(upsert(100, "c", "gas"));

    assertThat(timeline.asOf(150).asset("c").orElseThrow().sector()).isEqualTo("gas");
    assertThat(timeline.asOf(200).asset("c").orElseThrow().sector()).isEqualTo("water");
  }

  @Test
  void removalOutlivesALateArrival() {
    Timeline timeline =
        Timeline.of(BASE).with(remove(Op.REMOVE_ASSET, 200, "c")).with(upsert(100, "c", "gas"));

    assertThat(timeline.asOf(300).asset("c")).isEmpty();
    assertThat(timeline.asOf(150).asset("c")).isPresent();
  }

  @Test
  void removalOfAnAssetTakesItsDependenciesAlongWhileItIsGone() {
    Timeline timeline =
        Timeline.of(BASE).with(remove(Op.REMOVE_ASSET, 100, "a")).with(upsert(200, "a", "gas"));

    assertThat(timeline.asOf(100).dependencies()).isEmpty();
    assertThat(timeline.asOf(100).links()).isEmpty();
    assertThat(timeline.asOf(200).dependencies()).hasSize(1);
    assertThat(timeline.asOf(200).links()).hasSize(1);
  }

  @Test
  void dependencyWaitsForItsEnds() {
    Timeline timeline =
        Timeline.of(BASE).with(dependency(100, "e", "b", "c")).with(upsert(200, "c", "gas"));

    assertThat(timeline.asOf(150).dependencies()).hasSize(1);
    assertThat(timeline.asOf(200).dependencies()).hasSize(2);
  }

  @Test
  void removalOfWhatDoesNotExistIsFine() {
    Timeline timeline =
        Timeline.of(BASE)
            .with(remove(Op.REMOVE_DEPENDENCY, 1, "x"))
            .with(remove(Op.REMOVE_LINK, 1, "x"))
            .with(remove(Op.REMOVE_ASSET, 1, "x"));

    assertThat(ids(timeline.asOf(1))).containsExactly("a", "b");
  }

  @Test
  void completeSnapshotIsTheWholeTopologyFromItsEndOn() {
    Timeline timeline =
        Timeline.of(BASE)
            .with(upsert(50, "old", "gas"))
            .with(mark(Op.SNAPSHOT_BEGIN, 100, "s", 0))
            .with(within("s", 110, "x"))
            .with(within("s", 120, "y"))
            .with(mark(Op.SNAPSHOT_END, 130, "s", 2))
            .with(upsert(140, "new", "gas"));

    assertThat(ids(timeline.asOf(129))).containsExactly("a", "b", "old");
    assertThat(ids(timeline.asOf(130))).containsExactly("x", "y");
    assertThat(timeline.asOf(130).dependencies()).isEmpty();
    assertThat(ids(timeline.asOf(140))).containsExactly("new", "x", "y");
  }

  @Test
  void snapshotThatIsTheFirstChangeReplacesTheBase() {
    Timeline timeline =
        Timeline.of(BASE)
            .with(mark(Op.SNAPSHOT_END, 1, "s", 1))
            .with(mark(Op.SNAPSHOT_BEGIN, 1, "s", 0))
            .with(within("s", 1, "x"));

    assertThat(ids(timeline.asOf(1))).containsExactly("x");
  }

  @Test
  void incompleteSnapshotDoesNotCount() {
    Timeline timeline =
        Timeline.of(BASE)
            .with(mark(Op.SNAPSHOT_BEGIN, 100, "s", 0))
            .with(within("s", 110, "x"))
            .with(mark(Op.SNAPSHOT_END, 130, "s", 2));

    assertThat(ids(timeline.asOf(200))).containsExactly("a", "b");

    Timeline repeated = timeline.with(within("s", 110, "x"));
    assertThat(repeated).isSameAs(timeline);

    Timeline complete = timeline.with(within("s", 90, "z"));
    assertThat(ids(complete.asOf(200))).containsExactly("x", "z");
  }

  @Test
  void changesOfTheInstantOfASnapshotAddToIt() {
    Timeline timeline =
        Timeline.of(BASE)
            .with(upsert(130, "extra", "gas"))
            .with(mark(Op.SNAPSHOT_BEGIN, 130, "s", 0))
            .with(mark(Op.SNAPSHOT_END, 130, "s", 0));

    assertThat(ids(timeline.asOf(130))).containsExactly("extra");
  }

  @Test
  void givesTheSameGraphWhileNothingChanged() {
    Timeline timeline = Timeline.of(BASE).with(upsert(100, "c", "gas"));
    Graph graph = timeline.asOf(100);

    assertThat(timeline.asOf(1_000)).isSameAs(graph);
    assertThat(timeline.asOf(99)).isSameAs(timeline.base());
    assertThat(timeline.with(upsert(2_000, "e", "gas")).asOf(1_000)).isSameAs(graph);
    assertThat(timeline.with(upsert(50, "e", "gas")).asOf(1_000)).isNotSameAs(graph);
  }

  @Property(tries = 200)
  void orderOfArrivalDoesNotMatter(@ForAll Random random) {
    List<TopologyChange> changes = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      changes.add(anyChange(random));
    }
    List<TopologyChange> shuffled = new ArrayList<>(changes);
    shuffled.addAll(changes.subList(0, 5));
    Collections.shuffle(shuffled, random);
    Timeline one = Timeline.of(BASE);
    for (TopologyChange change : changes) {
      one = one.with(change);
      one.asOf(random.nextInt(12));
    }
    Timeline other = Timeline.of(BASE).with(shuffled);

    assertThat(other.changes()).isEqualTo(one.changes());
    for (long t = 0; t < 12; t++) {
      assertThat(other.asOf(t).topology()).isEqualTo(one.asOf(t).topology());
    }
  }

  private static TopologyChange anyChange(Random random) {
    long at = random.nextInt(12);
    String asset = "abcx".substring(random.nextInt(4)).substring(0, 1);
    String snapshot = random.nextInt(3) == 0 ? "s" + random.nextInt(2) : null;
    return switch (random.nextInt(7)) {
      case 0 -> mark(Op.SNAPSHOT_BEGIN, at, "s" + random.nextInt(2), 0);
      case 1 -> mark(Op.SNAPSHOT_END, at, "s" + random.nextInt(2), random.nextInt(4));
      case 2 -> remove(Op.REMOVE_ASSET, at, asset);
      case 3 -> dependency(at, "d" + random.nextInt(3), asset, "b");
      case 4 -> remove(Op.REMOVE_DEPENDENCY, at, "d" + random.nextInt(3));
      default -> {
        Asset value = Sketch.asset(asset, random.nextBoolean() ? "gas" : "ict", null, false);
        yield new TopologyChange(Op.UPSERT_ASSET, at, asset, snapshot, 0, value, null, null);
      }
    };
  }

  private static List<String> ids(Graph graph) {
    return graph.assets().stream().map(Asset::id).toList();
  }

  static TopologyChange upsert(long at, String id, String sector) {
    Asset asset = Sketch.asset(id, sector, null, false);
    return new TopologyChange(Op.UPSERT_ASSET, at, id, null, 0, asset, null, null);
  }

  private static TopologyChange within(String snapshot, long at, String id) {
    Asset asset = Sketch.asset(id, "gas", null, false);
    return new TopologyChange(Op.UPSERT_ASSET, at, id, snapshot, 0, asset, null, null);
  }

  private static TopologyChange dependency(long at, String id, String provider, String dependent) {
    Dependency d = Sketch.dependency(id, provider, dependent);
    return new TopologyChange(Op.UPSERT_DEPENDENCY, at, id, null, 0, null, d, null);
  }

  private static TopologyChange remove(Op op, long at, String id) {
    return new TopologyChange(op, at, id, null, 0, null, null, null);
  }

  private static TopologyChange mark(Op op, long at, String snapshot, long count) {
    return new TopologyChange(op, at, "", snapshot, count, null, null, null);
  }
}
