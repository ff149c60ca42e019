// SPDX-License-Identifier: Apache-2.0
package org.hamon.benchmark.topology;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import org.hamon.benchmark.Heap;
import org.hamon.benchmark.Spread;
import org.hamon.benchmark.topology.Figures.Forecasts;
import org.hamon.benchmark.topology.Figures.PeerFigures;
import org.hamon.benchmark.topology.Figures.Quantiles;
import org.hamon.topology.Asset;
import org.hamon.topology.Dependency;
import org.hamon.topology.DependencyType;
import org.hamon.topology.Forecast;
import org.hamon.topology.Graph;
import org.hamon.topology.GroundedService;
import org.hamon.topology.Link;
import org.hamon.topology.Timeline;
import org.hamon.topology.Topology;
import org.hamon.topology.TopologyChange;
import org.hamon.topology.TopologyChange.Op;
import org.hamon.topology.Trigger;
import org.hamon.topology.reading.TopologyReader;

/** Measures one nation. */
final class NationRun {

  /** Upper bounds of the classes of blast radius; larger ones make a class of their own. */
  private static final int[] RADII = {100, 1_000, 10_000, Integer.MAX_VALUE};

  private static final int FORECASTS_OF_CLASS = 300;
  private static final int LARGEST_FORECASTS = 20;
  private static final int CANDIDATES = 3_000;
  private static final int CHANGES = 1_000;
  private static final int WALKS = 300;
  private static final int STORM = 10_000;
  private static final double MOST_IN_STORM = 0.01;

  private final Nation nation;
  private final int rounds;
  private final Consumer<String> progress;
  private final SplittableRandom random;

  NationRun(Nation nation, int rounds, Consumer<String> progress) {
    this.nation = nation;
    this.rounds = rounds;
    this.progress = progress;
    random = new SplittableRandom(nation.seed() + 1);
  }

  /** Measures the nation that stands in a folder. */
  Figures measure(Path folder, boolean withPeer) {
    double before = Heap.usedMiB();
    double[] loads = new double[rounds];
    Graph graph = null;
    for (int round = 0; round < rounds; round++) {
      graph = null;
      System.gc();
      long begin = System.nanoTime();
      graph = load(folder);
      loads[round] = seconds(begin);
      progress.accept(String.format("loaded in %.1f s", loads[round]));
    }
    if (graph == null) {
      throw new IllegalArgumentException("Expected at least one round, but got " + rounds);
    }
    double heap = Heap.usedMiB() - before;
    progress.accept(String.format("%.0f MiB", heap));
    PeerFigures peer = withPeer ? peer(graph, heap) : null;
    Histogram changes = new Histogram(3);
    Histogram services = new Histogram(3);
    change(graph, changes, services);
    List<Forecasts> forecasts = forecasts(graph);
    int failures = (int) Math.min(STORM, nation.assets() * MOST_IN_STORM);
    List<Forecast.Failure> storm = failures(failures);
    double[] storms = new double[rounds];
    int reach = 0;
    for (int round = 0; round < rounds; round++) {
      long begin = System.nanoTime();
      reach = Forecast.simulate(graph, storm, 0, Forecast.Settings.DEFAULT).size();
      storms[round] = seconds(begin);
      progress.accept(
          String.format("%,d failures hit %,d assets: %.2f s", failures, reach, storms[round]));
    }
    return new Figures(
        graph.size(),
        graph.dependencies().size(),
        graph.links().size(),
        Spread.of(loads),
        heap,
        quantiles(changes),
        quantiles(services),
        forecasts,
        failures,
        reach,
        Spread.of(storms),
        peer);
  }

  private static Graph load(Path folder) {
    TopologyReader.Result read = TopologyReader.read(folder);
    Topology topology =
        read.topology()
            .orElseThrow(
                () -> new IllegalStateException("Expected a sound nation: " + read.findings()));
    Graph graph = Graph.of(topology);
    GroundedService.of(graph);
    return graph;
  }

  private PeerFigures peer(Graph graph, double heap) {
    double before = Heap.usedMiB();
    Peer peer = Peer.of(graph);
    double taken = Heap.usedMiB() - before;
    double[] ratios = new double[rounds];
    for (int round = -1; round < rounds; round++) {
      List<String> from = new ArrayList<>();
      for (int i = 0; i < WALKS; i++) {
        from.add(provider());
      }
      long begin = System.nanoTime();
      long ours = from.stream().mapToLong(id -> graph.countDownstream(id, Integer.MAX_VALUE)).sum();
      double oursTook = seconds(begin);
      begin = System.nanoTime();
      long theirs = from.stream().mapToLong(peer::countDownstream).sum();
      double theirsTook = seconds(begin);
      if (ours != theirs) {
        throw new IllegalStateException(
            "Expected the same walks, but we reach " + ours + " and JGraphT " + theirs);
      }
      if (round >= 0) {
        ratios[round] = theirsTook / oursTook;
      }
    }
    progress.accept(String.format("JGraphT takes %.0f MiB", taken));
    return new PeerFigures(taken, taken / heap, Spread.of(ratios));
  }

  /** One of the assets that provide for others. */
  private String provider() {
    int asset = random.nextInt(nation.assets());
    return Nation.id(Nation.providerNear(asset, random));
  }

  private void change(Graph graph, Histogram changes, Histogram services) {
    Timeline timeline = Timeline.of(graph);
    for (int i = -CHANGES / 10; i < CHANGES; i++) {
      TopologyChange change = anyChange(CHANGES + i);
      long begin = System.nanoTime();
      timeline = timeline.with(change);
      Graph changed = timeline.asOf(change.validFrom());
      long known = System.nanoTime();
      GroundedService.of(changed);
      if (i >= 0) {
        changes.recordValue(known - begin);
        services.recordValue(System.nanoTime() - begin);
      }
    }
  }

  private TopologyChange anyChange(int number) {
    String one = Nation.id(random.nextInt(nation.assets()));
    String other = Nation.id(random.nextInt(nation.assets()));
    String id = "changed-" + number;
    return switch (random.nextInt(4)) {
      case 0 -> {
        Asset asset =
            new Asset(one, one, "water", null, null, null, number, null, null, false, 0, 0);
        yield new TopologyChange(Op.UPSERT_ASSET, number, one, null, 0, asset, null, null);
      }
      case 1 -> {
        Dependency d =
            new Dependency(
                id, one, other, DependencyType.PHYSICAL, null, 1, 1, null, Trigger.OUT, false, 0);
        yield new TopologyChange(Op.UPSERT_DEPENDENCY, number, id, null, 0, null, d, null);
      }
      case 2 ->
          new TopologyChange(
              Op.UPSERT_LINK, number, id, null, 0, null, null, new Link(id, one, other, true));
      default ->
          new TopologyChange(
              Op.REMOVE_DEPENDENCY,
              number,
              Nation.dependencyId(random.nextInt(nation.dependencies())),
              null,
              0,
              null,
              null,
              null);
    };
  }

  private List<Forecasts> forecasts(Graph graph) {
    Histogram[] histograms = new Histogram[RADII.length];
    double[] radii = new double[RADII.length];
    for (int i = 0; i < RADII.length; i++) {
      histograms[i] = new Histogram(3);
    }
    for (int i = -200; i < CANDIDATES; i++) {
      List<Forecast.Failure> failure = List.of(Forecast.Failure.stopped(provider(), 0));
      int radius = Forecast.reach(graph, failure).dependencies();
      int of = classOf(radius);
      int most = of == RADII.length - 1 ? LARGEST_FORECASTS : FORECASTS_OF_CLASS;
      if (radius == 0 || histograms[of].getTotalCount() >= most) {
        continue;
      }
      long begin = System.nanoTime();
      Forecast.simulate(graph, failure, 0, Forecast.Settings.DEFAULT);
      if (i >= 0) {
        histograms[of].recordValue(System.nanoTime() - begin);
        radii[of] += radius;
      }
    }
    List<Forecasts> all = new ArrayList<>();
    for (int i = 0; i < RADII.length; i++) {
      long count = histograms[i].getTotalCount();
      if (count > 0) {
        Forecasts one =
            new Forecasts(
                i == 0 ? 0 : RADII[i - 1], RADII[i], radii[i] / count, quantiles(histograms[i]));
        all.add(one);
        progress.accept(
            String.format(
                "forecasts, blast radius %,.0f: p50 %.1f ms, p99 %.1f ms",
                one.meanRadius(), one.millis().p50(), one.millis().p99()));
      }
    }
    return all;
  }

  private static int classOf(int radius) {
    int of = 0;
    while (radius > RADII[of]) {
      of++;
    }
    return of;
  }

  private List<Forecast.Failure> failures(int count) {
    List<Forecast.Failure> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(Forecast.Failure.stopped(Nation.id(random.nextInt(nation.assets())), 0));
    }
    return all;
  }

  private static double seconds(long begin) {
    return (System.nanoTime() - begin) / 1e9;
  }

  private static Quantiles quantiles(Histogram nanos) {
    return new Quantiles(
        (int) nanos.getTotalCount(),
        nanos.getValueAtPercentile(50) / 1e6,
        nanos.getValueAtPercentile(99) / 1e6,
        nanos.getMaxValue() / 1e6);
  }
}
