// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.hamon.correlation.kafka.KafkaSettings;
import org.hamon.replay.scenario.Scenario;
import org.hamon.replay.scenario.Variation;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists the scenarios, writes the files of one, to be replayed, or plays one into a job. */
@Command(
    name = "scenario",
    description =
        "Lists the scenarios; with --out writes the files of one: inputs, labels and the topology"
            + " it plays on, the same bytes in every run; with --kafka plays one into a job that"
            + " runs.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:with --kafka: too few were warned in time, or in more than one situation, or too often",
      "2:bad usage, or something does not answer"
    })
final class ScenarioCommand implements Callable<Integer> {

  private final Console console;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "Which scenario (default: list them all).")
  private Optional<String> name = Optional.empty();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where to write its files; made if it is not there.")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--kafka",
      paramLabel = "BROKERS",
      description =
          "Play it into the job that runs between the topics there, print the warnings as they"
              + " come, and at the end who was warned how long before.")
  private Optional<String> kafka = Optional.empty();

  @Option(
      names = "--prefix",
      paramLabel = "PREFIX",
      defaultValue = KafkaSettings.DEFAULT_PREFIX,
      description = "With --kafka: before the names of the topics (default: ${DEFAULT-VALUE}).")
  private String prefix = "";

  @Option(
      names = "--group",
      paramLabel = "GROUP",
      defaultValue = "hamon",
      description = "With --kafka: the job's consumer group (default: ${DEFAULT-VALUE}).")
  private String group = "";

  @Option(
      names = "--speed",
      paramLabel = "N",
      description =
          "With --kafka: seconds of the scenario in one second of yours (default: so that it ends"
              + " in about four minutes).")
  private Optional<Double> speed = Optional.empty();

  @Option(
      names = "--until",
      paramLabel = "T",
      description = "With --kafka: play what happened up to then, such as 2018-09-05T19:00:00Z.")
  private Optional<OffsetDateTime> until = Optional.empty();

  @Option(names = "--all", description = "With --kafka: print every update.")
  private boolean all;

  @Option(
      names = "--before",
      paramLabel = "SPAN",
      description =
          "With --out: so much ordinary time before it, such as 30d, for a history as long as you"
              + " like.")
  private Optional<String> before = Optional.empty();

  @ArgGroup(exclusive = false, heading = "%nTold otherwise (with --out):%n")
  private VariationOptions variation = new VariationOptions();

  @Option(names = "--json", description = "Print one JSON object instead of lines.")
  private boolean json;

  ScenarioCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    if (name.isPresent() && !Scenario.names().contains(name.get())) {
      throw new ParameterException(
          spec.commandLine(),
          "Expected one of the scenarios "
              + String.join(", ", Scenario.names())
              + ", but '"
              + name.get()
              + "' is none");
    }
    if (name.isEmpty() && (out.isPresent() || kafka.isPresent())) {
      throw new ParameterException(
          spec.commandLine(),
          "Expected a scenario to "
              + (kafka.isPresent() ? "play" : "write")
              + ", but there is no NAME");
    }
    if (speed.isPresent() && !(speed.get() > 0)) {
      throw new ParameterException(
          spec.commandLine(), "Expected --speed to be above 0, but it is " + speed.get());
    }
    boolean isTold = variation.isGiven() || before.isPresent();
    if (isTold && (out.isEmpty() || kafka.isPresent())) {
      throw new ParameterException(
          spec.commandLine(),
          "Expected --out, and no --kafka, with --before, --shift, --stretch, --drop, --delay and"
              + " --duplicate");
    }
    if (kafka.isPresent()) {
      return play(Scenario.open(name.orElseThrow()), kafka.get());
    }
    List<Scenario> shown =
        name.map(List::of).orElseGet(Scenario::names).stream().map(Scenario::open).toList();
    if (out.isPresent()) {
      write(longer(shown.get(0)), out.get(), variation.variation(spec.commandLine()));
    }
    if (json) {
      printJson(shown);
    } else {
      print(shown);
    }
    return Hamon.DONE;
  }

  private int play(Scenario scenario, String brokers) throws IOException {
    Path folder =
        out.orElseGet(
            () -> Home.folder().resolve("target").resolve("played").resolve(scenario.name()));
    requireFolder(folder);
    return new PlayIntoJob(
            console, new PlayIntoJob.Target(brokers, prefix, group), scenario, folder)
        .play(
            speed.orElseGet(() -> Player.usualSpeed(scenario)),
            until.map(OffsetDateTime::toInstant).orElse(scenario.until()),
            all,
            json);
  }

  private Scenario longer(Scenario scenario) {
    try {
      return before
          .map(text -> VariationOptions.span(spec.commandLine(), "--before", text))
          .map(scenario::after)
          .orElse(scenario);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private static void write(Scenario scenario, Path folder, Variation told) throws IOException {
    requireFolder(folder);
    scenario.writeInputs(folder, told);
    scenario.writeTopology(folder);
  }

  private static void requireFolder(Path folder) {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new UnusableInput("hamon: --out: expected a folder, but " + folder + " is a file.");
    }
  }

  private void print(List<Scenario> shown) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("scenario", "from", "until", "what it is"));
    for (Scenario scenario : shown) {
      rows.add(
          List.of(
              scenario.name(),
              scenario.from().toString(),
              scenario.until().toString(),
              scenario.title()));
    }
    Text.table(rows).forEach(console::line);
    out.ifPresent(folder -> console.line("Written to " + Home.shown(folder) + "."));
  }

  private void printJson(List<Scenario> shown) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    ArrayNode scenarios = node.putArray("scenarios");
    for (Scenario scenario : shown) {
      ObjectNode one = scenarios.addObject();
      one.put("name", scenario.name());
      one.put("title", scenario.title());
      one.put("from", scenario.from().toString());
      one.put("until", scenario.until().toString());
    }
    out.ifPresent(folder -> node.put("out", folder.toString()));
    console.line(node.toString());
  }
}
