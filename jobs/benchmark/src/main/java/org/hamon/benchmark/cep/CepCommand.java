// SPDX-License-Identifier: Apache-2.0
package org.hamon.benchmark.cep;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.hamon.benchmark.Counts;
import org.hamon.benchmark.Machine;
import org.hamon.benchmark.Spread;
import org.hamon.local.EmbeddedFlink;
import org.hamon.patterns.engine.PatternEngine;
import org.hamon.patterns.language.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures how many symptoms a second the pattern host takes, beside plain flink-cep and Esper. */
@Command(
    name = "cep",
    description = {
      "Symptoms a second through the pattern host on RocksDB with checkpoints, beside plain"
          + " flink-cep (one operator for each pattern, without checkpoints, on the heap and on"
          + " RocksDB) and Esper (in memory, one thread); the same generated patterns over the same"
          + " generated stream, one after the other. The clock starts when all tasks run; a run ends"
          + " when its time is over, so each takes another number of symptoms.",
      "All must find the same matches as far as they come, else there is no result. flink-cep and"
          + " Esper find every match; what the language tells of these is worked out after the run.",
      "A storm: many first stages of one pattern at one root, then one symptom that completes a"
          + " match. The host drops partial matches beyond a bound; it is measured with the usual"
          + " bound and with one that drops none."
    })
public final class CepCommand implements Callable<Integer> {

  private static final int QUICK_STORM = 500;

  @Option(
      names = "--patterns",
      paramLabel = "N",
      split = ",",
      defaultValue = "1,16,64,256",
      description = "Numbers of patterns (default: ${DEFAULT-VALUE}).")
  private List<Integer> patterns = new ArrayList<>();

  @Option(
      names = "--streams",
      paramLabel = "KIND",
      split = ",",
      defaultValue = "dense,sparse",
      description =
          "dense: each symptom can start or continue a match; sparse: one in a hundred can start"
              + " one (default: ${DEFAULT-VALUE}).")
  private List<String> streams = new ArrayList<>();

  @Option(
      names = "--engines",
      paramLabel = "NAME",
      split = ",",
      defaultValue = "cep,compact",
      description = "Of the host (default: ${DEFAULT-VALUE}).")
  private List<String> engines = new ArrayList<>();

  @Option(
      names = "--peers",
      paramLabel = "NAME",
      split = ",",
      defaultValue = "heap,rocksdb,esper",
      description = "What the host is compared to (default: ${DEFAULT-VALUE}).")
  private List<String> peers = new ArrayList<>();

  @Option(
      names = "--roots",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Keys of the stream (default: ${DEFAULT-VALUE}).")
  private int roots;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "20",
      description = "How long a peer runs at least (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--host-seconds",
      paramLabel = "N",
      defaultValue = "20",
      description =
          "How long the host runs at least; it goes on until a checkpoint is complete (default:"
              + " ${DEFAULT-VALUE}).")
  private int hostSeconds;

  @Option(
      names = "--symptoms",
      paramLabel = "N",
      defaultValue = "3000",
      description =
          "How many are processed at least, if it takes less than --most-seconds (default:"
              + " ${DEFAULT-VALUE}).")
  private long symptoms;

  @Option(
      names = "--most-seconds",
      paramLabel = "N",
      defaultValue = "60",
      description = "After which a run ends in any case (default: ${DEFAULT-VALUE}).")
  private int mostSeconds;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description =
          "How often each runs with 16 patterns, which the goals are about; with other numbers it"
              + " runs once (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--checkpoint-seconds",
      paramLabel = "N",
      defaultValue = "10",
      description = "Time between the checkpoints of the host (default: ${DEFAULT-VALUE}).")
  private int checkpointSeconds;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Of every operator on Flink but the source, which is one task (default:"
              + " ${DEFAULT-VALUE}).")
  private int parallelism;

  @Option(
      names = "--storm",
      paramLabel = "N",
      defaultValue = "2000",
      description = "First stages of the storm; 0 for none (default: ${DEFAULT-VALUE}).")
  private int storm;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of the stream (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--quick",
      description =
          "A look in two minutes: 1 and 16 patterns, one round, short runs, a storm of 500.")
  private boolean quick;

  @Option(names = "--json", description = "Print the result as one JSON object.")
  private boolean json;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (quick) {
      shorten();
    }
    Set<Contender> contenders = check();
    Machine machine = Machine.here();
    List<Cell> cells = new ArrayList<>();
    List<StormFigure> storms = new ArrayList<>();
    try (EmbeddedFlink flink =
        EmbeddedFlink.start(
            EmbeddedFlink.Options.of(parallelism)
                .withCheckpointsEvery(Duration.ZERO)
                .withoutRestarts()
                .with(settings()))) {
      FlinkRun runner = new FlinkRun(flink, parallelism);
      for (Symptoms.Kind kind : kinds()) {
        for (int number : patterns) {
          cells.add(cell(runner, contenders, new Symptoms(kind, roots, seed), number));
        }
      }
      if (storm > 0) {
        storms.addAll(storms(runner, contenders));
      }
    }
    CepResult result = new CepResult(machine, setup(), cells, storms);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(result.json());
    } else {
      result.lines().forEach(out::println);
    }
    return 0;
  }

  private Cell cell(FlinkRun runner, Set<Contender> contenders, Symptoms stream, int number)
      throws IOException {
    List<Pattern> all = GeneratedPatterns.first(number);
    EsperRun esper = contenders.contains(Contender.ESPER) ? new EsperRun(all) : null;
    int last = number == Goal.PATTERNS ? rounds : 1;
    List<Run> runs = new ArrayList<>();
    for (int round = 0; round <= last; round++) {
      for (Contender contender : contenders) {
        Contender.Limits limits = limits(contender, round);
        Run run =
            esper != null && contender == Contender.ESPER
                ? esper.run(round, stream, limits)
                : runner.run(contender, round, stream, all, limits);
        say(stream.kind(), number, round, last, run);
        if (round > 0) {
          runs.add(run);
        }
      }
    }
    return Cell.of(stream.kind(), number, runs);
  }

  private Contender.Limits limits(Contender contender, int round) {
    Duration most = Duration.ofSeconds(mostSeconds);
    if (round == 0) {
      return new Contender.Limits(Duration.ofSeconds(1), most, 1, Duration.ZERO);
    }
    return contender.isHost()
        ? new Contender.Limits(
            Duration.ofSeconds(hostSeconds), most, symptoms, Duration.ofSeconds(checkpointSeconds))
        : new Contender.Limits(Duration.ofSeconds(seconds), most, symptoms, Duration.ZERO);
  }

  private List<StormFigure> storms(FlinkRun runner, Set<Contender> contenders) throws IOException {
    List<StormFigure> figures = new ArrayList<>();
    for (Contender contender : contenders) {
      if (contender.isHost()) {
        figures.add(storm(runner, contender, PatternEngine.Settings.MAX_PARTIAL_MATCHES, rounds));
        figures.add(storm(runner, contender, storm + 1, rounds));
      } else if (contender == Contender.PLAIN_HEAP) {
        figures.add(storm(runner, contender, 0, 1));
      }
    }
    return figures;
  }

  private StormFigure storm(FlinkRun runner, Contender contender, int bound, int times)
      throws IOException {
    List<Double> taken = new ArrayList<>();
    for (int round = 1; round <= times; round++) {
      taken.add(
          runner.storm(
              contender,
              round,
              storm,
              bound,
              Duration.ofSeconds(checkpointSeconds),
              Duration.ofMinutes(5)));
    }
    StormFigure figure =
        new StormFigure(contender, storm, bound, Spread.of(taken, Double::doubleValue));
    spec.commandLine()
        .getErr()
        .printf(
            Locale.ROOT,
            "storm of %,d: %s, bound %,d: %.2f s%n",
            storm,
            contender.text(),
            bound,
            figure.seconds().median());
    return figure;
  }

  private void say(Symptoms.Kind kind, int number, int round, int last, Run run) {
    spec.commandLine()
        .getErr()
        .printf(
            Locale.ROOT,
            "%s, %d patterns, %s: %s: %,.0f symptoms/s (%,d in %.1f s, %.1f us/CPU, %,d matches)%n",
            kind.name().toLowerCase(Locale.ROOT),
            number,
            round == 0 ? "warm-up" : "round " + round + " of " + last,
            run.contender().text(),
            run.perSecond(),
            run.symptoms(),
            run.seconds(),
            run.cpuMicros(),
            run.told().count(run.upTo()));
  }

  private String setup() {
    return String.format(
        Locale.ROOT,
        "%,d roots, parallelism %d, checkpoints of the host every %d s, runs of at least %d s (host"
            + " %d s), %d rounds with %d patterns and one with others, seed %d",
        roots,
        parallelism,
        checkpointSeconds,
        seconds,
        hostSeconds,
        rounds,
        Goal.PATTERNS,
        seed);
  }

  /** Hundreds of operators, each with its own exchange, are to fit into the network's memory. */
  private static Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>(Counts.settings());
    settings.put("taskmanager.network.memory.floating-buffers-per-gate", "4");
    return settings;
  }

  private void shorten() {
    patterns = patterns.stream().filter(number -> number <= Goal.PATTERNS).toList();
    rounds = 1;
    seconds = Math.min(seconds, 2);
    hostSeconds = Math.min(hostSeconds, 4);
    checkpointSeconds = Math.min(checkpointSeconds, 2);
    storm = Math.min(storm, QUICK_STORM);
  }

  private List<Symptoms.Kind> kinds() {
    List<Symptoms.Kind> kinds = new ArrayList<>();
    for (String word : streams) {
      switch (word) {
        case "dense" -> kinds.add(Symptoms.Kind.DENSE);
        case "sparse" -> kinds.add(Symptoms.Kind.SPARSE);
        default -> require(false, "--streams: expected dense or sparse, but got '" + word + "'");
      }
    }
    return kinds;
  }

  private Set<Contender> check() {
    require(roots >= 100, "--roots: expected 100 or more, but got " + roots);
    require(rounds >= 1, "--rounds: expected 1 or more, but got " + rounds);
    require(seconds >= 1, "--seconds: expected 1 or more, but got " + seconds);
    require(hostSeconds >= 1, "--host-seconds: expected 1 or more, but got " + hostSeconds);
    require(mostSeconds >= 1, "--most-seconds: expected 1 or more, but got " + mostSeconds);
    require(parallelism >= 1, "--parallelism: expected 1 or more, but got " + parallelism);
    require(
        checkpointSeconds >= 1,
        "--checkpoint-seconds: expected 1 or more, but got " + checkpointSeconds);
    require(storm >= 0 && storm <= 5_000, "--storm: expected 0 to 5000, but got " + storm);
    require(!patterns.isEmpty(), "--patterns: expected numbers up to 16 with --quick");
    for (int number : patterns) {
      require(number >= 1 && number <= 1_000, "--patterns: expected 1 to 1000, but got " + number);
    }
    Set<Contender> contenders = EnumSet.noneOf(Contender.class);
    engines.forEach(word -> contenders.add(contender("--engines", word, true)));
    peers.forEach(word -> contenders.add(contender("--peers", word, false)));
    kinds();
    return contenders;
  }

  private Contender contender(String option, String word, boolean host) {
    for (Contender contender : Contender.values()) {
      if (contender.isHost() == host && contender.word().equals(word)) {
        return contender;
      }
    }
    throw new ParameterException(
        spec.commandLine(),
        option
            + ": expected "
            + (host ? "cep or compact" : "heap, rocksdb or esper")
            + ", but got '"
            + word
            + "'");
  }

  private void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), otherwise);
    }
  }
}
