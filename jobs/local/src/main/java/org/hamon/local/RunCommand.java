// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the live job until the user ends it. */
@Command(
    name = "run",
    description =
        "Runs the live job between the topics of a broker, until Ctrl-C. docs/running.md describes"
            + " the configuration; deploy/local/hamon.yaml is one to start from.")
final class RunCommand implements Callable<Integer> {
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
      description = "embedded: a Flink in this process (default: ${DEFAULT-VALUE}).")
  private String target = "";

  RunCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    if (!target.equals("embedded")) {
      throw new UnusableInput(
          "hamon: --target "
              + target
              + ": only 'embedded' works so far. To run on a cluster, submit"
              + " jobs/correlation/target/hamon-correlation-*-cluster.jar there.");
    }
    RunConfig read = RunConfig.read(config);
    LiveJob.Settings settings = LiveJob.Settings.of(read);
    Knowledge.read(settings.topology(), settings.patterns());
    try (Resources resources = new Resources()) {
      console.note("Starting Flink ...");
      EmbeddedFlink flink =
          resources.add(
              EmbeddedFlink.start(
                  EmbeddedFlink.Options.of(read.parallelism())
                      .withWebPort(read.port())
                      .withCheckpointsEvery(read.checkpointInterval())
                      .withCheckpointsIn(read.checkpoints())));
      LiveJob job = LiveJob.start(flink, settings, System.currentTimeMillis());
      resources.add(job::cancel);
      job.awaitRunning();
      console.note("Flink's page: " + flink.web());
      console.note(
          "Running between " + read.brokers() + " " + read.prefix() + "*. Press Ctrl-C to stop.");
      job.awaitEnd();
      return Hamon.DONE;
    }
  }
}
