// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.hamon.topology.Asset;
import org.hamon.topology.Dependency;
import org.hamon.topology.Graph;
import org.hamon.topology.Topology;
import org.hamon.topology.TopologyChange;
import org.hamon.topology.TopologyRegistry;
import org.hamon.topology.reading.TopologyChanges;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The base has the power station {@code p} alone; records come at minutes of an hour. */
class SettleChangesTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long T0 = Instant.parse("2020-01-06T00:00:00Z").toEpochMilli();

  private final TopologyRegistry.Lease topology =
      TopologyRegistry.acquire("SettleChangesTest", "t", SettleChangesTest::base);
  private final Heard heard = new Heard();
  private SettleChanges settle = new SettleChanges(topology, heard);
  private long offset;

  @AfterEach
  void close() {
    topology.close();
  }

  @Test
  void exampleUsage() {
    take(0, "upsert-asset", "{'id':'b','sector':'ict'}");
    take(1, "upsert-dependency", "{'id':'d','provider':'p','dependent':'b'}");

    assertThat(heard.lines).containsExactly("used b", "used d");
    assertThat(heard.waiting).isZero();
    assertThat(graphAt(2).dependency("d")).isPresent();
  }

  @Test
  void aDependencyOfAnAssetThatNeverComesIsGivenUp_andStaysSo() {
    take(0, "upsert-dependency", "{'id':'d','provider':'p','dependent':'b'}");
    assertThat(heard.lines).isEmpty();
    assertThat(heard.waiting).isOne();

    settle.giveUp(at(10) - 1);
    assertThat(heard.lines).isEmpty();
    settle.giveUp(at(10));
    assertThat(heard.lines)
        .containsExactly("UNKNOWN_ASSET d at 10: the topology does not know the asset 'b'");
    assertThat(heard.waiting).isZero();

    take(12, "upsert-asset", "{'id':'b','sector':'ict'}");
    assertThat(graphAt(13).dependency("d")).isEmpty();
  }

  @Test
  void aDependencyThatWaitedCountsFromWhenItsAssetIsThere() {
    take(0, "upsert-dependency", "{'id':'d','provider':'p','dependent':'b'}");
    take(7, "upsert-asset", "{'id':'b','sector':'ict'}");

    assertThat(heard.lines).containsExactly("used b", "used d");
    assertThat(heard.waiting).isZero();
    assertThat(graphAt(6).dependency("d")).isEmpty();
    assertThat(graphAt(7).dependency("d")).map(Dependency::dependent).contains("b");
  }

  @Test
  void aLinkWaitsForBothItsEnds() {
    take(0, "upsert-link", "{'id':'l','a':'x','b':'y'}");
    take(1, "upsert-asset", "{'id':'x','sector':'water'}");
    take(2, "upsert-asset", "{'id':'y','sector':'water'}");

    assertThat(heard.lines).containsExactly("used x", "used y", "used l");
    assertThat(graphAt(2).links()).hasSize(1);
  }

  @Test
  void anAssetOfASectorThatNobodyDeclaresIsGivenUp_oneDeclaredInTimeIsNot() {
    take(0, "upsert-asset", "{'id':'quay','sector':'ports'}");
    take(0, "upsert-asset", "{'id':'mine','sector':'mines'}");
    take(3, "upsert-sector", "{'id':'ports','name':{'en':'Ports','ja':'港湾'}}");
    settle.giveUp(at(10));

    assertThat(heard.lines)
        .containsExactly(
            "used ports",
            "used quay",
            "UNKNOWN_SECTOR mine at 10: the topology does not declare the sector 'mines'");
    assertThat(graphAt(10).sectors()).contains("ports").doesNotContain("mines");
    assertThat(settle.hasSector("ports", at(2), at(2))).isFalse();
    assertThat(settle.hasSector("ports", at(3), at(3))).isTrue();
  }

  @Test
  void anAssetDoesNotTakeTheIdOfASectorInARegion() {
    take(0, "upsert-asset", "{'id':'ict@JP-01','sector':'ict'}");

    assertThat(heard.lines)
        .containsExactly(
            "BAD_ID ict@JP-01 at 0: the id 'ict@JP-01' means the sector 'ict' in a region, as"
                + " reports do; give the asset another id");
    assertThat(heard.waiting).isZero();
    assertThat(graphAt(1).asset("ict@JP-01")).isEmpty();
  }

  @Test
  void norThatOfASectorDeclaredAtTheSameTimeOrLater_inWhicheverOrder() {
    take(0, "upsert-asset", "{'id':'ports@JP-01','sector':'ict'}");
    assertThat(heard.waiting).isOne();
    take(0, "upsert-sector", "{'id':'ports'}");
    take(0, "upsert-asset", "{'id':'ports@JP-13','sector':'ports'}");
    take(5, "upsert-sector", "{'id':'mines'}");
    take(2, "upsert-asset", "{'id':'mines@JP-01','sector':'ict'}");
    take(2, "upsert-asset", "{'id':'dams@JP-01','sector':'dams'}"); // waits for its own
    take(3, "upsert-sector", "{'id':'dams'}");

    assertThat(heard.lines)
        .extracting(line -> line.replaceAll(":.*", ""))
        .containsExactly(
            "used ports",
            "BAD_ID ports@JP-01 at 0",
            "BAD_ID ports@JP-13 at 0",
            "used mines",
            "BAD_ID mines@JP-01 at 2",
            "used dams",
            "BAD_ID dams@JP-01 at 3");
    assertThat(heard.waiting).isZero();
  }

  @Test
  void nobodyElseIsRefusedForAnAtInItsId_andASectorThatComesTooLateIs() {
    take(0, "upsert-asset", "{'id':'ict@home','sector':'ict'}");
    take(0, "upsert-asset", "{'id':'ports@JP-01','sector':'ict'}");
    settle.giveUp(at(0));
    assertThat(heard.lines).containsExactly("used ict@home", "used ports@JP-01");
    assertThat(graphAt(0).asset("ports@JP-01")).isPresent();

    take(3, "upsert-sector", "{'id':'ports'}");
    take(4, "remove-asset", "{'id':'ports@JP-01'}");
    take(5, "upsert-sector", "{'id':'ports'}");

    assertThat(heard.lines.subList(2, 5))
        .containsExactly(
            "BAD_ID ports at 3: the asset 'ports@JP-01' has an id that would mean this sector in a"
                + " region; remove it, or give the sector another id",
            "used ports@JP-01",
            "used ports");
    assertThat(heard.waiting).isZero();
  }

  @Test
  void aSnapshotTakesNoSuchAssetEither() {
    snapshot(0, "snapshot-begin", "s");
    part(0, "upsert-asset", "s", "{'id':'ports@JP-01','sector':'ict'}");
    part(0, "upsert-asset", "s", "{'id':'b','sector':'ict'}");
    part(0, "upsert-sector", "s", "{'id':'ports'}");
    end(1, "s", 3);

    assertThat(heard.lines).anyMatch(line -> line.startsWith("BAD_ID ports@JP-01 at 1"));
    assertThat(heard.waiting).isZero();
    assertThat(graphAt(1).asset("b")).isPresent();
    assertThat(graphAt(1).asset("ports@JP-01")).isEmpty();
  }

  @Test
  void anAssetThatWaitsForItsTimeDoesSoOverARestart() {
    take(4, "upsert-asset", "{'id':'ports@JP-01','sector':'ict'}");
    SettleChanges after = new SettleChanges(topology, heard);
    after.restore(settle.changes(), settle.waiting());
    settle = after;
    take(4, "upsert-sector", "{'id':'ports'}");

    assertThat(heard.lines).anyMatch(line -> line.startsWith("BAD_ID ports@JP-01 at 4"));
    assertThat(heard.waiting).isZero();
  }

  @Test
  void theRemovalOfWhatIsNotThereIsGivenUp_whateverItIs() {
    for (String thing :
        List.of("asset", "dependency", "link", "sector", "service-level", "region")) {
      take(0, "remove-" + thing, "{'id':'ghost'}");
    }
    take(0, "remove-sharing", "{'sector':'ict','community':'ghost'}");
    settle.giveUp(at(10));

    assertThat(heard.lines)
        .containsExactly(
            "NOT_THERE ghost at 10: there is no asset 'ghost' to remove",
            "NOT_THERE ghost at 10: there is no dependency 'ghost' to remove",
            "NOT_THERE ghost at 10: there is no link 'ghost' to remove",
            "NOT_THERE ghost at 10: there is no sector 'ghost' to remove",
            "NOT_THERE ghost at 10: there is no service level 'ghost' to remove",
            "NOT_THERE ghost at 10: there is no region 'ghost' to remove",
            "NOT_THERE ict/ghost at 10: there is no sharing agreement 'ict/ghost' to remove");
    assertThat(heard.waiting).isZero();
  }

  @Test
  void aRemovalThatCameBeforeWhatItRemovesTakesItOutAllTheSame() {
    take(5, "remove-asset", "{'id':'b'}");
    take(2, "upsert-asset", "{'id':'b','sector':'ict'}");

    assertThat(heard.lines).containsExactly("used b", "used b");
    assertThat(graphAt(4).asset("b")).isPresent();
    assertThat(graphAt(5).asset("b")).isEmpty();
  }

  @Test
  void aSectorIsRemovedOnceNothingNamesIt() {
    take(0, "upsert-sector", "{'id':'ports'}");
    take(1, "upsert-asset", "{'id':'quay','sector':'ports'}");
    take(2, "remove-sector", "{'id':'ports'}");
    settle.giveUp(at(12));
    take(20, "remove-asset", "{'id':'quay'}");
    take(21, "remove-sector", "{'id':'ports'}");

    assertThat(heard.lines)
        .containsExactly(
            "used ports",
            "used quay",
            "SECTOR_IN_USE ports at 12: the sector 'ports' still has assets, service levels or "
                + "sharing; remove these first",
            "used quay",
            "used ports");
    assertThat(graphAt(20).sectors()).contains("ports");
    assertThat(graphAt(21).sectors()).doesNotContain("ports");
  }

  @Test
  void aConditionThatNoServiceLevelKnowsIsGivenUp() {
    take(0, "upsert-asset", "{'id':'b','sector':'ict'}");
    take(
        0,
        "upsert-dependency",
        "{'id':'d','provider':'p','dependent':'b','trigger':{'condition':'low'}}");
    settle.giveUp(at(10));

    assertThat(heard.lines)
        .containsExactly(
            "used b",
            "UNKNOWN_CONDITION d at 10: the topology has no service level 'low', which the "
                + "dependency 'd' triggers on");
  }

  @Test
  void everyRecordOfAnIncompleteSnapshotIsGivenUp_andSaysWhatWasMissing() {
    snapshot(0, "snapshot-begin", "s");
    part(0, "upsert-asset", "s", "{'id':'x','sector':'gas'}");
    end(1, "s", 2);
    settle.giveUp(at(11));

    String why = "the snapshot 's' is not complete: its snapshot-end says 2 records, but 1 came";
    assertThat(heard.lines)
        .containsExactly(
            "BAD_SNAPSHOT  at 11: " + why,
            "BAD_SNAPSHOT x at 11: " + why,
            "BAD_SNAPSHOT  at 11: " + why);
    assertThat(heard.waiting).isZero();
    assertThat(graphAt(30).asset("p")).isPresent();
  }

  @Test
  void aSnapshotWithoutBeginOrEndSaysSo() {
    part(0, "upsert-asset", "s", "{'id':'x','sector':'gas'}");
    settle.giveUp(at(10));

    assertThat(heard.lines)
        .containsExactly(
            "BAD_SNAPSHOT x at 10: the snapshot 's' is not complete: its snapshot-begin did not "
                + "come; its snapshot-end did not come, after 1 records");
  }

  @Test
  void ofACompleteSnapshotCountsWhatNamesNothingMissing_theRestWaitsOn() {
    snapshot(0, "snapshot-begin", "s");
    part(0, "upsert-asset", "s", "{'id':'x','sector':'gas'}");
    part(0, "upsert-asset", "s", "{'id':'m','sector':'mines'}");
    part(0, "upsert-dependency", "s", "{'id':'xp','provider':'x','dependent':'p'}");
    end(0, "s", 3);
    assertThat(heard.lines).containsExactly("used ", "used x", "used ");
    assertThat(heard.waiting).isEqualTo(2);
    assertThat(graphAt(1).assets()).extracting(Asset::id).containsExactly("x");

    take(5, "upsert-sector", "{'id':'mines'}");
    settle.giveUp(at(10));

    assertThat(heard.lines.subList(3, 6))
        .containsExactly(
            "used mines",
            "used m",
            "UNKNOWN_ASSET xp at 10: the topology does not know the asset 'p'");
    assertThat(heard.waiting).isZero();
    assertThat(graphAt(5).assets()).extracting(Asset::id).containsExactly("m", "x");
  }

  @Test
  void twoSnapshotsOfOneNameAreTwoSnapshots() {
    for (int day = 0; day < 2; day++) {
      snapshot(20 * day, "snapshot-begin", "nightly");
      part(20 * day, "upsert-asset", "nightly", "{'id':'x" + day + "','sector':'gas'}");
      end(20 * day, "nightly", 1);
    }

    assertThat(graphAt(10).assets()).extracting(Asset::id).containsExactly("x0");
    assertThat(graphAt(20).assets()).extracting(Asset::id).containsExactly("x1");
  }

  @Test
  void theSameRecordAgainIsRepeated() {
    take(0, "upsert-asset", "{'id':'b','sector':'ict'}");
    take(0, "upsert-asset", "{'id':'b','sector':'ict'}");
    take(1, "upsert-link", "{'id':'l','a':'b','b':'c'}");
    take(1, "upsert-link", "{'id':'l','a':'b','b':'c'}");

    assertThat(heard.lines).containsExactly("used b", "repeated b", "repeated l");
    assertThat(heard.waiting).isOne();
  }

  @Test
  void levelsSharingAndRegionsCountFromTheirTimeOn() {
    take(0, "upsert-sector", "{'id':'ports'}");
    take(
        1,
        "upsert-service-level",
        "{'id':'draught','sector':'ports','metric':'draught','stopped':{'below':1}}");
    take(
        2,
        "upsert-sharing",
        "{'sector':'ports','rules':'agreed','poc':{'primary':'x'},'status':'live'}");
    take(
        3,
        "upsert-region",
        "{'id':'JP-01','name':{'en':'Hokkaido','ja':'北海道'},'timeZone':'Asia/Tokyo','people':5200000}");
    take(9, "remove-sharing", "{'sector':'ports'}");

    assertThat(graphAt(0).serviceLevels()).isEmpty();
    assertThat(graphAt(1).serviceLevels()).hasSize(1);
    assertThat(graphAt(1).sharing()).isEmpty();
    assertThat(graphAt(2).sharing()).hasSize(1);
    assertThat(graphAt(3).regions())
        .singleElement()
        .satisfies(r -> assertThat(r.people()).isPositive());
    assertThat(graphAt(9).sharing()).isEmpty();
  }

  @Test
  void goesOnAfterARestartAsIfUndisturbed() {
    take(0, "upsert-dependency", "{'id':'d','provider':'p','dependent':'b'}");
    snapshot(1, "snapshot-begin", "s");
    part(1, "upsert-asset", "s", "{'id':'x','sector':'gas'}");
    take(1, "remove-region", "{'id':'JP-01'}");
    List<WaitingChange> waiting = settle.waiting();
    List<TopologyChange> counted = List.copyOf(settle.changes());

    settle = new SettleChanges(topology, heard);
    settle.restore(counted, waiting);
    take(2, "upsert-asset", "{'id':'b','sector':'ict'}");
    end(3, "s", 1);
    settle.giveUp(at(30));

    assertThat(heard.lines)
        .containsExactly(
            "used b",
            "used d",
            "used ",
            "used x",
            "used ",
            "NOT_THERE JP-01 at 11: there is no region 'JP-01' to remove");
    assertThat(heard.waiting).isZero();
    assertThat(graphAt(4).assets()).extracting(Asset::id).containsExactly("x");
  }

  private void take(int minute, String op, String value) {
    take(minute, "{'validFrom':'%s','op':'%s','value':%s}".formatted(time(minute), op, value));
  }

  private void part(int minute, String op, String snapshot, String value) {
    take(
        minute,
        "{'validFrom':'%s','op':'%s','snapshot':'%s','value':%s}"
            .formatted(time(minute), op, snapshot, value));
  }

  private void snapshot(int minute, String op, String snapshot) {
    take(
        minute,
        "{'validFrom':'%s','op':'%s','snapshot':'%s'}".formatted(time(minute), op, snapshot));
  }

  private void end(int minute, String snapshot, int count) {
    take(
        minute,
        "{'validFrom':'%s','op':'snapshot-end','snapshot':'%s','count':%d}"
            .formatted(time(minute), snapshot, count));
  }

  private void take(int minute, String record) {
    try {
      TopologyChanges.Parsed parsed =
          TopologyChanges.parse(JSON.readTree(record.replace('\'', '"')));
      assertThat(parsed).isInstanceOf(TopologyChanges.Parsed.Change.class);
      TopologyChange change = ((TopologyChanges.Parsed.Change) parsed).change();
      Origin origin = new Origin("topology-changes.jsonl", 0, ++offset);
      settle.take(
          new WaitingChange(
              change,
              origin,
              Raw.of(record.getBytes(StandardCharsets.UTF_8)),
              at(minute) + TimeReached.WAIT_MILLIS));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Graph graphAt(int minute) {
    return topology.asOf(List.copyOf(heard.counted), at(minute));
  }

  private static long at(int minute) {
    return T0 + minute * 60_000L;
  }

  private static String time(int minute) {
    return Instant.ofEpochMilli(at(minute)).toString();
  }

  private static Topology base() {
    Asset plant = new Asset("p", "p", "electricity", null, null, null, 0, null, null, false, 0, 0);
    return new Topology(
        "t",
        "1",
        List.of(),
        List.of(plant),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Topology.DEFAULT_HOP_LIMIT);
  }

  /** Remembers what became of the changes. */
  private static final class Heard implements SettleChanges.Outcome {
    private final List<String> lines = new ArrayList<>();
    private final List<TopologyChange> counted = new ArrayList<>();
    private int waiting;

    @Override
    public void restored(TopologyChange change) {
      assertThat(counted).contains(change);
    }

    @Override
    public void counts(TopologyChange change) {
      counted.add(change);
    }

    @Override
    public void used(WaitingChange record) {
      lines.add("used " + record.change().id());
    }

    @Override
    public void repeated(WaitingChange record) {
      lines.add("repeated " + record.change().id());
    }

    @Override
    public void waiting(int more) {
      waiting += more;
    }

    @Override
    public void givenUp(WaitingChange record, Reason reason, String detail, long at) {
      lines.add(reason + " " + record.change().id() + " at " + (at - T0) / 60_000 + ": " + detail);
    }
  }
}
