// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamon.correlation.health.Says.FREQUENCY;
import static org.hamon.correlation.health.Says.asset;
import static org.hamon.correlation.health.Says.at;
import static org.hamon.correlation.health.Says.base;
import static org.hamon.correlation.health.Says.changed;
import static org.hamon.correlation.health.Says.reading;
import static org.hamon.correlation.health.Says.report;
import static org.hamon.correlation.health.Says.word;

import org.hamon.correlation.decode.Word;
import org.hamon.correlation.health.Says.Asked;
import org.hamon.patterns.language.Cause;
import org.hamon.patterns.language.StateChange;
import org.hamon.patterns.language.Tlp;
import org.hamon.topology.AssetState;
import org.junit.jupiter.api.Test;

/** An operator's word on an asset wins over all its channels, for as long as it counts. */
class OperatorsWordTest {

  private final Asked sub = new Asked("sub").take(base(asset("sub", 0), 0, FREQUENCY));

  @Test
  void exampleUsage() {
    sub.take(reading("sub", 1, 48.5), word("sub", 5, "o1", AssetState.NORMAL, 60));

    sub.watermark(100);

    assertThat(sub.said())
        .containsExactly(
            "1.0 normal>stopped",
            "1.0 frequency-low on",
            "5.0 stopped>normal",
            "60.0 normal>stopped");
    StateChange said = sub.changes.get(2);
    assertThat(said.from()).isEqualTo(StateChange.Evidence.OPERATOR);
    assertThat(said.tlp()).isEqualTo(Tlp.AMBER_STRICT);
    assertThat(sub.changes.get(3).from()).isEqualTo(StateChange.Evidence.TELEMETRY);
    assertThat(sub.used).isEqualTo(2);
  }

  @Test
  void noChannelChangesTheStateMeanwhile() {
    sub.take(
        word("sub", 1, "o1", AssetState.DEGRADED),
        reading("sub", 2, 48.5),
        report("sub", 3, "r1", AssetState.STOPPED),
        report("sub", 4, "r2", AssetState.NORMAL));

    sub.watermark(100);

    assertThat(sub.said()).containsExactly("1.0 normal>degraded", "2.0 frequency-low on");
  }

  @Test
  void anotherWordReplacesIt_andTheEndOfTheFirstEndsNothing() {
    sub.take(
        word("sub", 1, "o1", AssetState.DEGRADED, 10),
        word("sub", 5, "o2", AssetState.STOPPED, 20));

    sub.watermark(100);

    assertThat(sub.said())
        .containsExactly("1.0 normal>degraded", "5.0 degraded>stopped", "20.0 stopped>normal");
  }

  @Test
  void aWordWithoutAStateGivesTheAssetBackToItsChannels() {
    sub.take(
        reading("sub", 1, 49.5),
        word("sub", 2, "o1", AssetState.STOPPED),
        word("sub", 3, "o2", null));

    sub.watermark(100);

    assertThat(sub.said())
        .containsExactly(
            "1.0 normal>degraded",
            "1.0 frequency-low on",
            "2.0 degraded>stopped",
            "3.0 stopped>degraded");
  }

  @Test
  void aPlannedWordCountsWhenItsTimeHasCome_whateverArrivedFirst() {
    sub.take(
        word("sub", 50, "later", AssetState.STOPPED, 60),
        word("sub", 10, "sooner", AssetState.DEGRADED));

    assertThat(sub.watermark(49).said()).containsExactly("10.0 normal>degraded");
    assertThat(sub.watermark(100).said())
        .containsExactly("10.0 normal>degraded", "50.0 degraded>stopped", "60.0 stopped>normal");
  }

  @Test
  void itEndsFlappingAtOnce() {
    sub.take(
        reading("sub", 1, 48.5),
        reading("sub", 2, 50),
        reading("sub", 3, 48.5),
        word("sub", 4, "o1", AssetState.NORMAL));

    sub.watermark(100);

    assertThat(sub.said()).contains("3.0 normal>stopped flapping").endsWith("4.0 stopped>normal");
  }

  @Test
  void itTellsTheCauseEvenIfTheStateIsTheSame() {
    Word word = new Word("o1", AssetState.STOPPED, Cause.HUMAN, Long.MAX_VALUE, Tlp.AMBER_STRICT);
    sub.take(reading("sub", 1, 48.5), word("sub", StateChange.ACTUAL, 2, word));

    sub.watermark(100);

    assertThat(sub.changes.get(2).cause()).isEqualTo(Cause.HUMAN);
    assertThat(sub.changes.get(2).state()).isEqualTo(AssetState.STOPPED);
  }

  @Test
  void survivesARestartInTheMiddle() {
    sub.take(reading("sub", 1, 48.5), word("sub", 5, "o1", AssetState.NORMAL, 60));
    sub.watermark(10).restart().watermark(59).restart().watermark(100);

    assertThat(sub.said()).endsWith("5.0 stopped>normal", "60.0 normal>stopped");
  }

  @Test
  void onAnAssetThatIsNotKnownItIsKeptUntilItExpires() {
    Asked unknown = new Asked("new").take(word("new", 5, "o1", AssetState.STOPPED, 5_000));
    assertThat(unknown.watermark(4_000).restart().waiting).isEqualTo(1);

    unknown.take(changed(asset("new", 0), 4_500)).watermark(4_600);

    assertThat(unknown.said()).hasSize(1).allMatch(said -> said.endsWith("normal>stopped"));
    assertThat(unknown.waiting).isZero();
    assertThat(unknown.used).isEqualTo(1);
  }

  @Test
  void onAnAssetThatNobodyDeclaresItIsGivenUpInTheEnd() {
    Asked unknown = new Asked("new").take(word("new", 5, "o1", AssetState.STOPPED, 5_000));

    unknown.watermark(5_600);

    // that a control came to nothing is said in the decisions, as of every other
    assertThat(unknown.unknown).isEmpty();
    assertThat(unknown.used).isOne();
    assertThat(unknown.waiting).isZero();
  }

  @Test
  void endOfHistoryEndsNoWord() {
    sub.take(word("sub", 5, "o1", AssetState.STOPPED, 60));

    sub.asset.end(at(30), sub.patience, sub);

    assertThat(sub.said()).containsExactly("5.0 normal>stopped");
  }

  @Test
  void concernsItsLaneAlone() {
    Word word = new Word("o1", AssetState.STOPPED, Cause.HUMAN, at(60), Tlp.AMBER_STRICT);
    sub.take(word("sub", "exercise/x", 5, word));

    sub.watermark(100);

    assertThat(sub.said())
        .containsExactly("exercise/x 5.0 normal>stopped", "exercise/x 60.0 stopped>normal");
  }
}
