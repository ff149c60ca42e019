// SPDX-License-Identifier: Apache-2.0
package org.hamon.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.hamon.benchmark.Laps.Lap;

/**
 * What the rounds came to, for people and for programs. Jobs are compared round by round: in one
 * round they ran one after the other, so what else the machine did then touched them alike.
 */
record TelemetryResult(Machine machine, TelemetryCommand.Setup setup, List<Lap> laps) {

  /** The whole pipeline is to reach this share of the rate of parsing and counting. */
  static final double GOAL = 0.6;

  TelemetryResult {
    laps = List.copyOf(laps);
  }

  /** Readings a second. */
  Spread rate(TelemetryJob job) {
    return Spread.of(of(job), Lap::perSecond);
  }

  /** Processor time for each reading, microseconds. */
  Spread cpu(TelemetryJob job) {
    return Spread.of(of(job), Lap::cpuMicros);
  }

  /** The rate of the job over that of parsing and counting, round by round. */
  Spread ratio(TelemetryJob job) {
    List<Double> ratios = ratios(job, Lap::perSecond);
    return Spread.of(ratios, Double::doubleValue);
  }

  private List<Double> ratios(TelemetryJob job, ToDoubleFunction<Lap> value) {
    List<Lap> base = of(TelemetryJob.PARSE);
    List<Lap> more = of(job);
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < Math.min(base.size(), more.size()); round++) {
      ratios.add(value.applyAsDouble(more.get(round)) / value.applyAsDouble(base.get(round)));
    }
    return ratios;
  }

  private List<Lap> of(TelemetryJob job) {
    return laps.stream().filter(lap -> lap.job() == job).toList();
  }

  private boolean isComparable() {
    return !of(TelemetryJob.PARSE).isEmpty() && !of(TelemetryJob.PIPELINE).isEmpty();
  }

  /** A table, and the sentence it comes to. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("Telemetry: " + setup.text());
    lines.add(machine.text());
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT,
            "%-42s %10s %23s %9s %17s %6s",
            "job",
            "readings/s",
            "(min .. max)",
            "ratio",
            "(min .. max)",
            "us/CPU"));
    for (TelemetryJob job : TelemetryJob.values()) {
      if (!of(job).isEmpty()) {
        lines.add(line(job));
      }
    }
    lines.add("");
    if (isComparable()) {
      lines.add(whereItGoes());
      lines.add(verdict());
    }
    return lines;
  }

  private String line(TelemetryJob job) {
    Spread rate = rate(job);
    String ratio = "";
    if (isComparable()) {
      Spread spread = ratio(job);
      ratio =
          String.format(
              Locale.ROOT,
              "%9.2f %17s",
              spread.median(),
              String.format(Locale.ROOT, "(%.2f .. %.2f)", spread.min(), spread.max()));
    }
    return String.format(
        Locale.ROOT,
        "%-42s %,10.0f %23s %27s %6.2f",
        job.flow(),
        rate.median(),
        String.format(Locale.ROOT, "(%,.0f .. %,.0f)", rate.min(), rate.max()),
        ratio,
        cpu(job).median());
  }

  private String whereItGoes() {
    double parse = cpu(TelemetryJob.PARSE).median();
    double pipeline = cpu(TelemetryJob.PIPELINE).median();
    long checkpoints = of(TelemetryJob.PIPELINE).stream().mapToLong(Lap::checkpoints).sum();
    long changes = of(TelemetryJob.PIPELINE).get(0).changes();
    String exchange = "";
    if (!of(TelemetryJob.EXCHANGE).isEmpty()) {
      double sent = cpu(TelemetryJob.EXCHANGE).median();
      exchange =
          String.format(
              Locale.ROOT,
              " %.0f %% decode and the way to the asset's task, %.0f %% health and the rest;",
              100 * (sent - parse) / pipeline,
              100 * (pipeline - sent) / pipeline);
    }
    return String.format(
        Locale.ROOT,
        "Processor time of the pipeline: %.0f %% Kafka and parsing,%s %,d changes of state a run,"
            + " %d checkpoints in all.",
        100 * parse / pipeline,
        exchange,
        changes,
        checkpoints);
  }

  private String verdict() {
    Spread ratio = ratio(TelemetryJob.PIPELINE);
    return String.format(
        Locale.ROOT,
        "The whole pipeline takes %.2f of the readings a second that parsing and counting alone"
            + " takes: the goal of %.1f is %s.",
        ratio.median(),
        GOAL,
        ratio.median() >= GOAL ? "met" : "not met");
  }

  /** The same as one JSON object. */
  String json() {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode all = mapper.createObjectNode().put("benchmark", "telemetry");
    all.putPOJO("machine", machine);
    all.putPOJO("setup", setup);
    ObjectNode jobs = all.putObject("jobs");
    for (TelemetryJob job : TelemetryJob.values()) {
      if (!of(job).isEmpty()) {
        ObjectNode one = jobs.putObject(job.name().toLowerCase(Locale.ROOT));
        one.put("flow", job.flow());
        one.putPOJO("readingsPerSecond", rate(job));
        one.putPOJO("cpuMicrosPerReading", cpu(job));
        if (isComparable()) {
          one.putPOJO("ratio", ratio(job));
          one.putPOJO("ratios", ratios(job, Lap::perSecond));
        }
      }
    }
    all.putPOJO("laps", laps);
    if (isComparable()) {
      all.put("goal", GOAL);
      all.put("met", ratio(TelemetryJob.PIPELINE).median() >= GOAL);
    }
    return mapper.valueToTree(all).toString();
  }
}
