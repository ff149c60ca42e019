// SPDX-License-Identifier: Apache-2.0
package org.hamon.benchmark;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.hamon.correlation.kafka.KafkaSettings;
import org.hamon.local.EmbeddedFlink;
import org.hamon.local.EmbeddedKafka;
import org.hamon.patterns.language.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures how many readings a second the job takes, against only parsing and counting them. */
@Command(
    name = "telemetry",
    description = {
      "Readings a second through the whole job on RocksDB with checkpoints, and its ratio to a job"
          + " that only parses and counts them. Both read the same topic of an embedded Kafka, with"
          + " the same settings of an embedded Flink, one after the other, several rounds.",
      "The clock runs from when a fifth of the readings is processed until all are. One round to"
          + " warm up does not count."
    })
final class TelemetryCommand implements Callable<Integer> {

  @Option(
      names = "--readings",
      paramLabel = "N",
      defaultValue = "3000000",
      description = "How many each run reads (default: ${DEFAULT-VALUE}).")
  private long readings;

  @Option(
      names = "--assets",
      paramLabel = "N",
      defaultValue = "10000",
      description = "How many the generated topology has (default: ${DEFAULT-VALUE}).")
  private int assets;

  @Option(
      names = "--edges",
      paramLabel = "SHARE",
      defaultValue = "0.0001",
      description =
          "Share of the readings, up to 0.1, that go beyond a threshold and come back with the"
              + " next (default: ${DEFAULT-VALUE}).")
  private double edges;

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
      names = "--checkpoint-seconds",
      paramLabel = "N",
      defaultValue = "10",
      description = "Time between checkpoints (default: ${DEFAULT-VALUE}).")
  private int checkpointSeconds;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of topology and readings (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--only",
      paramLabel = "JOB",
      split = ",",
      description = "Run only these, of parse, exchange and pipeline.")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--profile",
      paramLabel = "FILE",
      description =
          "At the end run the pipeline once more, not counted, and write a recording of it for jfr"
              + " or Mission Control.")
  @Nullable
  private Path profile;

  @Option(names = "--json", description = "Print the result as one JSON object.")
  private boolean json;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  /** What was asked for. */
  record Setup(
      long readings,
      int assets,
      double edges,
      int parallelism,
      int rounds,
      int checkpointSeconds,
      long seed) {

    String text() {
      return String.format(
          Locale.ROOT,
          "%,d readings of %,d assets, %.3f %% beyond a threshold, parallelism %d, %d rounds,"
              + " checkpoints every %d s, seed %d",
          readings,
          assets,
          100 * edges,
          parallelism,
          rounds,
          checkpointSeconds,
          seed);
    }
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Set<TelemetryJob> jobs = check();
    PrintWriter err = spec.commandLine().getErr();
    Machine machine = Machine.here();
    GeneratedTopology topology = new GeneratedTopology(assets, seed);
    List<Pattern> patterns = Catalogue.patterns();
    List<Laps.Lap> laps = new ArrayList<>();
    try (EmbeddedKafka broker = EmbeddedKafka.start();
        EmbeddedFlink flink =
            EmbeddedFlink.start(
                EmbeddedFlink.Options.of(parallelism)
                    .withCheckpointsEvery(Duration.ofSeconds(checkpointSeconds))
                    .withoutRestarts()
                    .with(Counts.settings()))) {
      KafkaSettings kafka = TelemetryJob.Setting.kafka(broker.bootstrapServers());
      TelemetryTopic.fill(
          kafka,
          new Readings(assets, readings, edges, seed),
          written -> err.printf(Locale.ROOT, "%,d of %,d readings written%n", written, readings));
      for (int round = 0; round <= rounds; round++) {
        for (TelemetryJob job : jobs) {
          Laps.Lap lap = lap(flink, kafka, topology, patterns, round, job, null);
          err.printf(
              Locale.ROOT,
              "%s: %s: %,.0f readings/s%n",
              round == 0 ? "warm-up" : "round " + round + " of " + rounds,
              job.flow(),
              lap.perSecond());
          if (round > 0) {
            laps.add(lap);
          }
        }
      }
      if (profile != null) {
        lap(
            flink,
            kafka,
            topology,
            patterns,
            rounds + 1,
            TelemetryJob.PIPELINE,
            new Profile(profile));
        err.println("profile of the pipeline written to " + profile);
      }
    }
    say(
        new TelemetryResult(
            machine,
            new Setup(readings, assets, edges, parallelism, rounds, checkpointSeconds, seed),
            laps));
    return Bench.MEASURED;
  }

  private Laps.Lap lap(
      EmbeddedFlink flink,
      KafkaSettings kafka,
      GeneratedTopology topology,
      List<Pattern> patterns,
      int round,
      TelemetryJob job,
      @Nullable Profile recording)
      throws IOException {
    String group = "bench-" + job + "-" + round;
    return new Laps(flink, new TelemetryJob.Setting(kafka, group, topology, patterns), readings)
        .run(job, parallelism, recording);
  }

  private void say(TelemetryResult result) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(result.json());
    } else {
      result.lines().forEach(out::println);
    }
  }

  private Set<TelemetryJob> check() {
    require(assets >= 10, "--assets: expected 10 or more, but got " + assets);
    require(
        readings >= 10L * assets,
        "--readings: expected ten or more for each asset, but got " + readings);
    require(edges >= 0 && edges <= 0.1, "--edges: expected 0 to 0.1, but got " + edges);
    require(parallelism >= 1, "--parallelism: expected 1 or more, but got " + parallelism);
    require(rounds >= 1, "--rounds: expected 1 or more, but got " + rounds);
    require(
        checkpointSeconds >= 1,
        "--checkpoint-seconds: expected 1 or more, but got " + checkpointSeconds);
    EnumSet<TelemetryJob> jobs = EnumSet.noneOf(TelemetryJob.class);
    for (String name : only) {
      jobs.add(job(name));
    }
    return jobs.isEmpty() ? EnumSet.allOf(TelemetryJob.class) : jobs;
  }

  private TelemetryJob job(String name) {
    for (TelemetryJob job : TelemetryJob.values()) {
      if (job.name().equalsIgnoreCase(name)) {
        return job;
      }
    }
    throw new ParameterException(
        spec.commandLine(), "--only: expected parse, exchange or pipeline, but got '" + name + "'");
  }

  private void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), otherwise);
    }
  }
}
