// SPDX-License-Identifier: Apache-2.0
package org.hamon.benchmark.cep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.hamon.patterns.compiler.CompiledPattern;
import org.hamon.patterns.compiler.PatternCompiler;
import org.hamon.patterns.language.Pattern;
import org.hamon.patterns.language.Stage;
import org.hamon.patterns.language.Symptom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SymptomsTest {

  @ParameterizedTest
  @EnumSource(Symptoms.Kind.class)
  void exampleUsage(Symptoms.Kind kind) {
    Symptoms stream = new Symptoms(kind, 1_000, 1);

    assertThat(first(1_000, stream)).isEqualTo(first(1_000, new Symptoms(kind, 1_000, 1)));
    assertThat(first(1_000, stream)).isNotEqualTo(first(1_000, new Symptoms(kind, 1_000, 2)));
  }

  @Test
  void oneInAHundredOfTheSparseStreamCanStartAMatch() {
    List<CompiledPattern> patterns = compiled(256);
    List<Symptom> sparse = first(50_000, new Symptoms(Symptoms.Kind.SPARSE, 10_000, 1));

    assertThat(sparse.stream().filter(s -> patterns.stream().anyMatch(p -> p.canStart(s))).count())
        .isBetween(400L, 600L);
  }

  @Test
  void eachOfTheDenseStreamCanStartOrContinueAMatch() {
    CompiledPattern broad = compiled(1).get(0);
    List<Stage> stages = broad.pattern().sequence();
    List<Symptom> dense = first(10_000, new Symptoms(Symptoms.Kind.DENSE, 10_000, 1));

    assertThat(dense).allMatch(s -> stages.stream().anyMatch(stage -> stage.accepts(s)));
    assertThat(dense.stream().filter(broad::canStart).count()).isBetween(3_800L, 4_200L);
  }

  @Test
  void timesRiseAndTellTheNumber() {
    Symptoms stream = new Symptoms(Symptoms.Kind.DENSE, 1_000, 1);

    assertThat(first(1_000, stream)).extracting(s -> s.change().time()).isSorted();
    assertThat(Symptoms.numberUpTo(stream.at(999).change().time())).isEqualTo(1_000);
    assertThat(Symptoms.numberUpTo(Long.MIN_VALUE)).isZero();
  }

  @Test
  void fewerPatternsAreTheBeginningOfMore() {
    List<Pattern> sixteen = GeneratedPatterns.first(16);

    assertThat(GeneratedPatterns.first(64)).startsWith(sixteen.toArray(new Pattern[0]));
    assertThat(sixteen).filteredOn(SymptomsTest::endsInAbsence).hasSize(2);
    assertThat(sixteen).filteredOn(SymptomsTest::forbidsBetween).hasSize(5);
    assertThat(sixteen).filteredOn(p -> p.sequence().stream().anyMatch(Stage::strict)).hasSize(1);
    assertThat(sixteen).extracting(p -> p.sequence().size()).containsOnly(2, 3);
  }

  private static boolean endsInAbsence(Pattern pattern) {
    return pattern.sequence().get(pattern.sequence().size() - 1).not();
  }

  private static boolean forbidsBetween(Pattern pattern) {
    return pattern.sequence().stream().anyMatch(Stage::not) && !endsInAbsence(pattern);
  }

  private static List<CompiledPattern> compiled(int patterns) {
    return GeneratedPatterns.first(patterns).stream().map(PatternCompiler::compile).toList();
  }

  private static List<Symptom> first(int symptoms, Symptoms stream) {
    return LongStream.range(0, symptoms).mapToObj(stream::at).toList();
  }
}
