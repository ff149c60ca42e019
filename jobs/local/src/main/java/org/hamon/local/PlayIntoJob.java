// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.hamon.replay.scenario.Scenario;
import org.hamon.replay.scoring.Label;
import org.hamon.topology.Graph;
import org.hamon.topology.Topology;
import org.hamon.topology.reading.TopologyReader;

/** Plays a scenario into a job that runs elsewhere, and hears what that says. */
final class PlayIntoJob {
  private static final Duration TO_CATCH_UP = Duration.ofMinutes(3);

  private final Console console;
  private final Target target;
  private final Scenario scenario;
  private final Path folder;

  /**
   * Where the job is.
   *
   * @param group of the job's consumers: what it has read is told by their offsets
   */
  record Target(String brokers, String prefix, String group) {}

  /**
   * @param folder for inputs, labels, topology, and what is heard
   */
  PlayIntoJob(Console console, Target target, Scenario scenario, Path folder) {
    this.console = console;
    this.target = target;
    this.scenario = scenario;
    this.folder = folder;
  }

  /**
   * Plays it; returns when the job has come to the end.
   *
   * @param until what happened later is left out
   * @return exit code: found, if too few were warned in time
   */
  int play(double speed, Instant until, boolean all, boolean json) throws IOException {
    scenario.writeInputs(folder);
    Topology topology =
        TopologyReader.read(scenario.writeTopology(folder)).topology().orElseThrow();
    List<Label> labels =
        Label.read(folder.resolve("labels.jsonl")).stream()
            .filter(label -> label.at() <= until.toEpochMilli())
            .toList();
    EventTime clock = EventTime.of(labels);
    Show show =
        new ShowInLines(
            new WarningLines(console, clock, json, all),
            new PlayProgress(console, clock, scenario));
    try (Resources resources = new Resources()) {
      JobTopics topics = resources.add(new JobTopics(target.brokers(), target.prefix()));
      topics.require();
      WarningFeed feed = resources.add(new WarningFeed(target.brokers(), target.prefix(), show));
      console.note(
          String.format(
              Locale.ROOT,
              "%s. Playing %s to %s %s into %s, %,.0f times as fast as it happened.",
              scenario.title(),
              clock.localMinute(scenario.from().toEpochMilli()),
              clock.localMinute(until.toEpochMilli()),
              clock.zoneName(),
              target.brokers(),
              speed));
      long records = send(speed, until, Heartbeat.in(topology), show);
      boolean caughtUp = awaitRead(topics);
      feed.close();
      feed.write(folder);
      if (!caughtUp) {
        console.note(
            "The job did not read to the end within "
                + Text.duration(TO_CATCH_UP)
                + "; what follows is what it said so far. Does it run, with group "
                + target.group()
                + " and checkpoints?");
      }
      Verdict verdict = Verdict.of(labels, feed.heard(), feed.situations(), Graph.of(topology));
      new PlayEnd(scenario.name(), verdict, feed.ending(), records, folder)
          .print(console, clock, show.columns(), json);
      return verdict.isGood() && caughtUp ? Hamon.DONE : Hamon.FOUND;
    }
  }

  private long send(double speed, Instant until, Heartbeat heartbeat, Player.Progress progress)
      throws IOException {
    try (Recording recording = Recording.open(folder);
        Player player = new Player(target.brokers(), target.prefix(), speed, heartbeat)) {
      return player.play(recording, until.toEpochMilli(), progress).records();
    }
  }

  private boolean awaitRead(JobTopics topics) throws IOException {
    Waiting waiting = new Waiting(console);
    long deadline = System.nanoTime() + TO_CATCH_UP.toNanos();
    while (!topics.areReadBy(target.group())) {
      if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
        return false;
      }
      waiting.at(() -> "... all is played; waiting for the job's next checkpoint behind it");
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
    }
    return true;
  }
}
