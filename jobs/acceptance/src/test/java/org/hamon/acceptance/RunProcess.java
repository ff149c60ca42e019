// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The live job in a process of its own, which can be killed. */
final class RunProcess implements AutoCloseable {

  /** Long: the machine may be busy. What is waited for is progress, and an end is noticed. */
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private static final List<String> OPENED =
      List.of("util", "lang", "time", "util.concurrent", "net", "nio");

  private final Process process;
  private final Path said;

  private RunProcess(Process process, Path said) {
    this.process = process;
    this.said = said;
  }

  /**
   * Starts {@code hamon run}.
   *
   * @param folder for its configuration, its temporary files and what it says
   * @param settings of the configuration, by key
   */
  static RunProcess start(Path folder, Map<String, String> settings, String... options)
      throws IOException {
    return start(folder, settings, List.of("org.hamon.local.Hamon", "run"), List.of(options));
  }

  /** Starts the main class of the jar for clusters, on a Flink that it makes itself. */
  static RunProcess startJob(Path folder, Map<String, String> settings) throws IOException {
    return start(folder, settings, List.of("org.hamon.correlation.Main"), List.of());
  }

  private static RunProcess start(
      Path folder, Map<String, String> settings, List<String> program, List<String> options)
      throws IOException {
    Files.createDirectories(folder.resolve("tmp"));
    Path config = folder.resolve("hamon.yaml");
    StringBuilder yaml = new StringBuilder();
    settings.forEach((key, value) -> yaml.append(key).append(": ").append(value).append('\n'));
    Files.writeString(config, yaml);
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.add("-Xmx1g");
    OPENED.forEach(name -> command.add("--add-opens=java.base/java." + name + "=ALL-UNNAMED"));
    command.add("-Djava.io.tmpdir=" + folder.resolve("tmp"));
    command.add("-Dhamon.log=" + folder.resolve("hamon.log"));
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.addAll(program);
    command.addAll(List.of("--config", config.toString()));
    command.addAll(options);
    Path said = Files.createTempFile(folder, "said-", ".txt");
    return new RunProcess(
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start(),
        said);
  }

  /** Waits until every task runs. */
  RunProcess awaitRunning() {
    awaitSaid("Running between");
    return this;
  }

  /** Waits until it has said that. */
  void awaitSaid(String text) {
    awaitThat("it says '" + text + "'", () -> said().contains(text));
  }

  /** Waits until something is so; gives up at once if the process has ended. */
  void awaitThat(String what, Callable<Boolean> isSo) {
    await(what)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(300))
        .failFast(
            "the process has ended",
            () -> {
              if (!process.isAlive()) {
                throw new IllegalStateException("it has ended, and said: " + said());
              }
            })
        .until(isSo);
  }

  /** All that it has said so far. */
  String said() throws IOException {
    return Files.readString(said);
  }

  /** Kills it, as a machine that loses power would. */
  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Waits for its end; returns the exit code. */
  int awaitEnd() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("Expected it to end, but it goes on");
    }
    return process.exitValue();
  }

  /** Ends it, as Ctrl-C does, and waits until it has ended. */
  void stop() throws InterruptedException {
    process.destroy();
    awaitEnd();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    kill();
  }

  /** Complete checkpoints below a folder. */
  static List<Path> checkpoints(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder, 4)) {
      return all.filter(path -> path.endsWith("_metadata")).map(Path::getParent).toList();
    } catch (java.io.UncheckedIOException e) {
      return List.of(); // one was removed just now
    }
  }
}
