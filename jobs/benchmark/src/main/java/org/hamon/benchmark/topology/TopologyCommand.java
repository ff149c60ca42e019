// SPDX-License-Identifier: Apache-2.0
package org.hamon.benchmark.topology;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.hamon.benchmark.Machine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures how fast and how large a topology is, up to that of a nation. */
@Command(
    name = "topology",
    description = {
      "A generated national topology: time to load it from a folder of CSV files, what it takes of"
          + " the heap, one change, forecasts of one failure by blast radius (dependencies in"
          + " reach), many failures at once; beside JGraphT's own graph of the same assets and"
          + " dependencies and its breadth-first walk. For each of several sizes.",
      "The heap is what is in use after full collections. A load ends when the service at rest is"
          + " known. Rounds go one after the other; the median counts."
    })
public final class TopologyCommand implements Callable<Integer> {

  private static final int FEWEST = 1_000;
  private static final int MOST = 2_000_000;

  @Option(
      names = "--assets",
      paramLabel = "N",
      split = ",",
      defaultValue = "1000,10000,100000,1000000",
      description = "Sizes of the nations (default: ${DEFAULT-VALUE}).")
  private List<Integer> assets = new ArrayList<>();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description =
          "How often a nation is loaded and many assets fail (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of the nations and of what is asked of them (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--no-peer", description = "Leave JGraphT's graph out.")
  private boolean withoutPeer;

  @Option(names = "--json", description = "Print the result as one JSON object.")
  private boolean json;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    require(rounds >= 1, "--rounds: expected 1 or more, but got " + rounds);
    for (int size : assets) {
      require(
          size >= FEWEST && size <= MOST,
          "--assets: expected " + FEWEST + " to " + MOST + ", but got " + size);
    }
    PrintWriter err = spec.commandLine().getErr();
    Machine machine = Machine.here();
    List<Figures> all = new ArrayList<>();
    for (int size : assets) {
      Path folder = Files.createTempDirectory("hamon-nation");
      try {
        Nation nation = new Nation(size, seed);
        nation.write(folder);
        all.add(
            new NationRun(nation, rounds, line -> err.println(size + " assets: " + line))
                .measure(folder, !withoutPeer));
      } finally {
        delete(folder);
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    TopologyResult result = new TopologyResult(machine, rounds, seed, all);
    if (json) {
      out.println(result.json());
    } else {
      result.lines().forEach(out::println);
    }
    return 0;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(TopologyCommand::deleteOne);
    }
  }

  private static void deleteOne(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), otherwise);
    }
  }
}
