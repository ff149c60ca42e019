// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.importing;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.hamon.topology.Asset;
import org.hamon.topology.Graph;
import org.hamon.topology.GroundedService;
import org.hamon.topology.Topology;
import org.jgrapht.alg.connectivity.ConnectivityInspector;
import org.jgrapht.graph.AsSubgraph;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.graph.SimpleGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Grounded service against what others computed: the physics of Micropolis, damage to Shelby. */
class SharedServiceTest {

  private static final Path DATA = Path.of("../../shared/data");

  @ParameterizedTest
  @ValueSource(strings = {"track0_low", "track343_low"})
  void exactlyTheLoadsThatLostPowerDo(String track) throws IOException {
    Graph graph = Graph.of(imported("micropolis", "infrarisk"));
    Path scenario = DATA.resolve("micropolis/scenarios").resolve(track);

    Set<String> lost = GroundedService.unserved(graph, failed(scenario));

    assertThat(startingWith("P_LO", lost)).isEqualTo(events(scenario, "LOST").get(6_060.0));
    assertThat(startingWith("P_LO", lost)).isNotEmpty();
  }

  /** Two pumps stand by in that run from the beginning: what they do not give is nobody's loss. */
  @Test
  void exactlyThePumpsWhosePowerIsLostStop() throws IOException {
    Graph graph = Graph.of(imported("micropolis", "infrarisk"));
    Path scenario = DATA.resolve("micropolis/scenarios/track343_low");

    Set<String> lost = startingWith("W_WP", GroundedService.unserved(graph, failed(scenario)));
    lost.removeAll(Set.of("W_WP6", "W_WP7"));

    assertThat(lost).isEqualTo(stoppedPumps(scenario.resolve("water_pump_status.tsv.gz")));
  }

  @Test
  void loadsComeBackWithTheRepairThatBringsThemBack() throws IOException {
    Graph graph = Graph.of(imported("micropolis", "infrarisk"));
    Path scenario = DATA.resolve("micropolis/scenarios/track0_low");
    GroundedService service = GroundedService.of(graph);
    failed(scenario).forEach(service::fail);
    Map<Double, Set<String>> restored = new TreeMap<>();

    for (List<String> repair : rows(scenario.resolve("repair_events.csv"), ",")) {
      Set<String> back = startingWith("P_LO", service.restore(repair.get(0)));
      if (!back.isEmpty()) {
        // The run was looked at once a minute, at the end of it.
        restored.put(Double.parseDouble(repair.get(3)) + 60, back);
      }
    }

    assertThat(restored).isEqualTo(events(scenario, "RESTORED"));
  }

  /** Against connectivity by JGraphT; without a main that lies in a ring nothing is lost. */
  @Test
  void aMainIsMissedWhereThereIsNoWayRound() throws IOException {
    Topology topology = imported("micropolis", "infrarisk");
    Graph graph = Graph.of(topology);
    SimpleGraph<String, DefaultEdge> pipes = new SimpleGraph<>(DefaultEdge.class);
    topology.assets().stream()
        .filter(asset -> asset.sector().equals("water"))
        .forEach(asset -> pipes.addVertex(asset.id()));
    topology.links().stream()
        .filter(link -> link.closed() && pipes.containsVertex(link.a()))
        .forEach(link -> pipes.addEdge(link.a(), link.b()));
    Set<String> sources = Set.of("W_R1", "W_R2", "W_T1");
    List<String> mains =
        pipes.vertexSet().stream().filter(id -> id.startsWith("W_PMA")).sorted().toList();
    int unmissed = 0;
    for (int i = 0; i < mains.size(); i += 10) {
      String main = mains.get(i);
      Set<String> others = new HashSet<>(pipes.vertexSet());
      others.remove(main);
      Set<String> lost = new TreeSet<>();
      new ConnectivityInspector<>(new AsSubgraph<>(pipes, others))
          .connectedSets().stream()
              .filter(part -> Collections.disjoint(part, sources))
              .forEach(lost::addAll);
      assertThat(GroundedService.unserved(graph, Set.of(main))).as(main).isEqualTo(lost);
      unmissed += lost.isEmpty() ? 1 : 0;
    }
    assertThat(unmissed).isPositive();
  }

  /** The provenance of the data counts 206 of the 1,032 damage sets, and 887 nodes. */
  @Test
  void damageToShelbySpreadsAsCounted() throws IOException {
    Topology whole = imported("shelby", "shelby");
    Graph graph =
        Graph.of(
            new Topology(
                "nodes",
                "1",
                whole.sectors(),
                whole.assets(),
                whole.dependencies(),
                List.of(),
                List.of(),
                List.of(),
                8));
    int spreading = 0;
    int induced = 0;
    for (Set<String> damage : damage().values()) {
      int lost = GroundedService.unserved(graph, damage).size();
      spreading += lost > 0 ? 1 : 0;
      induced += lost;
    }

    assertThat(damage()).hasSize(1_032);
    assertThat(List.of(spreading, induced)).isEqualTo(List.of(206, 887));
  }

  @Test
  void damageToShelbyIsTheSameInAnyOrderAndGoesWithItsRepair() throws IOException {
    Graph graph = Graph.of(imported("shelby", "shelby"));
    Random random = new Random(1);
    GroundedService service = GroundedService.of(graph);
    Set<String> atRest = serving(graph, service);
    for (Set<String> damage : damage().values()) {
      List<String> order = new ArrayList<>(damage);
      Collections.shuffle(order, random);
      order.forEach(service::fail);
      Set<String> expected = new HashSet<>(atRest);
      expected.removeAll(damage);
      expected.removeAll(GroundedService.unserved(graph, damage));
      assertThat(serving(graph, service)).isEqualTo(expected);
      Collections.shuffle(order, random);
      order.forEach(service::restore);
      assertThat(serving(graph, service)).isEqualTo(atRest);
    }
  }

  private static Set<String> serving(Graph graph, GroundedService service) {
    Set<String> all = new HashSet<>();
    for (Asset asset : graph.assets()) {
      if (service.serves(asset.id())) {
        all.add(asset.id());
      }
    }
    return all;
  }

  private static Set<String> startingWith(String begin, Set<String> ids) {
    return ids.stream().filter(id -> id.startsWith(begin)).collect(toCollection(TreeSet::new));
  }

  private static Set<String> failed(Path scenario) throws IOException {
    Set<String> ids = new TreeSet<>();
    rows(scenario.resolve("initial_failures.csv"), ",").forEach(row -> ids.add(row.get(1)));
    return ids;
  }

  private static Map<Double, Set<String>> events(Path scenario, String kind) throws IOException {
    return rows(scenario.resolve("service_events.csv"), ",").stream()
        .filter(row -> row.get(3).equals(kind))
        .collect(
            groupingBy(
                row -> Double.parseDouble(row.get(0)),
                TreeMap::new,
                mapping(row -> row.get(1), toCollection(TreeSet::new))));
  }

  private static Set<String> stoppedPumps(Path statuses) throws IOException {
    List<List<String>> rows = rows(statuses, "\t");
    List<String> names = header(statuses, "\t");
    Set<String> stopped = new TreeSet<>();
    for (List<String> row : rows) {
      for (int i = 0; i < names.size() - 1; i++) {
        boolean ran = rows.get(0).get(i).equals("1");
        if (ran && row.get(i).equals("0")) {
          stopped.add(names.get(i));
        }
      }
    }
    return stopped;
  }

  private static Map<String, Set<String>> damage() throws IOException {
    return rows(DATA.resolve("shelby/seismic_damage_scenarios.csv"), ",").stream()
        .collect(
            groupingBy(
                row -> row.get(0) + "/" + row.get(1),
                TreeMap::new,
                mapping(row -> row.get(4), toCollection(TreeSet::new))));
  }

  private static List<String> header(Path file, String separator) throws IOException {
    return lines(file).stream()
        .limit(1)
        .flatMap(l -> List.of(l.split(separator)).stream())
        .toList();
  }

  private static List<List<String>> rows(Path file, String separator) throws IOException {
    return lines(file).stream().skip(1).map(line -> List.of(line.split(separator))).toList();
  }

  private static List<String> lines(Path file) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                file.toString().endsWith(".gz")
                    ? new GZIPInputStream(Files.newInputStream(file))
                    : Files.newInputStream(file),
                StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    }
  }

  private static Topology imported(String data, String mapping) {
    Path path = DATA.resolve(data);
    assumeTrue(Files.isDirectory(path), "no data in " + path);
    return TopologyImport.read(
            List.of(path),
            Mapping.read(Path.of("samples/mappings", mapping + ".yaml")).mapping().orElseThrow())
        .topology()
        .orElseThrow();
  }
}
