// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.hamon.topology.Dependency;
import org.hamon.topology.Durations;
import org.hamon.topology.Forecast;
import org.hamon.topology.Forecast.Failure;
import org.hamon.topology.analysis.BlastRadius;
import org.hamon.topology.analysis.RestorationOrder;
import org.hamon.topology.analysis.WhatIf;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What there is, and what an analyst asks of it. */
@Command(
    name = "show",
    description = {
      "Shows a topology: sectors, who depends on whom, what most people hang on, weak points.",
      "Or one asset, an order of repairs, a blast radius."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "2:bad usage, a topology with an error, or an unknown id"})
final class TopologyShowCommand implements Callable<Integer> {
  private static final int BLAST_SAMPLES = 1_024;
  private static final double HOUR = 3_600_000;

  private final Console console;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(paramLabel = "PATH", description = "The topology: a YAML file or a folder.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path path;

  @Option(
      names = "--asset",
      paramLabel = "ID",
      description = "One asset: providers by group, dependents, buffers, links.")
  private Optional<String> asset = Optional.empty();

  @Option(
      names = "--restore",
      paramLabel = "ID",
      split = ",",
      description = "In which order to repair these failed assets, separated by commas.")
  private List<String> restore = new ArrayList<>();

  @Option(
      names = "--hours",
      paramLabel = "ID=DURATION",
      description = "With --restore: how long a repair takes (3h). May be repeated.")
  private List<String> hours = new ArrayList<>();

  @Option(
      names = "--repair",
      paramLabel = "DURATION",
      description =
          "With --restore: how long a repair takes where neither --hours nor the recovery of the"
              + " asset's own dependencies says so. Default: ${DEFAULT-VALUE}.")
  private String repair = "4h";

  @Option(
      names = "--blast",
      paramLabel = "ID",
      description = "What goes with an asset, a vendor, an area, an operator or a region.")
  private Optional<String> blast = Optional.empty();

  @Option(
      names = "--picture",
      paramLabel = "FILE",
      description = "Draw the whole topology into a .svg or .html file instead.")
  private Optional<Path> picture = Optional.empty();

  @Option(
      names = "--top",
      paramLabel = "N",
      description = "How many rows of long tables to print. Default: ${DEFAULT-VALUE}; 0 for all.")
  private int top = 10;

  @Option(names = "--json", description = "Print one JSON object instead of tables.")
  private boolean json;

  TopologyShowCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (Stream.of(asset.isPresent(), blast.isPresent(), !restore.isEmpty(), picture.isPresent())
            .filter(given -> given)
            .count()
        > 1) {
      throw misuse(
          "Expected one of --asset, --blast, --restore, --picture at most, but there are several");
    }
    if (top < 0) {
      throw misuse("Expected --top to be at least 0, but found " + top);
    }
    PictureFile file = picture.map(this::pictureFile).orElse(null);
    try (Patience patience = Patience.with(console, "reading " + path)) {
      TopologyFile topology = TopologyFile.read(path);
      if (file != null) {
        patience.now("drawing " + Text.count(topology.graph().size(), "asset"));
        file.write(topology.graph());
        console.line(
            json
                ? JsonNodeFactory.instance
                    .objectNode()
                    .put("picture", file.path().toString())
                    .toString()
                : file.path() + ": a picture of " + Text.count(topology.graph().size(), "asset"));
        return Hamon.DONE;
      }
      patience.now("looking at " + Text.count(topology.graph().size(), "asset"));
      TopologyView view = view(topology);
      if (json) {
        console.line(view.json().toString());
      } else {
        view.lines(top == 0 ? Integer.MAX_VALUE : top).forEach(console::line);
      }
    }
    return Hamon.DONE;
  }

  private PictureFile pictureFile(Path target) {
    return PictureFile.of(target)
        .orElseThrow(
            () -> misuse("Expected --picture to end with .svg or .html, but found " + target));
  }

  private TopologyView view(TopologyFile topology) {
    if (asset.isPresent()) {
      refuse(topology.complaint("--asset", asset.get()).stream().toList());
      return new AssetView(topology.graph(), topology.asset(asset.get()));
    }
    if (blast.isPresent()) {
      return blast(topology, blast.get());
    }
    return restore.isEmpty() ? OverviewView.of(topology.graph()) : restore(topology);
  }

  private TopologyView blast(TopologyFile topology, String id) {
    Optional<BlastRadius.Origin> origin = BlastRadius.origin(topology.graph(), id);
    if (origin.isEmpty()) {
      List<String> known = List.copyOf(BlastRadius.known(topology.graph()));
      throw new UnusableInput(
          "hamon: --blast: expected an asset, operator or region of "
              + path
              + ", but '"
              + id
              + "' is none"
              + TopologyFile.suggestion(id, known));
    }
    BlastRadius radius = BlastRadius.of(topology.graph(), origin.get());
    List<Failure> failures = radius.failing().stream().map(a -> Failure.stopped(a, 0)).toList();
    WhatIf question =
        new WhatIf(
            topology.graph(),
            failures,
            Forecast.Settings.DEFAULT.horizonMillis(),
            BLAST_SAMPLES,
            a -> List.of());
    return new BlastView(topology.graph(), radius, question.impacts());
  }

  private TopologyView restore(TopologyFile topology) {
    Set<String> failed = new TreeSet<>();
    restore.stream().map(String::strip).filter(id -> !id.isEmpty()).forEach(failed::add);
    List<String> complaints = new ArrayList<>();
    failed.forEach(id -> topology.complaint("--restore", id).ifPresent(complaints::add));
    Map<String, Double> given = givenHours(topology, complaints);
    refuse(complaints);
    double usual = atLeastASecond(duration("--repair", repair));
    return new RestoreView(
        RestorationOrder.of(
            topology.graph(),
            failed,
            id ->
                Objects.requireNonNullElseGet(given.get(id), () -> recovery(topology, id, usual))));
  }

  private Map<String, Double> givenHours(TopologyFile topology, List<String> complaints) {
    Map<String, Double> given = new HashMap<>();
    for (String word : hours) {
      int equals = word.lastIndexOf('=');
      OptionalLong millis =
          equals < 0 ? OptionalLong.empty() : Durations.millis(word.substring(equals + 1));
      if (millis.isEmpty()) {
        complaints.add("hamon: --hours: expected ID=DURATION like a=3h, but found '" + word + "'.");
      } else {
        String id = word.substring(0, equals);
        topology.complaint("--hours", id).ifPresent(complaints::add);
        given.put(id, atLeastASecond(millis.getAsLong()));
      }
    }
    return given;
  }

  private static double recovery(TopologyFile topology, String id, double otherwise) {
    long millis =
        topology.graph().providersOf(id).stream()
            .mapToLong(Dependency::recoveryMillis)
            .max()
            .orElse(0);
    return millis > 0 ? atLeastASecond(millis) : otherwise;
  }

  private static double atLeastASecond(long millis) {
    return Math.max(1_000, millis) / HOUR;
  }

  private long duration(String option, String text) {
    return Durations.millis(text)
        .orElseThrow(
            () ->
                misuse("Expected a duration like 4h for " + option + ", but found '" + text + "'"));
  }

  private static void refuse(List<String> complaints) {
    if (!complaints.isEmpty()) {
      throw new UnusableInput(complaints);
    }
  }

  private ParameterException misuse(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
