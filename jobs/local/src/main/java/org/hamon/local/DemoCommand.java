// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.hamon.local.picture.Picture;
import org.hamon.replay.scenario.Scenario;
import org.hamon.replay.scoring.Label;
import org.hamon.topology.Graph;
import org.hamon.topology.Topology;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Plays a documented cascade through a real Kafka and a real Flink, and prints the warnings. */
@Command(
    name = "demo",
    description =
        "Starts a Kafka broker and a Flink in this process, plays a documented cascade through"
            + " them, and shows the warnings as they come, on a terminal with a picture of how the"
            + " sectors stand; at the end, who was warned how long before.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:with --exit: too few were warned in time, or in more than one situation, or too often",
      "2:bad usage, or something does not start"
    })
final class DemoCommand implements Callable<Integer> {
  private final Console console;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Option(
      names = "--scenario",
      paramLabel = "NAME",
      defaultValue = "hokkaido-2018",
      description = "What to play (default: ${DEFAULT-VALUE}).")
  private String scenario = "";

  @Option(
      names = "--speed",
      paramLabel = "N",
      description =
          "Seconds of the scenario in one second of yours (default: so that it ends in about four"
              + " minutes).")
  private Optional<Double> speed = Optional.empty();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description =
          "Where Flink's page is to be, or the next free port; 0: any (default:"
              + " ${DEFAULT-VALUE}).")
  private int port;

  @Option(names = "--exit", description = "End after the scenario instead of waiting for Ctrl-C.")
  private boolean exit;

  @Option(names = "--all", description = "Show every update, not only what changes much.")
  private boolean all;

  @Option(
      names = "--plain",
      description = "Print lines, also on a terminal, instead of a picture that is drawn anew.")
  private boolean plain;

  @Option(
      names = "--json",
      description = "Print the result as one JSON object; the warnings go to standard error.")
  private boolean json;

  DemoCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    if (speed.isPresent() && !(speed.get() > 0)) {
      throw new ParameterException(
          spec.commandLine(), "Expected --speed to be above 0, but it is " + speed.get());
    }
    Ports.check(spec, port);
    if (!Scenario.names().contains(scenario)) {
      throw new ParameterException(
          spec.commandLine(),
          "Expected one of the scenarios "
              + String.join(", ", Scenario.names())
              + ", but '"
              + scenario
              + "' is none");
    }
    try (Resources resources = new Resources()) {
      return play(Scenario.open(scenario), resources);
    }
  }

  private int play(Scenario played, Resources resources) throws Exception {
    Path folder = Home.folder().resolve("target").resolve("demo").resolve(played.name());
    Folders.delete(folder);
    played.writeInputs(folder);
    Path topologyFile = played.writeTopology(folder);
    Path patterns = Home.folder().resolve("patterns").resolve("catalogue");
    Topology topology = Setups.knowledge(topologyFile, patterns).topology();
    List<Label> labels = Label.read(folder.resolve("labels.jsonl"));
    EventTime clock = EventTime.of(labels);

    console.note(played.title() + ".");
    console.note("Starting Kafka and Flink ...");
    EmbeddedKafka kafka = resources.add(EmbeddedKafka.start());
    EmbeddedFlink flink =
        resources.add(EmbeddedFlink.start(EmbeddedFlink.Options.of(2).withWebPort(port)));
    LiveJob job =
        LiveJob.start(
            flink, LiveJob.ofDemo(kafka.bootstrapServers(), topologyFile, patterns, played.from()));
    job.awaitRunning();
    console.note("Flink's page: " + flink.web() + (flink.web().getPort() == port ? "" : moved()));

    double factor = speed.orElseGet(() -> Player.usualSpeed(played));
    console.note(
        String.format(
            Locale.ROOT,
            "Playing %s to %s %s, %,.0f times as fast as it happened.",
            clock.localMinute(played.from().toEpochMilli()),
            clock.localMinute(played.until().toEpochMilli()),
            clock.zoneName(),
            factor));
    Heard heard = resources.add(new Heard(console, folder));
    Show show = show(played, clock, factor, topology, job, flink);
    WarningFeed feed =
        heard.from(resources.add(new WarningFeed(kafka.bootstrapServers(), job.prefix(), show)));
    resources.add(show);
    Player.Played everything = play(folder, job, factor, show);
    show.allPlayed();
    boolean caughtUp = job.awaitEventTime(everything.lastTime(), feed);
    feed.close();
    show.close();
    heard.write();
    if (!caughtUp) {
      console.note(
          "The job did not come to the end of the scenario in time; what follows is what it said so far.");
    }
    Verdict verdict = Verdict.of(labels, feed.heard(), feed.situations(), Graph.of(topology));
    PlayEnd end = new PlayEnd(played.name(), verdict, feed.ending(), everything.records(), folder);
    end.print(console, clock, show.columns(), json);
    if (!json) {
      console.line((exit ? "Flink's page was " : "Flink's page is ") + flink.web());
    }
    if (!exit) {
      console.note("Press Ctrl-C to stop.");
      new CountDownLatch(1).await();
    }
    job.cancel();
    return verdict.isGood() && caughtUp ? Hamon.DONE : Hamon.FOUND;
  }

  private Show show(
      Scenario played,
      EventTime clock,
      double factor,
      Topology topology,
      LiveJob job,
      EmbeddedFlink flink)
      throws IOException {
    if (console.takesPicture() && !plain && !json) {
      Picture.Subject subject =
          new Picture.Subject(
              played.title(),
              clock.zone(),
              played.from().toEpochMilli(),
              played.until().toEpochMilli(),
              factor,
              ShowAsPicture.assets(topology),
              flink.web().toString());
      Optional<Picture> picture = Picture.open(subject, console.colours(), console::picture);
      if (picture.isPresent()) {
        return new ShowAsPicture(picture.get(), job, all);
      }
    }
    return new ShowInLines(
        new WarningLines(console, clock, json, all), new PlayProgress(console, clock, played));
  }

  private Player.Played play(Path folder, LiveJob job, double factor, Show show)
      throws IOException {
    try (Recording recording = Recording.open(folder);
        Player player = new Player(job.brokers(), job.prefix(), factor, job.heartbeat())) {
      return player.play(
          recording,
          (time, sent) -> {
            show.at(time, sent);
            job.complainIfEnded();
          });
    }
  }

  private String moved() {
    return port == 0 ? "" : " (port " + port + " is taken)";
  }
}
