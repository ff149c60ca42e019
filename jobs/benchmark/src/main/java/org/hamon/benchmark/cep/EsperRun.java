// SPDX-License-Identifier: Apache-2.0
package org.hamon.benchmark.cep;

import com.espertech.esper.common.client.EPCompiled;
import com.espertech.esper.common.client.EventBean;
import com.espertech.esper.common.client.configuration.Configuration;
import com.espertech.esper.compiler.client.CompilerArguments;
import com.espertech.esper.compiler.client.EPCompileException;
import com.espertech.esper.compiler.client.EPCompilerProvider;
import com.espertech.esper.runtime.client.EPDeployException;
import com.espertech.esper.runtime.client.EPEventService;
import com.espertech.esper.runtime.client.EPRuntime;
import com.espertech.esper.runtime.client.EPRuntimeProvider;
import com.espertech.esper.runtime.client.EPStatement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hamon.patterns.compiler.CompiledPattern;
import org.hamon.patterns.compiler.PatternCompiler;
import org.hamon.patterns.language.Pattern;

/**
 * Runs the patterns on Esper, in this thread, with time advanced to each symptom. The clock runs
 * only while Esper works: symptoms are made in between.
 */
final class EsperRun {

  /** So many symptoms are made before Esper gets them. */
  private static final int CHUNK = 1_000;

  private final List<Pattern> patterns;
  private final Configuration configuration = new Configuration();
  private final EPCompiled compiled;

  /** Has Esper compile the patterns. */
  EsperRun(List<Pattern> patterns) throws IOException {
    this.patterns = patterns;
    configuration.getCommon().addEventType(Epl.EVENT, EsperSymptom.class);
    configuration.getRuntime().getThreading().setInternalTimerEnabled(false);
    try {
      compiled =
          EPCompilerProvider.getCompiler()
              .compile(Epl.module(patterns), new CompilerArguments(configuration));
    } catch (EPCompileException e) {
      throw new IOException("Esper does not take the patterns: " + e.getMessage(), e);
    }
  }

  /** Runs them once over the stream, as long as the limits say. */
  Run run(int round, Symptoms stream, Contender.Limits limits) throws IOException {
    System.gc(); // what the run before left behind is not this one's
    EPRuntime runtime = EPRuntimeProvider.getRuntime("bench", configuration);
    try {
      runtime.getEventService().advanceTime(Symptoms.START - 1);
      List<Finding> findings = deploy(runtime);
      EPEventService esper = runtime.getEventService();
      EsperSymptom[] chunk = new EsperSymptom[CHUNK];
      long nanos = 0;
      long cpu = 0;
      long number = 0;
      long wallSince = System.nanoTime();
      while ((nanos < limits.least().toNanos() || number < limits.symptoms())
          && System.nanoTime() - wallSince < limits.most().toNanos()) {
        for (int i = 0; i < CHUNK; i++) {
          chunk[i] = new EsperSymptom(stream.at(number + i));
        }
        long cpuSince = Cpu.nanos();
        long since = System.nanoTime();
        for (EsperSymptom symptom : chunk) {
          esper.advanceTime(symptom.getTime());
          esper.sendEventBean(symptom, Epl.EVENT);
        }
        nanos += System.nanoTime() - since;
        cpu += Cpu.nanos() - cpuSince;
        number += CHUNK;
      }
      Told told = Told.ofAll(findings, FlinkRun.within(patterns));
      return new Run(
          Contender.ESPER,
          round,
          number,
          nanos / 1e9,
          cpu / 1e9,
          Symptoms.time(number - 1),
          0,
          told);
    } catch (EPDeployException e) {
      throw new IOException("Esper does not run the patterns: " + e.getMessage(), e);
    } finally {
      runtime.destroy();
    }
  }

  private List<Finding> deploy(EPRuntime runtime) throws EPDeployException {
    List<Finding> findings = new ArrayList<>();
    Map<String, Long> within = FlinkRun.within(patterns);
    EPStatement[] statements = runtime.getDeploymentService().deploy(compiled).getStatements();
    for (EPStatement statement : statements) {
      Pattern pattern =
          patterns.stream().filter(p -> p.id().equals(statement.getName())).findAny().orElse(null);
      if (pattern != null) {
        CompiledPattern shape = PatternCompiler.compile(pattern);
        long window = within.getOrDefault(pattern.id(), 0L);
        boolean absence = shape.endsInAbsence();
        statement.addListener(
            (found, unused, of, at) -> {
              for (EventBean bean : found) {
                long start = (Long) bean.get("began");
                long last = (Long) bean.get("ended");
                findings.add(
                    new Finding(
                        pattern.id(),
                        (String) bean.get("root"),
                        start,
                        last,
                        absence ? start + window : last));
              }
            });
      }
    }
    return findings;
  }
}
