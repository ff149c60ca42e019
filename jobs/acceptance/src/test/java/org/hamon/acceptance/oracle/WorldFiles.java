// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance.oracle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hamon.acceptance.oracle.Happening.Kind;
import org.hamon.acceptance.oracle.Plan.Asset;
import org.hamon.acceptance.oracle.Plan.Dependency;
import org.hamon.acceptance.oracle.Plan.Link;
import org.hamon.acceptance.oracle.World.Beats;

/** Worlds beside each other as files that a replay reads. */
public final class WorldFiles {

  /** Says nothing of any world; its readings only say the time. */
  private static final String CLOCK = "clock";

  private static final long TICK = 600_000;

  private final List<World> worlds;

  public WorldFiles(Collection<World> worlds) {
    this.worlds = List.copyOf(worlds);
  }

  /** One topology with all of them. */
  public String topology() {
    List<String> lines = new ArrayList<>(List.of("topology: worlds", "version: 1", "sectors:"));
    lines.add("  - {id: clock, name: clock}");
    TreeSet<String> sectors = new TreeSet<>();
    worlds.forEach(w -> w.plan().assets().forEach(asset -> sectors.add(asset.sector())));
    sectors.forEach(sector -> lines.add("  - {id: %s, name: %s}".formatted(sector, sector)));
    lines.add("assets:");
    lines.add("  - {id: clock, sector: clock}");
    worlds.forEach(world -> world.plan().assets().forEach(asset -> lines.add(line(asset))));
    lines.add("dependencies:");
    worlds.forEach(w -> w.plan().dependencies().forEach(d -> lines.add(line(d))));
    if (worlds.stream().anyMatch(world -> !world.plan().links().isEmpty())) {
      lines.add("links:");
      worlds.forEach(w -> w.plan().links().forEach(link -> lines.add(line(link))));
    }
    TreeMap<String, String> levels = new TreeMap<>();
    for (World world : worlds) {
      for (Dependency dependency : world.plan().dependencies()) {
        if (dependency.condition() != null) {
          String sector = world.plan().asset(dependency.provider()).sector();
          levels.put(level(sector, dependency.condition()), sector);
        }
      }
    }
    if (!levels.isEmpty()) {
      lines.add("serviceLevels:");
      levels.forEach(
          (level, sector) ->
              lines.add(
                  "  - {id: %s, sector: %s, metric: level, degraded: {below: 50}}"
                      .formatted(level, sector)));
    }
    return String.join("\n", lines) + "\n";
  }

  /**
   * All that is said, shuffled within the disorder that a job must bear.
   *
   * @param disorder how far a record may stand behind later ones, milliseconds
   */
  public void write(Path folder, long disorder, long seed) throws IOException {
    Files.createDirectories(folder);
    Random random = new Random(seed);
    List<Record> reports = new ArrayList<>();
    List<Record> readings = new ArrayList<>();
    List<Record> changes = new ArrayList<>();
    long first = Long.MAX_VALUE;
    long last = 0;
    for (World world : worlds) {
      for (Beats beats : world.beats()) {
        for (long at = beats.from(); at <= beats.last(); at += World.BEAT) {
          String time = Instant.ofEpochMilli(at).toString();
          readings.add(new Record(at, reading(beats.asset(), "beat", 1, time)));
        }
      }
      for (Happening happening : world.told()) {
        if (isFound(happening)) {
          continue;
        }
        Record record = new Record(happening.told(), line(world, happening));
        switch (happening.kind()) {
          case CONDITION_ON, CONDITION_OFF -> readings.add(record);
          case ASSET_REMOVED, DEPENDENCY_REMOVED, LINK_REMOVED -> changes.add(record);
          default -> reports.add(record);
        }
        first = Math.min(first, happening.told());
        last = Math.max(last, happening.told());
      }
      for (long look : world.looks()) {
        last = Math.max(last, look);
      }
    }
    for (long at = first - TICK; at < last + 2 * TICK; at += TICK) {
      String time = Instant.ofEpochMilli(at).toString();
      readings.add(new Record(at, reading(CLOCK, "tick", 1, time)));
    }
    Files.write(folder.resolve("failure-reports.jsonl"), shuffled(reports, disorder, random));
    Files.write(folder.resolve("telemetry.jsonl"), shuffled(readings, disorder, random));
    Files.write(folder.resolve("topology-changes.jsonl"), shuffled(changes, 0, random));
  }

  /** The last time that any world is looked at. */
  public long lastLook() {
    return worlds.stream().flatMap(w -> w.looks().stream()).mapToLong(look -> look).max().orElse(0);
  }

  /** The first time that anything is said. */
  public long firstWord() {
    return worlds.stream()
        .flatMap(w -> w.told().stream())
        .mapToLong(Happening::told)
        .min()
        .orElse(0);
  }

  /** All that is said in the worlds, in the order of time, one record a line. */
  public List<String> records() {
    List<Record> records = new ArrayList<>();
    for (World world : worlds) {
      world.told().stream()
          .filter(happening -> !isFound(happening))
          .forEach(h -> records.add(new Record(h.told(), line(world, h))));
      world
          .beats()
          .forEach(
              beats ->
                  records.add(
                      new Record(
                          beats.from(),
                          "# a reading of %s every %d s from %s to %s"
                              .formatted(
                                  beats.asset(),
                                  World.BEAT / 1000,
                                  Instant.ofEpochMilli(beats.from()),
                                  Instant.ofEpochMilli(beats.last())))));
    }
    return records.stream()
        .sorted(Comparator.comparingLong(Record::place))
        .map(Record::line)
        .toList();
  }

  private static List<String> shuffled(List<Record> records, long disorder, Random random) {
    return records.stream()
        .sorted(Comparator.comparingLong(Record::place))
        .map(r -> new Record(r.place() + (disorder == 0 ? 0 : random.nextLong(disorder)), r.line()))
        .sorted(Comparator.comparingLong(Record::place))
        .map(Record::line)
        .toList();
  }

  private static String line(World world, Happening happening) {
    String told = Instant.ofEpochMilli(happening.told()).toString();
    String subject = happening.subject();
    return switch (happening.kind()) {
      case CONDITION_ON -> reading(subject.replaceAll("/.*", ""), "level", 40, told);
      case CONDITION_OFF -> reading(subject.replaceAll("/.*", ""), "level", 60, told);
      case ASSET_REMOVED -> removal("asset", subject, told);
      case DEPENDENCY_REMOVED -> removal("dependency", subject, told);
      case LINK_REMOVED -> removal("link", subject, told);
      case SAYS_STOPPED, SAYS_UNUSABLE, SAYS_UNKNOWN, SAYS_DEGRADED, SAYS_NORMAL -> {
        String occurred =
            happening.at() == happening.told()
                ? ""
                : ",\"occurredAt\":\"%s\"".formatted(Instant.ofEpochMilli(happening.at()));
        yield "{\"id\":\"%s-r%d\",\"asset\":\"%s\",\"state\":\"%s\",\"reportedAt\":\"%s\"%s}"
            .formatted(
                world.name(),
                world.told().indexOf(happening),
                subject,
                happening.kind().name().substring("SAYS_".length()).toLowerCase(Locale.ROOT),
                told,
                occurred);
      }
      case FALLS_SILENT, IS_HEARD, BREAKS, IS_REPAIRED, IS_STARTED ->
          throw new IllegalStateException(
              "Expected only what is said of a world, but got " + happening);
    };
  }

  /** Nobody writes a record of it. */
  private static boolean isFound(Happening happening) {
    return happening.kind() == Kind.FALLS_SILENT || happening.kind() == Kind.IS_HEARD;
  }

  private static String reading(String asset, String metric, int value, String time) {
    return "{\"asset\":\"%s\",\"metric\":\"%s\",\"value\":%d,\"time\":\"%s\"}"
        .formatted(asset, metric, value, time);
  }

  private static String removal(String what, String id, String told) {
    return "{\"validFrom\":\"%s\",\"op\":\"remove-%s\",\"value\":{\"id\":\"%s\"}}"
        .formatted(told, what, id);
  }

  private static String level(String sector, String condition) {
    return sector + "-" + condition;
  }

  private static String line(Asset asset) {
    return "  - {id: %s, sector: %s, region: JP-01, people: 10000%s%s}"
        .formatted(
            asset.id(),
            asset.sector(),
            asset.source() ? ", source: true" : "",
            asset.every() > 0 ? ", every: %ds".formatted(asset.every() / 1000) : "");
  }

  private String line(Dependency dependency) {
    String buffer =
        dependency.buffer().isFixed()
            ? dependency.buffer().p50() == 0
                ? ""
                : ", buffer: " + seconds(dependency.buffer().p50())
            : ", buffer: {p10: %s, p50: %s, p90: %s}"
                .formatted(
                    seconds(dependency.buffer().p10()),
                    seconds(dependency.buffer().p50()),
                    seconds(dependency.buffer().p90()));
    String trigger =
        dependency.condition() == null
            ? ""
            : ", trigger: {condition: %s}"
                .formatted(level(sectorOf(dependency.provider()), dependency.condition()));
    return "  - {id: %s, provider: %s, dependent: %s, type: physical, group: %s, needs: %d%s%s%s%s}"
        .formatted(
            dependency.id(),
            dependency.provider(),
            dependency.dependent(),
            dependency.group(),
            dependency.needs(),
            buffer,
            dependency.strength() < 1 ? ", strength: " + dependency.strength() : "",
            trigger,
            dependency.manual() ? ", restart: manual" : "");
  }

  private String sectorOf(String asset) {
    return worlds.stream()
        .flatMap(world -> world.plan().assets().stream())
        .filter(one -> one.id().equals(asset))
        .findFirst()
        .orElseThrow()
        .sector();
  }

  private static String seconds(long millis) {
    return millis / 1000 + "s";
  }

  private static String line(Link link) {
    return "  - {id: %s, a: %s, b: %s}".formatted(link.id(), link.a(), link.b());
  }

  /** A record and where it stands. */
  private record Record(long place, String line) {}
}
