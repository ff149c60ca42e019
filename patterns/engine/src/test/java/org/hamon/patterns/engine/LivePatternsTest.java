// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamon.patterns.engine.Given.sequence;
import static org.hamon.patterns.engine.Given.stage;
import static org.hamon.topology.AssetState.DEGRADED;
import static org.hamon.topology.AssetState.STOPPED;

import java.util.List;
import org.hamon.patterns.compiler.CompiledPattern;
import org.hamon.patterns.compiler.PatternCompiler;
import org.hamon.patterns.language.Place;
import org.junit.jupiter.api.Test;

class LivePatternsTest {

  private static final CompiledPattern OLD = pattern("p", 1);
  private static final CompiledPattern NEW = pattern("p", 2);
  private static final CompiledPattern OTHER = pattern("q", 1);

  @Test
  void exampleUsage() {
    LivePatterns patterns = new LivePatterns(List.of(OLD, OTHER));
    patterns.change("p", 100, NEW);
    assertThat(runningAt(patterns, 99)).containsExactly(OLD, OTHER);
    assertThat(runningAt(patterns, 100)).containsExactly(NEW, OTHER);
  }

  @Test
  void changeThatIsToldLater_butHoldsEarlier_leavesWhatFollows() {
    LivePatterns patterns = new LivePatterns(List.of());
    patterns.change("p", 100, NEW);
    patterns.change("q", 200, OTHER);
    assertThat(runningAt(patterns, 50)).isEmpty();
    assertThat(runningAt(patterns, 250)).containsExactly(NEW, OTHER);
    patterns.change("p", 50, OLD);
    patterns.change("q", 150, null);
    assertThat(runningAt(patterns, 50)).containsExactly(OLD);
    assertThat(runningAt(patterns, 120)).containsExactly(NEW);
    assertThat(runningAt(patterns, 250)).containsExactly(NEW, OTHER);
  }

  @Test
  void withdrawnPatternRunsNoMore() {
    LivePatterns patterns = new LivePatterns(List.of(OLD));
    patterns.change("p", 100, null);
    assertThat(patterns.at(99).runsAny("p")).isTrue();
    assertThat(patterns.at(100).runsAny("p")).isFalse();
    assertThat(patterns.at(100).runs(patterns.known().firstKey())).isFalse();
    assertThat(patterns.at(99).runs(patterns.known().firstKey())).isTrue();
  }

  @Test
  void moreStretchesOfTimeThanAreKeptAreWorkedOutAgain() {
    LivePatterns patterns = new LivePatterns(List.of());
    for (int i = 0; i < 100; i++) {
      patterns.change("p", i, i % 2 == 0 ? NEW : null);
    }
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 100; i++) {
        assertThat(runningAt(patterns, i)).hasSize(1 - i % 2);
      }
    }
  }

  @Test
  void changesOfThousandsOfPatternsCostLinearTime() {
    long thousand = looksFor(1_000);
    assertThat(looksFor(2_000)).isLessThanOrEqualTo(2 * thousand);
    assertThat(looksFor(4_000)).isLessThanOrEqualTo(4 * thousand);
  }

  /** Of that many patterns one after the other a second version; then somebody asks what runs. */
  private static long looksFor(int changes) {
    LivePatterns patterns = new LivePatterns(List.of());
    for (int i = 0; i < changes; i++) {
      patterns.change("p" + i / 2, i, i % 2 == 0 ? OLD : NEW);
    }
    patterns.at(changes);
    return patterns.looks();
  }

  private static List<CompiledPattern> runningAt(LivePatterns patterns, long time) {
    return patterns.at(time).ofRoot("electricity", "substation");
  }

  private static CompiledPattern pattern(String id, int variant) {
    return PatternCompiler.compile(
        sequence(id, 60_000, stage("root fails", Place.ROOT, variant == 1 ? STOPPED : DEGRADED)));
  }
}
