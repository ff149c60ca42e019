// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay.scenario;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import java.util.function.LongToDoubleFunction;
import org.hamon.replay.scenario.Documented.Demand;
import org.hamon.replay.scenario.Documented.Slot;
import org.hamon.replay.scenario.Script.Beat;
import org.hamon.replay.scenario.Script.Store;

/** Makes the readings of a scenario: the documented ones, and those of the script between them. */
final class Telemetry {

  private static final Duration SLOT = Duration.ofMinutes(5);
  private static final Duration USUAL = Duration.ofMinutes(6);
  private static final Duration START_UP = Duration.ofMinutes(20);
  private static final double CHARGED_PER_MINUTE = 4;

  private final Script script;
  private final long from;
  private final long until;
  private final List<Reading> readings = new ArrayList<>();

  private Telemetry(Script script) {
    this.script = script;
    this.from = script.from().toEpochMilli();
    this.until = script.until().toEpochMilli();
  }

  /** In the order of the file: by time, but for a few neighbours that changed places. */
  static List<Reading> of(Documented documented, Script script) {
    Telemetry telemetry = new Telemetry(script);
    telemetry.addDemand(documented);
    script.curves().forEach(telemetry::addCurve);
    script.substations().forEach(telemetry::addSubstation);
    script.stores().forEach(telemetry::addStore);
    script.beats().forEach(telemetry::addBeat);
    telemetry.readings.sort(Reading.ORDER);
    telemetry.swapNeighbours();
    return telemetry.readings;
  }

  /** A mean is known when its five minutes have passed. */
  private void addDemand(Documented documented) {
    String asset = script.demandAsset();
    Demand demand = documented.demand();
    if (asset != null && demand != null) {
      for (Slot slot : demand.slots()) {
        add(slot.at().plus(SLOT).toEpochMilli(), asset, "demand", slot.value());
      }
    }
  }

  private void addCurve(Curve curve) {
    NavigableMap<Long, Double> values = new TreeMap<>();
    Chance chance = new Chance(script.seed(), curve.metric() + " of " + curve.asset());
    long time = from + chance.within(curve.every().toMillis());
    for (; time <= until; time = curve.next(time)) {
      double line = curve.valueAt(time);
      if (!curve.isSilentAt(time)) {
        values.put(time, line == 0 ? 0 : Math.max(0, line + chance.noise(curve.noise())));
      }
    }
    curve.points().forEach(point -> values.put(point.at().toEpochMilli(), point.value()));
    values.forEach((at, value) -> add(at, curve.asset(), curve.metric(), value));
  }

  private void addSubstation(String substation) {
    Outage outage = Outage.of(script, substation);
    double voltage = requireNonNull(requireNonNull(script.mains(), "mains").voltage(), "voltage");
    Chance chance = new Chance(script.seed(), "voltage of " + substation);
    addRegularly(
        substation,
        "voltage",
        USUAL,
        chance,
        time -> false,
        time -> outage.covers(time) ? 0 : voltage + chance.noise(1));
    add(outage.lost(), substation, "voltage", 0);
    if (outage.back() <= until) {
      add(outage.back(), substation, "voltage", voltage);
    }
  }

  /** Full, then one minute less each minute without mains; silent once empty. */
  private void addStore(Store store) {
    Outage outage = Outage.of(script, store.mains());
    Chance chance = new Chance(script.seed(), store.metric() + " of " + store.asset());
    long empty = outage.lost() + (long) (store.minutes() * 60_000);
    long resumes = resumes(outage, chance, store.comesBack());
    boolean runsOut = empty < outage.back();
    addRegularly(
        store.asset(),
        store.metric(),
        USUAL,
        chance,
        time -> runsOut && empty <= time && time < resumes,
        time -> Math.floor(left(store, outage, time)));
    if (runsOut && empty <= until) {
      add(empty, store.asset(), store.metric(), 0);
    }
  }

  private static double left(Store store, Outage outage, long time) {
    if (time < outage.lost()) {
      return store.minutes();
    }
    double without = (Math.min(time, outage.back()) - outage.lost()) / 60_000.0;
    double charged = Math.max(0, time - outage.back()) / 60_000.0 * CHARGED_PER_MINUTE;
    return Math.min(store.minutes(), Math.max(0, store.minutes() - without) + charged);
  }

  private void addBeat(Beat beat) {
    for (String asset : beat.assets()) {
      Chance chance = new Chance(script.seed(), beat.metric() + " of " + asset);
      double noise = beat.metric().equals("heartbeat") ? 0 : beat.value() / 100;
      addRegularly(
          asset,
          beat.metric(),
          beat.every(),
          chance,
          silence(beat, chance),
          time -> beat.value() + chance.noise(noise));
    }
  }

  private LongPredicate silence(Beat beat, Chance chance) {
    if (beat.mains() == null || beat.holdsOut() == null) {
      return time -> false;
    }
    Outage outage = Outage.of(script, beat.mains());
    long silent = outage.lost() + beat.holdsOut().toMillis();
    long resumes = resumes(outage, chance, true);
    return time -> silent < outage.back() && silent <= time && time < resumes;
  }

  private static long resumes(Outage outage, Chance chance, boolean comesBack) {
    long startUp = chance.within(START_UP.toMillis());
    return comesBack && outage.back() != Long.MAX_VALUE ? outage.back() + startUp : Long.MAX_VALUE;
  }

  private void addRegularly(
      String asset,
      String metric,
      Duration every,
      Chance chance,
      LongPredicate silent,
      LongToDoubleFunction value) {
    for (long time = from + chance.within(every.toMillis());
        time <= until;
        time += every.toMillis()) {
      if (!silent.test(time)) {
        add(time, asset, metric, value.applyAsDouble(time));
      }
    }
  }

  private void add(long time, String asset, String metric, double value) {
    readings.add(new Reading(time, asset, metric, value));
  }

  private void swapNeighbours() {
    Chance chance = new Chance(script.seed(), "order of readings");
    for (int i = 0; i + 1 < readings.size(); i++) {
      if (chance.oneIn(script.swapOneIn())
          && readings.get(i + 1).time() - readings.get(i).time() <= 1_000) {
        Collections.swap(readings, i, i + 1);
        i++;
      }
    }
  }
}
