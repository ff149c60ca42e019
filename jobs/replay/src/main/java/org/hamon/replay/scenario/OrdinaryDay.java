// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay.scenario;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.hamon.replay.scenario.Noise.Dip;
import org.hamon.replay.scenario.Noise.Ordinary;
import org.hamon.replay.scenario.Noise.Silence;
import org.hamon.replay.scenario.Noise.Slight;
import org.hamon.topology.Asset;
import org.jspecify.annotations.Nullable;

/** Makes the readings and reports of ordinary days, around a scenario or alone. */
final class OrdinaryDay {

  private static final double DAY = Duration.ofDays(1).toMillis();

  /** Local hour at which daily metrics are lowest, and hours that local time is ahead of UTC. */
  private static final double LOWEST_HOUR = 4;

  private static final double UTC_OFFSET_HOURS = 9;
  private static final double REMEMBERED = 0.97;

  /** So far apart are the blips of one asset: three changes in ten minutes would be flapping. */
  private static final long APART = Duration.ofMinutes(40).toMillis();

  /** An asset is expected to be heard at least this often to be missed. */
  private static final long MISSED_EVERY = Duration.ofMinutes(10).toMillis();

  private static final int TRIES = 50;

  private record Series(String asset, String metric) {}

  private record Span(long start, long end) {}

  private record Sent(long at, Reading reading) {}

  private final Noise noise;
  private final List<Asset> assets;
  private final Foreground foreground;
  private final long from;
  private final long until;
  private final Map<Series, NavigableMap<Long, Double>> values =
      new TreeMap<>(Comparator.comparing(Series::asset).thenComparing(Series::metric));
  private final Map<String, List<Span>> busy = new HashMap<>();
  private final List<Map<String, Object>> reports = new ArrayList<>();

  private OrdinaryDay(Noise noise, List<Asset> assets, Foreground foreground) {
    this.noise = noise;
    this.assets = assets;
    this.foreground = foreground;
    this.from = noise.from().toEpochMilli();
    this.until = noise.until().toEpochMilli();
  }

  static OrdinaryDay of(Noise noise, List<Asset> assets, Foreground foreground) {
    OrdinaryDay day = new OrdinaryDay(noise, assets, foreground);
    noise.ordinary().forEach(day::addOrdinary);
    for (int i = 0; i < noise.dips().size(); i++) {
      day.addDips(noise.dips().get(i), "dip " + i);
    }
    for (int i = 0; i < noise.silences().size(); i++) {
      day.addSilences(noise.silences().get(i), "silence " + i);
    }
    for (int i = 0; i < noise.slight().size(); i++) {
      day.addReports(noise.slight().get(i), "slight " + i);
    }
    return day;
  }

  /** By time, then id. */
  List<Map<String, Object>> reports() {
    return reports.stream()
        .sorted(
            Comparator.comparing(
                    (Map<String, Object> report) -> String.valueOf(report.get("reportedAt")))
                .thenComparing(report -> String.valueOf(report.get("id"))))
        .toList();
  }

  /** Its readings and those of the scenario, in the order of the file. */
  List<Reading> readingsWith(List<Reading> scenario) {
    List<Sent> sent = new ArrayList<>();
    scenario.forEach(reading -> sent.add(new Sent(reading.time(), reading)));
    Chance chance = new Chance(noise.seed(), "sending");
    values.forEach(
        (series, readings) ->
            readings.forEach(
                (time, value) -> {
                  Reading reading = new Reading(time, series.asset(), series.metric(), value);
                  long delay =
                      chance.oneIn(noise.delayedOneIn())
                          ? chance.within(noise.delay().toMillis())
                          : 0;
                  sent.add(new Sent(time + delay, reading));
                  if (chance.oneIn(noise.duplicateOneIn())) {
                    sent.add(new Sent(time + chance.within(noise.delay().toMillis()), reading));
                  }
                }));
    sent.sort(
        Comparator.comparingLong(Sent::at)
            .thenComparing(Sent::reading, Reading.ORDER)
            .thenComparingDouble(one -> one.reading().value()));
    return sent.stream().map(Sent::reading).toList();
  }

  private void addOrdinary(Ordinary ordinary) {
    for (Asset asset : matching(ordinary.of())) {
      Chance chance = new Chance(noise.seed(), ordinary.metric() + " of " + asset.id());
      NavigableMap<Long, Double> readings = new TreeMap<>();
      long every = ordinary.every().toMillis();
      double wander = chance.noise(ordinary.wander());
      for (long due = from + chance.within(every); due < until; due += every) {
        wander =
            REMEMBERED * wander
                + chance.noise(ordinary.wander() * Math.sqrt(1 - REMEMBERED * REMEMBERED));
        double value =
            ordinary.mean()
                + ordinary.daily() * daily(due)
                + wander
                + chance.noise(ordinary.jitter());
        long time = due + chance.within(every / 20);
        if (foreground.allows(asset.id(), ordinary.metric(), time)) {
          readings.put(time, most(value, ordinary.most()));
        }
      }
      values.put(new Series(asset.id(), ordinary.metric()), readings);
    }
  }

  private static double most(double value, @Nullable Double most) {
    return most == null ? value : Math.min(most, value);
  }

  /** From -1 in the small hours to 1 in the afternoon. */
  private static double daily(long time) {
    double hour = time / DAY * 24 + UTC_OFFSET_HOURS;
    return -Math.cos((hour - LOWEST_HOUR) / 24 * 2 * Math.PI);
  }

  private void addDips(Dip dip, String purpose) {
    List<Asset> candidates =
        matching(dip.of()).stream()
            .filter(asset -> values.containsKey(new Series(asset.id(), dip.metric())))
            .toList();
    Chance chance = new Chance(noise.seed(), purpose);
    for (int i = 0; i < perDay(dip.count()); i++) {
      Placed placed =
          place(
              chance,
              candidates,
              dip.shortest(),
              dip.longest(),
              one ->
                  foreground.allows(one.asset.id(), dip.metric(), one.start)
                      && foreground.allows(one.asset.id(), dip.metric(), one.end + APART / 4));
      if (placed != null) {
        NavigableMap<Long, Double> readings =
            values.get(new Series(placed.asset.id(), dip.metric()));
        if (readings == null || readings.ceilingEntry(placed.end) == null) {
          continue;
        }
        double back = readings.ceilingEntry(placed.end).getValue();
        readings.subMap(placed.start, placed.end).clear();
        for (long time = placed.start; time < placed.end; time += dip.every().toMillis()) {
          readings.put(time, dip.value() + chance.noise(Math.abs(dip.value()) / 500));
        }
        readings.put(placed.end, back);
      }
    }
  }

  private void addSilences(Silence silence, String purpose) {
    List<Asset> candidates =
        assets.stream()
            .filter(asset -> asset.everyMillis() == MISSED_EVERY)
            .filter(asset -> values.keySet().stream().anyMatch(s -> s.asset().equals(asset.id())))
            .toList();
    Chance chance = new Chance(noise.seed(), purpose);
    for (int i = 0; i < perDay(silence.count()); i++) {
      Placed placed =
          place(
              chance,
              candidates,
              silence.shortest(),
              silence.longest(),
              one -> one.end + APART < foreground.from());
      if (placed != null) {
        values.forEach(
            (series, readings) -> {
              if (series.asset().equals(placed.asset.id())) {
                readings.subMap(placed.start, placed.end).clear();
              }
            });
      }
    }
  }

  private void addReports(Slight slight, String purpose) {
    Chance chance = new Chance(noise.seed(), purpose);
    List<Asset> candidates = matching(slight.of());
    for (int i = 0; i < perDay(slight.count()); i++) {
      Placed placed =
          place(
              chance,
              candidates,
              slight.shortest(),
              slight.longest(),
              one -> foreground.allowsReport(one.asset.id(), one.start, one.end));
      if (placed != null) {
        String id = "n-" + purpose.replace(' ', '-') + "-" + i;
        addReport(
            placed.asset, id, "degraded", placed.start, chance.oneIn(2) ? 0 : 1, slight.text());
        addReport(placed.asset, id + "-over", "normal", placed.end, 0, "As usual again");
      }
    }
  }

  private void addReport(
      Asset asset, String id, String state, long time, int severity, String text) {
    String operator = asset.operator();
    reports.add(
        Reports.report(
            id,
            asset.id(),
            state,
            Instant.ofEpochSecond(time / 1_000),
            null,
            "system",
            severity,
            operator == null ? "op-unnamed" : operator,
            "TLP:AMBER",
            text));
  }

  /** Where one blip is. */
  private record Placed(Asset asset, long start, long end) {}

  /** A blip of one of the assets, away from its others; null if there is no room. */
  private @Nullable Placed place(
      Chance chance,
      List<Asset> candidates,
      Duration shortest,
      Duration longest,
      Predicate<Placed> allowed) {
    for (int i = 0; i < TRIES && !candidates.isEmpty(); i++) {
      Asset asset = candidates.get((int) chance.within(candidates.size()));
      long length =
          shortest.toMillis() + chance.within(longest.toMillis() - shortest.toMillis() + 1);
      long start = from + APART + chance.within(until - from - 2 * APART - length);
      Placed placed = new Placed(asset, start, start + length);
      List<Span> others = busy.computeIfAbsent(asset.id(), id -> new ArrayList<>());
      boolean isFree =
          others.stream()
              .noneMatch(
                  span -> placed.start < span.end() + APART && span.start() < placed.end + APART);
      if (isFree && allowed.test(placed)) {
        others.add(new Span(placed.start, placed.end));
        return placed;
      }
    }
    return null;
  }

  private long perDay(int count) {
    return Math.round(count * (until - from) / DAY);
  }

  private List<Asset> matching(Noise.Which of) {
    return assets.stream().filter(asset -> of.accepts(asset.sector(), asset.kind())).toList();
  }
}
