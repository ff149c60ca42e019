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
import org.hamon.correlation.recovery.Beginning;
import org.hamon.correlation.recovery.Identity;
import org.hamon.correlation.recovery.JobFolder;
import org.hamon.correlation.recovery.UnusableCheckpointException;
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
      description =
          "The checkpoint or savepoint to go on from; without it, the newest checkpoint of the"
              + " job.")
  private Optional<String> restore = Optional.empty();

  @Option(
      names = "--restart",
      description =
          "Begin without a checkpoint, at the beginning of what the topics hold; those that lie"
              + " there are passed over from now on.")
  private boolean restart;

  @Option(names = "--json", description = "With a cluster: print the job as one JSON object.")
  private boolean json;

  RunCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    if (restart && restore.isPresent()) {
      throw new UnusableInput(
          "hamon: Expected --restore or --restart, but both are given. The first goes on from what"
              + " it names, the second begins without anything.");
    }
    return target.equals("embedded") ? embedded() : submit();
  }

  private int submit() throws IOException {
    ClusterRun cluster = new ClusterRun(console, target);
    List<String> arguments = new ArrayList<>(List.of("--config", config.toString()));
    if (Files.exists(config)) {
      // What is wrong with it is said sooner here; the job manager reads it again.
      cluster.refuseSecond(Setups.read(config, overrides).config());
      arguments.set(1, config.toAbsolutePath().normalize().toString());
    }
    overrides.forEach((key, value) -> arguments.addAll(List.of("--" + key, value)));
    if (restart) {
      arguments.addAll(List.of("--restart", "true"));
    }
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
    LiveSetup setup = Setups.read(config, overrides);
    RunConfig read = setup.config();
    Identity identity = Setups.identity(setup);
    JobFolder checkpoints = JobFolder.in(place(read), identity);
    try (Resources resources = new Resources()) {
      resources.add(
          OneProcess.of(
              console, identity, checkpoints, Path.of(System.getProperty("java.io.tmpdir"))));
      Beginning beginning = beginning(checkpoints, identity);
      beginning.said().forEach(console::note);
      console.note("Starting Flink ...");
      EmbeddedFlink flink =
          resources.add(EmbeddedFlink.start(options(read, checkpoints, beginning)));
      LiveJob job = LiveJob.start(flink, setup);
      resources.add(job::cancel);
      job.awaitRunning();
      resources.add(job.watch(console, checkpoints));
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

  /** Where the checkpoints of all jobs lie: beside the configuration, unless it says otherwise. */
  private URI place(RunConfig read) {
    URI asked = read.checkpoints();
    if (asked == null) {
      return config.toAbsolutePath().normalize().resolveSibling("checkpoints").toUri();
    }
    if (!"file".equals(asked.getScheme())) {
      throw new UnusableInput(
          "hamon: checkpoints.dir: expected a folder of this machine for a job in this process, but"
              + " it is "
              + asked
              + ". Name a folder, or run the job on a cluster (--target HOST:PORT).");
    }
    return asked;
  }

  private Beginning beginning(JobFolder checkpoints, Identity identity) throws IOException {
    try {
      if (restart) {
        return Beginning.anew(checkpoints, identity);
      }
      return restore.isPresent()
          ? Beginning.from(place(restore.get()))
          : Beginning.newest(checkpoints, identity);
    } catch (UnusableCheckpointException e) {
      throw new UnusableInput(e.lines().stream().map(line -> "hamon: " + line).toList());
    }
  }

  private static URI place(String named) {
    return named.contains(":/") ? URI.create(named) : Path.of(named).toAbsolutePath().toUri();
  }

  private static EmbeddedFlink.Options options(
      RunConfig read, JobFolder checkpoints, Beginning beginning) {
    return EmbeddedFlink.Options.of(Objects.requireNonNullElse(read.parallelism(), 1))
        .withWebPort(read.port())
        .withCheckpointsEvery(Objects.requireNonNullElse(read.checkpointInterval(), EVERY))
        .withCheckpointsIn(checkpoints.uri())
        .startingFrom(beginning.checkpoint());
  }
}
