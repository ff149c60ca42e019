// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamon.correlation.health.Says.ACTUAL;
import static org.hamon.correlation.health.Says.FREQUENCY;
import static org.hamon.correlation.health.Says.asset;
import static org.hamon.correlation.health.Says.at;
import static org.hamon.correlation.health.Says.base;
import static org.hamon.correlation.health.Says.changed;
import static org.hamon.correlation.health.Says.labelled;
import static org.hamon.correlation.health.Says.reading;
import static org.hamon.correlation.health.Says.removed;
import static org.hamon.correlation.health.Says.report;
import static org.hamon.correlation.health.Says.sectorReport;

import org.hamon.correlation.decode.Observation;
import org.hamon.correlation.health.Says.Asked;
import org.hamon.patterns.language.Cause;
import org.hamon.patterns.language.Reserve;
import org.hamon.patterns.language.StateChange;
import org.hamon.patterns.language.StateChange.Evidence;
import org.hamon.patterns.language.Tlp;
import org.hamon.topology.AssetState;
import org.hamon.topology.ServiceLevel;
import org.junit.jupiter.api.Test;

class AssetEvidenceTest {

  private static final String EXERCISE = "exercise/1";

  private final Asked sub = new Asked("sub");

  @Test
  void exampleUsage() {
    sub.take(base(asset("sub", 30), 0, FREQUENCY), reading("sub", 1, 50), reading("sub", 2, 48.5));

    sub.watermark(2);

    assertThat(sub.said()).containsExactly("2.0 normal>stopped", "2.0 frequency-low on");
  }

  @Test
  void tellsReservesWhenTheyAreNews_eachMetricAndLaneByItself() {
    sub.take(
        base(asset("sub", 0), 0),
        reading("sub", ACTUAL, 60, Reserve.BATTERY, 240),
        reading("sub", ACTUAL, 120, Reserve.BATTERY, 239));
    sub.restart()
        .take(
            reading("sub", ACTUAL, 180, Reserve.BATTERY, 238),
            reading("sub", ACTUAL, 180, Reserve.FUEL, 600),
            reading("sub", EXERCISE, 181, Reserve.BATTERY, 20),
            reading("sub", ACTUAL, 240, Reserve.BATTERY, 100),
            reading("sub", ACTUAL, 241, "humidity", 3));

    assertThat(sub.reserves)
        .containsExactly(
            reserve(ACTUAL, Reserve.BATTERY, 60, 240),
            reserve(ACTUAL, Reserve.FUEL, 180, 600),
            reserve(EXERCISE, Reserve.BATTERY, 181, 20),
            reserve(ACTUAL, Reserve.BATTERY, 240, 100));
    assertThat(sub.watermark(300).said()).isEmpty();
  }

  @Test
  void aReserveThatIsRedIsNeverTold_norInfluencesWhatIs() {
    Observation red =
        new Observation("sub", ACTUAL, at(120), Reserve.BATTERY, 5, Tlp.RED, null, null, null);
    sub.take(
        base(asset("sub", 0), 0),
        reading("sub", ACTUAL, 60, Reserve.BATTERY, 240),
        red,
        reading("sub", ACTUAL, 119, Reserve.BATTERY, 100));

    assertThat(sub.reserves)
        .containsExactly(
            reserve(ACTUAL, Reserve.BATTERY, 60, 240), reserve(ACTUAL, Reserve.BATTERY, 119, 100));
  }

  private static Reserve reserve(String lane, String metric, double time, long minutes) {
    return new Reserve(lane, "sub", metric, at(time), minutes * 60_000, true, Tlp.AMBER);
  }

  @Test
  void saysNothingBeforeTheWatermarkHasPassed() {
    sub.take(base(asset("sub", 0), 0, FREQUENCY), reading("sub", 2, 48.5));

    assertThat(sub.watermark(1.999).said()).isEmpty();
    assertThat(sub.watermark(2).said()).hasSize(2);
  }

  @Test
  void theStateIsTheWorstChannel() {
    sub.take(
        base(asset("sub", 0), 0, FREQUENCY),
        reading("sub", 1, 49.5),
        report("sub", 2, "r1", AssetState.STOPPED),
        reading("sub", 3, 50),
        reading("sub", 4, 49.5),
        report("sub", 5, "r2", AssetState.NORMAL));

    sub.watermark(10);

    assertThat(sub.said())
        .containsExactly(
            "1.0 normal>degraded",
            "1.0 frequency-low on",
            "2.0 degraded>stopped",
            "3.0 frequency-low off",
            "4.0 frequency-low on",
            "5.0 stopped>degraded");
  }

  @Test
  void aReportStandsUntilANewerOne_readingsNeverCancelIt() {
    sub.take(
        base(asset("sub", 0), 0, FREQUENCY),
        report("sub", 5, "r1", AssetState.STOPPED),
        reading("sub", 6, 50),
        report("sub", 4, "r0", AssetState.NORMAL));
    assertThat(sub.watermark(100).said()).containsExactly("5.0 normal>stopped");

    sub.take(report("sub", 200, "r2", AssetState.RECOVERING));
    assertThat(sub.watermark(200).said())
        .containsExactly("5.0 normal>stopped", "200.0 stopped>recovering");
    assertThat(sub.used).isEqualTo(4);
  }

  @Test
  void aReportWithAnIdOfTheLastDayIsRepeated() {
    double day = 86_400;
    sub.take(
        base(asset("sub", 0), 0),
        report("sub", 1, "r1", AssetState.STOPPED),
        report("sub", 2, "r1", AssetState.NORMAL));
    sub.watermark(day);
    sub.take(report("sub", 1 + day, "r1", AssetState.NORMAL));
    sub.watermark(day + 2);

    assertThat(sub.said()).containsExactly("1.0 normal>stopped", (1 + day) + " stopped>normal");
    assertThat(sub.repeated).isEqualTo(1);
    assertThat(sub.used).isEqualTo(2);
  }

  @Test
  void silenceIsUnknownFromTheLastReadingAndEvery_byTimerOrByTheNextReading() {
    sub.take(base(asset("sub", 30), 0, FREQUENCY), reading("sub", 10, 50));
    sub.watermark(39.999);
    assertThat(sub.said()).isEmpty();
    sub.watermark(40);
    assertThat(sub.said()).containsExactly("40.0 normal>unknown");

    sub.take(reading("sub", 50, 50), reading("sub", 100, 50));
    sub.watermark(100);
    assertThat(sub.said())
        .containsExactly(
            "40.0 normal>unknown",
            "50.0 unknown>normal",
            // the third to and fro within ten minutes
            "80.0 normal>unknown flapping");
  }

  @Test
  void aReadingExactlyAtTheEndIsInTime_andAnyMetricIsHeard() {
    sub.take(
        base(asset("sub", 30), 0, FREQUENCY),
        reading("sub", ACTUAL, 30, "humidity", 3),
        reading("sub", ACTUAL, 60, "humidity", 3));

    assertThat(sub.watermark(89.9).said()).isEmpty();
    assertThat(sub.used).isEqualTo(2);
  }

  @Test
  void reportsAreNotHeard() {
    sub.take(base(asset("sub", 30), 0, FREQUENCY), report("sub", 20, "r1", AssetState.NORMAL));

    assertThat(sub.watermark(30).said()).containsExactly("30.0 normal>unknown");
  }

  @Test
  void anAssetThatNeverSpokeIsUnknownAfterItsDeclarationAndEvery() {
    sub.take(changed(asset("sub", 30), 100));

    assertThat(sub.watermark(129.9).said()).isEmpty();
    assertThat(sub.watermark(130).said()).containsExactly("130.0 normal>unknown");
    StateChange change = sub.changes.get(0);
    assertThat(change.from()).isEqualTo(Evidence.SILENCE);
    assertThat(change.tlp()).isEqualTo(Tlp.AMBER);
  }

  @Test
  void silenceHidesDegradedButNeverStopped() {
    sub.take(
        base(asset("sub", 30), 0, FREQUENCY), reading("sub", 1, 49.5), reading("sub", 2, 48.5));
    assertThat(sub.watermark(100).said())
        .containsExactly("1.0 normal>degraded", "1.0 frequency-low on", "2.0 degraded>stopped");

    Asked other = new Asked("sub");
    other.take(base(asset("sub", 30), 0, FREQUENCY), reading("sub", 1, 49.5));
    assertThat(other.watermark(100).said())
        .containsExactly("1.0 normal>degraded", "1.0 frequency-low on", "31.0 degraded>unknown");
  }

  @Test
  void whatEndsASilenceIsSaidInOneChange() {
    sub.take(base(asset("sub", 30), 0, FREQUENCY), reading("sub", 1, 50), reading("sub", 60, 49.5));

    assertThat(sub.watermark(60).said())
        .containsExactly("31.0 normal>unknown", "60.0 unknown>degraded", "60.0 frequency-low on");
  }

  @Test
  void nothingThatHappensInOneLaneIsVisibleInAnother() {
    sub.take(
        base(asset("sub", 30), 0, FREQUENCY),
        reading("sub", EXERCISE, 5, "frequency", 48),
        reading("sub", 5, 50),
        report("sub", EXERCISE, 6, "r1", AssetState.UNUSABLE, Cause.CYBER, Tlp.AMBER),
        report("sub", 7, "r1", AssetState.DEGRADED));

    assertThat(sub.watermark(20).said())
        .containsExactlyInAnyOrder(
            "7.0 normal>degraded",
            "exercise/1 5.0 normal>stopped",
            "exercise/1 5.0 frequency-low on",
            "exercise/1 6.0 stopped>stopped");
    assertThat(sub.repeated).isZero();
  }

  @Test
  void whyItIsAsItIsIsSaidWhenAReportFirstTells() {
    sub.take(
        base(asset("sub", 30), 0, FREQUENCY),
        report("sub", ACTUAL, 1, "r0", AssetState.NORMAL, Cause.HUMAN, Tlp.AMBER),
        report("sub", ACTUAL, 2, "r1", AssetState.NORMAL, Cause.UNKNOWN, Tlp.AMBER),
        reading("sub", 5, 48),
        report("sub", ACTUAL, 6, "r2", AssetState.STOPPED, Cause.UNKNOWN, Tlp.AMBER),
        report("sub", ACTUAL, 7, "r3", AssetState.DEGRADED, Cause.CYBER, Tlp.RED),
        report("sub", ACTUAL, 8, "r4", AssetState.DEGRADED, Cause.CYBER, Tlp.AMBER),
        report("sub", ACTUAL, 9, "r5", AssetState.STOPPED, Cause.CYBER, Tlp.AMBER),
        report("sub", ACTUAL, 10, "r6", AssetState.STOPPED, Cause.HUMAN, Tlp.AMBER));

    assertThat(sub.watermark(20).said())
        .containsExactly(
            "5.0 normal>stopped",
            "5.0 frequency-low on",
            "8.0 stopped>stopped",
            "10.0 stopped>stopped");
    assertThat(sub.changes.stream().map(StateChange::cause))
        .containsExactly(Cause.UNKNOWN, Cause.UNKNOWN, Cause.CYBER, Cause.HUMAN);
    assertThat(sub.changes.get(2).from()).isEqualTo(StateChange.Evidence.TELEMETRY);
  }

  @Test
  void anotherLaneIsSilentOnlyAfterItWasHeard_andForgottenADayLater() {
    double day = 86_400;
    sub.take(
        base(asset("sub", 30), 0),
        report("sub", EXERCISE, 1, "r1", AssetState.NORMAL, Cause.UNKNOWN, Tlp.AMBER));
    assertThat(sub.watermark(40).said()).containsExactly("30.0 normal>unknown");

    sub.take(reading("sub", EXERCISE, 50, "frequency", 50));
    assertThat(sub.watermark(80).said())
        .containsExactly("30.0 normal>unknown", "exercise/1 80.0 normal>unknown");

    sub.watermark(50 + day - 1);
    assertThat(sub.asset.lanes).containsKey(EXERCISE);
    sub.watermark(50 + day);
    assertThat(sub.asset.lanes).containsOnlyKeys(ACTUAL);
  }

  @Test
  void recordsOfAnUnknownAssetWaitAndAreUsedInOrder() {
    sub.take(reading("sub", 1, 48), reading("sub", 2, 50));
    assertThat(sub.waiting).isEqualTo(2);

    sub.watermark(100).take(base(asset("sub", 0), 0, FREQUENCY)).watermark(200);

    assertThat(sub.said())
        .containsExactly(
            "1.0 normal>stopped",
            "1.0 frequency-low on",
            "2.0 stopped>normal",
            "2.0 frequency-low off");
    assertThat(sub.waiting).isZero();
    assertThat(sub.used).isEqualTo(2);
  }

  @Test
  void nothingIsSaidOfAnAssetBeforeItsDeclarationIsValid_inWhateverOrderItCame() {
    Asked early = new Asked("sub");
    early.take(changed(asset("sub", 0), 60, FREQUENCY), reading("sub", 1, 48)).watermark(100);
    sub.take(reading("sub", 1, 48), changed(asset("sub", 0), 60, FREQUENCY)).watermark(100);

    assertThat(sub.said()).containsExactly("60.0 normal>stopped", "60.0 frequency-low on");
    assertThat(early.said()).isEqualTo(sub.said());
  }

  @Test
  void recordsOfAnUnknownAssetAreGivenUpTenMinutesAfterTheirTime_theOldestSoonerIfTooMany() {
    sub.take(reading("sub", 1, 48), reading("sub", 2, 48));
    sub.watermark(601);
    assertThat(sub.unknown).containsExactly("1.0 given up at 601.0");
    assertThat(sub.waiting).isEqualTo(1);

    sub.take(reading("sub", 602, 1), reading("sub", 603, 1), reading("sub", 604, 1));
    assertThat(sub.unknown).containsExactly("1.0 given up at 601.0", "2.0 given up at 604.0");
    sub.watermark(2000);
    assertThat(sub.unknown).hasSize(5);
    assertThat(sub.waiting).isZero();
    assertThat(sub.asset.isEmpty()).isTrue();
  }

  @Test
  void aReportOnASectorInARegionActsOnItsPseudoAsset() {
    Asked gas = new Asked("gas@JP-01");

    gas.take(sectorReport("gas", "JP-01", 5, "r1", AssetState.DEGRADED)).watermark(5);

    assertThat(gas.said()).containsExactly("5.0 normal>degraded");
    assertThat(gas.changes.get(0).sector()).isEqualTo("gas");
    assertThat(gas.changes.get(0).region()).isEqualTo("JP-01");
  }

  @Test
  void aRemovalForgetsAllEvidenceWithoutAWord() {
    sub.take(
        base(asset("sub", 30), 0, FREQUENCY),
        reading("sub", 1, 48),
        removed("sub", 10),
        reading("sub", 12, 50));
    sub.watermark(500);

    assertThat(sub.said()).containsExactly("1.0 normal>stopped", "1.0 frequency-low on");
    assertThat(sub.waiting).isEqualTo(1);
    assertThat(sub.asset.lanes).isEmpty();
    Standing last = sub.standings.get(sub.standings.size() - 1);
    assertThat(last.previous()).isEqualTo(AssetState.STOPPED);
    assertThat(last.state()).isNull();

    sub.watermark(612);
    assertThat(sub.asset.isEmpty()).isTrue();
  }

  @Test
  void anAssetThatComesBackAfterItsRemovalStartsNormal() {
    sub.take(
        base(asset("sub", 0), 0, FREQUENCY),
        reading("sub", 1, 48),
        removed("sub", 10),
        changed(asset("sub", 0), 20, FREQUENCY),
        reading("sub", 15, 48),
        reading("sub", 25, 50));
    sub.watermark(30);

    assertThat(sub.said())
        .containsExactly(
            "1.0 normal>stopped",
            "1.0 frequency-low on",
            "20.0 normal>stopped",
            "20.0 frequency-low on",
            "25.0 stopped>normal",
            "25.0 frequency-low off");
  }

  @Test
  void aLevelThatIsGoneSaysNothingMoreFromThen() {
    sub.take(
        base(asset("sub", 0), 0, FREQUENCY),
        changed(asset("sub", 0), 10),
        reading("sub", 1, 48),
        reading("sub", 12, 47));

    assertThat(sub.watermark(20).said())
        .containsExactly(
            "1.0 normal>stopped",
            "1.0 frequency-low on",
            "10.0 stopped>normal",
            "10.0 frequency-low off");
  }

  @Test
  void aReadingIsJudgedByWhatIsValidAtItsTime_aheadOfTheWatermark() {
    ServiceLevel strict = Says.level("frequency-low", "frequency", 49.95, 49.0, 0, 0);
    sub.take(
        base(asset("sub", 0), 0, FREQUENCY),
        changed(asset("sub", 0), 10, strict),
        reading("sub", 9, 49.9),
        reading("sub", 11, 49.9));

    assertThat(sub.watermark(20).said())
        .containsExactly("11.0 normal>degraded", "11.0 frequency-low on");
  }

  @Test
  void theEvidenceIsThatOfTheWorstChannel_andTheStandingReportExplainsReadings() {
    sub.take(
        base(asset("sub", 0), 0, FREQUENCY),
        report("sub", ACTUAL, 1, "r1", AssetState.DEGRADED, Cause.NATURAL, Tlp.GREEN),
        reading("sub", 2, 48),
        reading("sub", 3, 50));
    sub.watermark(10);

    StateChange reported = sub.changes.get(0);
    assertThat(reported.from()).isEqualTo(Evidence.REPORT);
    assertThat(reported.ref()).isEqualTo("r1");
    assertThat(reported.severity()).isEqualTo(3);
    assertThat(reported.tlp()).isEqualTo(Tlp.GREEN);
    StateChange read = sub.changes.get(1);
    assertThat(read.state()).isEqualTo(AssetState.STOPPED);
    assertThat(read.from()).isEqualTo(Evidence.TELEMETRY);
    assertThat(read.cause()).isEqualTo(Cause.NATURAL);
    assertThat(read.ref()).isNull();
    assertThat(read.severity()).isEqualTo(-1);
    StateChange better = sub.changes.get(3);
    assertThat(better.state()).isEqualTo(AssetState.DEGRADED);
    assertThat(better.from()).isEqualTo(Evidence.TELEMETRY);
  }

  @Test
  void whatIsRedIsNoEvidence_norSilencesWhatOthersTell() {
    sub.take(
        base(asset("sub", 0), 0, FREQUENCY),
        report("sub", ACTUAL, 1, "r1", AssetState.STOPPED, Cause.CYBER, Tlp.RED),
        red("sub", 2, "frequency", 48),
        report("sub", ACTUAL, 3, "r2", AssetState.STOPPED, Cause.HUMAN, Tlp.AMBER),
        report("sub", ACTUAL, 4, "r3", AssetState.NORMAL, Cause.CYBER, Tlp.RED),
        red("sub", 5, "frequency", 50),
        reading("sub", 6, 48),
        report("sub", ACTUAL, 7, "r4", AssetState.NORMAL, Cause.UNKNOWN, Tlp.AMBER));
    sub.watermark(10);

    assertThat(sub.said()).containsExactly("3.0 normal>stopped", "6.0 frequency-low on");
    assertThat(sub.changes).extracting(StateChange::cause).containsOnly(Cause.HUMAN);
    assertThat(sub.standings).hasSize(2);
    assertThat(sub.used).isEqualTo(7);
    assertThat(sub.withheld).containsExactly("1.0 actual", "2.0 actual", "4.0 actual");
  }

  @Test
  void ofTwoReportsWithOneIdTheOpenOneCounts_andARedOneIsRepeatedBesideRedOnes() {
    sub.take(
        base(asset("sub", 0), 0),
        report("sub", ACTUAL, 1, "r1", AssetState.STOPPED, Cause.CYBER, Tlp.RED),
        report("sub", ACTUAL, 2, "r1", AssetState.STOPPED, Cause.CYBER, Tlp.RED),
        report("sub", ACTUAL, 3, "r1", AssetState.DEGRADED, Cause.CYBER, Tlp.AMBER));

    assertThat(sub.watermark(10).said()).containsExactly("3.0 normal>degraded");
    assertThat(sub.used).isEqualTo(2);
    assertThat(sub.repeated).isEqualTo(1);
  }

  @Test
  void aReadingThatIsRedIsHeard() {
    sub.take(base(asset("sub", 30), 0), red("sub", 20, "frequency", 48));

    assertThat(sub.watermark(49).said()).isEmpty();
    assertThat(sub.watermark(60).said()).containsExactly("50.0 normal>unknown");
  }

  @Test
  void whatIsRedLeavesNoTraceOfASectorInARegion_norOfAnAssetInAnotherLane() {
    Asked gas = new Asked("gas@JP-01");
    Observation report = sectorReport("gas", "JP-01", 5, "r1", AssetState.DEGRADED);

    gas.take(labelled(report, Tlp.RED)).watermark(10);
    sub.take(
        base(asset("sub", 0), 0),
        report("sub", "test", 1, "r1", AssetState.STOPPED, Cause.CYBER, Tlp.RED),
        labelled(reading("sub", "test", 2, "frequency", 48), Tlp.RED));

    assertThat(gas.asset.isEmpty()).isTrue();
    assertThat(gas.standings).isEmpty();
    assertThat(gas.used).isEqualTo(1);
    assertThat(gas.withheld).containsExactly("5.0 actual");
    assertThat(sub.asset.lanes).containsOnlyKeys(ACTUAL);
    assertThat(sub.used).isEqualTo(2);
  }

  private static Observation red(String asset, double time, String metric, double value) {
    return labelled(reading(asset, ACTUAL, time, metric, value), Tlp.RED);
  }

  @Test
  void flappingIsHeldAtTheWorstUntilTenMinutesOfRest() {
    sub.take(
        base(asset("sub", 0), 0, FREQUENCY),
        reading("sub", 0, 48),
        reading("sub", 60, 50),
        reading("sub", 120, 49.5),
        reading("sub", 180, 50));
    sub.watermark(779.9);
    assertThat(sub.said())
        .filteredOn(text -> text.contains(">"))
        .containsExactly(
            "0.0 normal>stopped", "60.0 stopped>normal", "120.0 normal>stopped flapping");

    sub.watermark(780);
    assertThat(sub.said()).endsWith("780.0 stopped>normal");
  }

  @Test
  void holdAndSilenceThatEndInThePastOfALateWatermarkKeepTheirTimes() {
    ServiceLevel slow = Says.level("slow", "frequency", 49.8, null, 2, 0);
    sub.take(base(asset("sub", 30), 0, slow), reading("sub", 1, 49));

    assertThat(sub.watermark(3600).said())
        .containsExactly("3.0 normal>degraded", "3.0 slow on", "31.0 degraded>unknown");
    assertThat(sub.asset.due(sub.patience)).isEqualTo(LevelChannel.NEVER);
    assertThat(sub.asset.terms).isNotNull();
    assertThat(at(0)).isEqualTo(Says.START);
  }

  @Test
  void exerciseThatIsLeftInTroubleIsOverAfterAWeek() {
    double day = 24 * 3600;
    sub.take(
        base(asset("sub", 0), 0, FREQUENCY),
        reading("sub", EXERCISE, 1, "frequency", 48),
        reading("sub", 1, 48));

    assertThat(sub.watermark(7 * day).asset.lanes).containsKey(EXERCISE);
    sub.watermark(7 * day + 1);

    assertThat(sub.asset.lanes).doesNotContainKey(EXERCISE);
    assertThat(sub.said())
        .filteredOn(said -> said.startsWith(EXERCISE))
        .containsExactly(
            EXERCISE + " 1.0 normal>stopped",
            EXERCISE + " 1.0 frequency-low on",
            EXERCISE + " 604801.0 stopped>normal",
            EXERCISE + " 604801.0 frequency-low off");
  }

  @Test
  void silenceOfAnExerciseIsOverWithIt() {
    sub.take(base(asset("sub", 30), 0, FREQUENCY), reading("sub", EXERCISE, 1, "frequency", 50));

    sub.watermark(24 * 3600 + 1);

    assertThat(sub.said())
        .filteredOn(said -> said.startsWith(EXERCISE))
        .containsExactly(EXERCISE + " 31.0 normal>unknown", EXERCISE + " 86401.0 unknown>normal");
  }
}
