// SPDX-License-Identifier: Apache-2.0
package org.hamon.benchmark.replay;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.hamon.benchmark.Catalogue;
import org.hamon.benchmark.Counts;
import org.hamon.benchmark.GeneratedTopology;
import org.hamon.benchmark.Machine;
import org.hamon.benchmark.Profile;
import org.hamon.benchmark.Readings;
import org.hamon.local.EmbeddedFlink;
import org.hamon.local.Folders;
import org.hamon.replay.History;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Measures how fast history is replayed, against only reading it, and whether memory stays flat.
 */
@Command(
    name = "replay",
    description = {
      "Readings a second of a replay from files to files, all of it: state in RocksDB,"
          + " checkpoints, sorted outputs; and its ratio to only reading and parsing the same files."
          + " The clock runs from the submission of the job until it has ended. One round to warm"
          + " up does not count.",
      "Then one replay of many days in compressed files, with full collections on the way: what the"
          + " process holds as history gets longer."
    })
public final class ReplayCommand implements Callable<Integer> {

  private static final int MEASURED = 0;
  private static final int LOOKS = 10;
  private static final long MINUTE = 60_000;
  private static final int METRICS = 3;

  @Option(
      names = "--readings",
      paramLabel = "N",
      defaultValue = "4000000",
      description = "How many each run reads (default: ${DEFAULT-VALUE}).")
  private long readings;

  @Option(
      names = "--assets",
      paramLabel = "N",
      defaultValue = "10000",
      description = "How many the generated topology has (default: ${DEFAULT-VALUE}).")
  private int assets;

  @Option(
      names = "--stops",
      paramLabel = "SHARE",
      defaultValue = "0.00001",
      description =
          "Share of the readings, up to 0.01, that say that an asset has stopped; its next says"
              + " that it serves again (default: ${DEFAULT-VALUE}).")
  private double stops;

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "30",
      description =
          "How many days of a hundred assets, each three readings a minute, to look at memory in;"
              + " 0: none (default: ${DEFAULT-VALUE}).")
  private int days;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      defaultValue = "2",
      description = "Of every job (default: ${DEFAULT-VALUE}).")
  private int parallelism;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "How often each job runs (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of topology and readings (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--profile",
      paramLabel = "FILE",
      description =
          "At the end replay once more, not counted, and write a recording of it for jfr or Mission"
              + " Control.")
  private @Nullable Path profile;

  @Option(names = "--json", description = "Print the result as one JSON object.")
  private boolean json;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  /** What was asked for. */
  record Setup(
      long readings, int assets, double stops, int days, int parallelism, int rounds, long seed) {

    String text() {
      return String.format(
          Locale.ROOT,
          "%,d readings of %,d assets, one in %,.0f says that one has stopped, parallelism %d,"
              + " %d rounds, checkpoints every 30 s, seed %d",
          readings,
          assets,
          1 / stops,
          parallelism,
          rounds,
          seed);
    }
  }

  @Override
  public Integer call() throws IOException {
    check();
    Machine machine = Machine.here();
    Path folder = Files.createTempDirectory("hamon-bench-replay-");
    List<Lap> laps = new ArrayList<>();
    Lap month = null;
    try (EmbeddedFlink flink =
        EmbeddedFlink.start(
            EmbeddedFlink.Options.of(parallelism)
                .withCheckpointsEvery(Duration.ofSeconds(30))
                .withoutRestarts()
                .with(Counts.settings()))) {
      race(flink, folder, laps);
      if (days > 0) {
        month = month(flink, folder);
      }
    } finally {
      Folders.delete(folder);
    }
    PrintWriter out = spec.commandLine().getOut();
    ReplayResult result =
        new ReplayResult(
            machine,
            new Setup(readings, assets, stops, days, parallelism, rounds, seed),
            laps,
            month);
    if (json) {
      out.println(result.json());
    } else {
      result.lines().forEach(out::println);
    }
    return MEASURED;
  }

  private void race(EmbeddedFlink flink, Path folder, List<Lap> laps) throws IOException {
    say("writing %,d readings", readings);
    Path in = folder.resolve("in");
    HistoryFolder.write(
        in, new Readings(assets, readings, stops, Readings.STOPPED, 20_000, seed), false);
    GeneratedTopology topology = new GeneratedTopology(assets, seed);
    Runs runs = new Runs(flink, parallelism, readings);
    for (int round = 0; round <= rounds; round++) {
      for (ReplayJob job : ReplayJob.values()) {
        Lap lap =
            runs.run(job, setting(job + "-" + round, in, topology, folder.resolve("out")), 0, null);
        say(
            "%s: %s: %,.0f readings/s",
            round == 0 ? "warm-up" : "round " + round + " of " + rounds,
            job.flow(),
            lap.perSecond());
        if (round > 0) {
          laps.add(lap);
        }
      }
    }
    if (profile != null) {
      runs.run(
          ReplayJob.REPLAY,
          setting("profile", in, topology, folder.resolve("out")),
          0,
          new Profile(profile));
      say("profile of a replay written to %s", profile);
    }
  }

  private Lap month(EmbeddedFlink flink, Path folder) throws IOException {
    int few = 100;
    long count = days * Duration.ofDays(1).toMillis() / MINUTE * few * METRICS;
    say("writing %d days, %,d readings", days, count);
    Path in = folder.resolve("month");
    HistoryFolder.write(in, new Readings(few, count, stops, Readings.STOPPED, MINUTE, seed), true);
    say("replaying %d days", days);
    return new Runs(flink, parallelism, count)
        .run(
            ReplayJob.REPLAY,
            setting("month", in, new GeneratedTopology(few, seed), folder.resolve("out-month")),
            LOOKS,
            null);
  }

  private static ReplayJob.Setting setting(
      String name, Path in, GeneratedTopology topology, Path out) {
    History history = History.in(in, OptionalLong.empty(), OptionalLong.empty());
    return new ReplayJob.Setting(
        "bench-replay-" + name, history, topology, Catalogue.patterns(), out);
  }

  private void check() {
    require(assets >= 10, "--assets: expected 10 or more, but got " + assets);
    require(
        readings >= 10L * assets,
        "--readings: expected ten or more for each asset, but got " + readings);
    require(
        stops > 0 && stops <= 0.01, "--stops: expected above 0 and up to 0.01, but got " + stops);
    require(days >= 0, "--days: expected 0 or more, but got " + days);
    require(parallelism >= 1, "--parallelism: expected 1 or more, but got " + parallelism);
    require(rounds >= 1, "--rounds: expected 1 or more, but got " + rounds);
  }

  private void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), otherwise);
    }
  }

  private void say(String format, Object... arguments) {
    spec.commandLine().getErr().printf(Locale.ROOT, format + "%n", arguments);
  }
}
