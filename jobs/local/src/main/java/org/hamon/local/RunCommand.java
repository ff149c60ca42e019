// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.hamon.correlation.config.LiveSetup;
import org.hamon.correlation.config.RunConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the live job: here until the user ends it, or on a cluster. */
@Command(
    name = "run",
    description =
        "Runs the live job between the topics of a broker, in this process or on a Flink cluster."
            + " docs/running.md describes the configuration; deploy/local/hamon.yaml is one to"
            + " start from.")
final class RunCommand implements Callable<Integer> {
  private static final Duration EVERY = Duration.ofSeconds(10);

  private final Console console;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      required = true,
      description = "The configuration, a YAML file.")
  private Path config = Path.of("");

  @Option(
      names = "--target",
      paramLabel = "WHERE",
      defaultValue = "embedded",
      description =
          "embedded: a Flink in this process, until Ctrl-C; HOST:PORT: the REST interface of a"
              + " Flink, to which the job is submitted (default: ${DEFAULT-VALUE}).")
  private String target = "";

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Instead of what the configuration says; may be repeated.")
  private Map<String, String> overrides = new LinkedHashMap<>();

  @Option(
      names = "--restore",
      paramLabel = "PATH",
      description = "With a cluster: the checkpoint or savepoint to go on from.")
  private Optional<String> restore = Optional.empty();

  @Option(names = "--json", description = "With a cluster: print the job as one JSON object.")
  private boolean json;

  RunCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    return target.equals("embedded") ? embedded() : submit();
  }

  private int submit() throws IOException {
    ClusterRun cluster = new ClusterRun(console, target);
    List<String> arguments = new ArrayList<>(List.of("--config", config.toString()));
    if (Files.exists(config)) {
      // What is wrong with it is said sooner here; the job manager reads it again.
      Setups.read(config, overrides);
      arguments.set(1, config.toAbsolutePath().normalize().toString());
    }
    overrides.forEach((key, value) -> arguments.addAll(List.of("--" + key, value)));
    ClusterRun.Submitted submitted = cluster.submit(arguments, restore.orElse(null));
    if (json) {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      node.put("job", submitted.job()).put("page", submitted.page().toString());
      console.line(node.toString());
    } else {
      console.line("Job " + submitted.job() + " runs: " + submitted.page());
    }
    return Hamon.DONE;
  }

  private int embedded() throws Exception {
    if (restore.isPresent()) {
      throw new UnusableInput("hamon: --restore works with a cluster only; see --target.");
    }
    LiveSetup setup = Setups.read(config, overrides);
    RunConfig read = setup.config();
    try (Resources resources = new Resources()) {
      console.note("Starting Flink ...");
      EmbeddedFlink flink = resources.add(EmbeddedFlink.start(options(read)));
      LiveJob job = LiveJob.start(flink, setup);
      resources.add(job::cancel);
      job.awaitRunning();
      console.note("Flink's page: " + flink.web());
      console.note(
          "Running between "
              + read.kafka().brokers()
              + " "
              + read.kafka().prefix()
              + "*. Press Ctrl-C to stop.");
      job.awaitEnd();
      return Hamon.DONE;
    }
  }

  /** Of the Flink in this process; checkpoints lie beside the configuration. */
  private EmbeddedFlink.Options options(RunConfig read) {
    URI beside = config.toAbsolutePath().resolveSibling("checkpoints").toUri();
    return EmbeddedFlink.Options.of(Objects.requireNonNullElse(read.parallelism(), 1))
        .withWebPort(read.port())
        .withCheckpointsEvery(Objects.requireNonNullElse(read.checkpointInterval(), EVERY))
        .withCheckpointsIn(Objects.requireNonNullElse(read.checkpoints(), beside));
  }
}
