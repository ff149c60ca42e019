// SPDX-License-Identifier: Apache-2.0
package org.hamon.benchmark.replay;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.hamon.benchmark.Machine;
import org.hamon.benchmark.Spread;
import org.jspecify.annotations.Nullable;

/**
 * What the rounds came to, for people and for programs.
 *
 * @param month the run over a long history, or null if there was none
 */
record ReplayResult(
    Machine machine, ReplayCommand.Setup setup, List<Lap> laps, @Nullable Lap month) {

  /** Readings a second that a replay is to reach on two cores. */
  static final double RATE_GOAL = 200_000;

  /** What the heap may grow by from the first half to the second: 10 %. */
  static final double GROWTH_GOAL = 1.1;

  ReplayResult {
    laps = List.copyOf(laps);
  }

  Spread rate(ReplayJob job) {
    return Spread.of(of(job), Lap::perSecond);
  }

  private Spread spread(ReplayJob job, ToDoubleFunction<Lap> value) {
    return Spread.of(of(job), value);
  }

  private List<Lap> of(ReplayJob job) {
    return laps.stream().filter(lap -> lap.job() == job).toList();
  }

  /** The rate of the replay over that of reading alone, round by round. */
  Spread ratio() {
    List<Lap> read = of(ReplayJob.READ);
    List<Lap> whole = of(ReplayJob.REPLAY);
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < Math.min(read.size(), whole.size()); round++) {
      ratios.add(whole.get(round).perSecond() / read.get(round).perSecond());
    }
    return Spread.of(ratios, Double::doubleValue);
  }

  /** Median of the looks in the second half of a long history over that of the first. */
  static double growth(List<MemoryLook> looks, ToDoubleFunction<MemoryLook> value) {
    int half = looks.size() / 2;
    double before = Spread.of(looks.subList(0, half), value).median();
    double after = Spread.of(looks.subList(half, looks.size()), value).median();
    return before == 0 ? 0 : after / before;
  }

  /** A table, and what it comes to. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("Replay: " + setup.text());
    lines.add(machine.text());
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT, "%-36s %10s %23s %7s", "job", "readings/s", "(min .. max)", "us/CPU"));
    for (ReplayJob job : ReplayJob.values()) {
      Spread rate = rate(job);
      lines.add(
          String.format(
              Locale.ROOT,
              "%-36s %,10.0f %23s %7.2f",
              job.flow(),
              rate.median(),
              String.format(Locale.ROOT, "(%,.0f .. %,.0f)", rate.min(), rate.max()),
              spread(job, Lap::cpuMicros).median()));
    }
    lines.add("");
    Spread ratio = ratio();
    lines.add(
        String.format(
            Locale.ROOT,
            "A replay, from the submission of its job until its files are there, takes %,.0f readings"
                + " a second, %.2f (%.2f .. %.2f) of what reading alone does: the goal of %,.0f on"
                + " two cores is %s.",
            rate(ReplayJob.REPLAY).median(),
            ratio.median(),
            ratio.min(),
            ratio.max(),
            RATE_GOAL,
            rate(ReplayJob.REPLAY).median() >= RATE_GOAL ? "met" : "not met"));
    if (month != null) {
      memoryLines(month, lines);
    }
    return lines;
  }

  private void memoryLines(Lap run, List<String> lines) {
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT,
            "%d days as compressed files, one a day: %,.0f readings/s, %,d situations",
            setup.days(),
            run.perSecond(),
            run.situations()));
    lines.add(String.format(Locale.ROOT, "%8s %9s %13s", "history", "heap MiB", "resident MiB"));
    for (MemoryLook look : run.memory()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%6.0f %% %9.1f %13.0f",
              100 * look.share(),
              look.heapMiB(),
              look.residentMiB()));
    }
    double heap = growth(run.memory(), MemoryLook::heapMiB);
    lines.add(
        String.format(
            Locale.ROOT,
            "Heap, median of the second half over that of the first: %.2f: flat (at most %.1f) is"
                + " %s. What is resident holds garbage too.",
            heap,
            GROWTH_GOAL,
            heap <= GROWTH_GOAL ? "met" : "not met"));
  }

  /** The same as one JSON object. */
  String json() {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode all = mapper.createObjectNode().put("benchmark", "replay");
    all.putPOJO("machine", machine);
    all.putPOJO("setup", setup);
    for (ReplayJob job : ReplayJob.values()) {
      ObjectNode one = all.putObject(job.name().toLowerCase(Locale.ROOT));
      one.put("flow", job.flow());
      one.putPOJO("readingsPerSecond", rate(job));
      one.putPOJO("cpuMicrosPerReading", spread(job, Lap::cpuMicros));
    }
    all.putPOJO("ratio", ratio());
    all.put("goal", RATE_GOAL);
    all.put("met", rate(ReplayJob.REPLAY).median() >= RATE_GOAL);
    if (month != null) {
      ObjectNode lasting = all.putObject("month");
      lasting.putPOJO("run", month);
      lasting.put("heapGrowth", growth(month.memory(), MemoryLook::heapMiB));
      lasting.put("met", growth(month.memory(), MemoryLook::heapMiB) <= GROWTH_GOAL);
      lasting.put("goal", GROWTH_GOAL);
    }
    return mapper.valueToTree(all).toString();
  }
}
