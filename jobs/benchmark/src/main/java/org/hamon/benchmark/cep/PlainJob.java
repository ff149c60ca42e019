// SPDX-License-Identifier: Apache-2.0
package org.hamon.benchmark.cep;

import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFilterFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.cep.CEP;
import org.apache.flink.cep.functions.PatternProcessFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.util.Collector;
import org.hamon.patterns.compiler.CompiledPattern;
import org.hamon.patterns.compiler.PatternCompiler;
import org.hamon.patterns.language.Pattern;
import org.hamon.patterns.language.Symptom;

/**
 * Patterns as a user of flink-cep runs them: for each a filter for what it sees, a shuffle and an
 * operator. No skip strategy: all matches come out.
 */
final class PlainJob {

  private PlainJob() {}

  static DataStream<Finding> define(DataStream<Symptom> symptoms, List<Pattern> patterns) {
    DataStream<Finding> all = null;
    for (Pattern pattern : patterns) {
      DataStream<Finding> found = one(symptoms, pattern);
      all = all == null ? found : all.union(found);
    }
    if (all == null) {
      throw new IllegalArgumentException("Expected at least one pattern, but there is none");
    }
    return all;
  }

  private static DataStream<Finding> one(DataStream<Symptom> symptoms, Pattern pattern) {
    DataStream<Symptom> seen =
        symptoms
            .filter(new Sees(pattern))
            .setParallelism(1) // with the source, which it is chained to
            .name("sees " + pattern.id())
            .uid("sees-" + pattern.id());
    return CEP.pattern(
            seen.keyBy(
                symptom -> symptom.change().lane() + '\u0000' + symptom.root(), Types.STRING),
            PatternCompiler.compile(pattern).cep())
        .inEventTime()
        .process(new TellAll(pattern), TypeInformation.of(Finding.class))
        .name(pattern.id())
        .uid(pattern.id());
  }

  /** Lets through what is in the scope of the pattern. Remembers nothing. */
  private static final class Sees extends RichFilterFunction<Symptom> {

    private static final long serialVersionUID = 1L;

    private final Pattern pattern;
    private transient CompiledPattern compiled;

    @SuppressWarnings("NullAway.Init") // set by the runtime's call
    Sees(Pattern pattern) {
      this.pattern = pattern.withoutTests();
    }

    @Override
    public void open(OpenContext context) {
      compiled = PatternCompiler.compile(pattern);
    }

    @Override
    public boolean filter(Symptom symptom) {
      return compiled.acceptsRoot(symptom.rootSector(), symptom.rootKind())
          && compiled.inScope(symptom);
    }
  }

  /** Matches of flink-cep in, findings out. Remembers nothing. */
  private static final class TellAll extends PatternProcessFunction<Symptom, Finding> {

    private static final long serialVersionUID = 1L;

    private final Pattern pattern;
    private transient CompiledPattern compiled;

    @SuppressWarnings("NullAway.Init") // set by the runtime's call
    TellAll(Pattern pattern) {
      this.pattern = pattern.withoutTests();
    }

    @Override
    public void open(OpenContext context) {
      compiled = PatternCompiler.compile(pattern);
    }

    @Override
    public void processMatch(
        Map<String, List<Symptom>> match, Context context, Collector<Finding> out) {
      String root = "";
      long start = Long.MAX_VALUE;
      long last = Long.MIN_VALUE;
      for (List<Symptom> events : match.values()) {
        for (Symptom symptom : events) {
          root = symptom.root();
          start = Math.min(start, symptom.change().time());
          last = Math.max(last, symptom.change().time());
        }
      }
      long at = compiled.endsInAbsence() ? start + compiled.withinMillis() : last;
      out.collect(new Finding(pattern.id(), root, start, last, at));
    }
  }
}
