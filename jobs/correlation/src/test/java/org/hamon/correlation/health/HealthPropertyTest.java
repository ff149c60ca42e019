// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamon.correlation.health.Says.ACTUAL;
import static org.hamon.correlation.health.Says.asset;
import static org.hamon.correlation.health.Says.at;
import static org.hamon.correlation.health.Says.base;
import static org.hamon.correlation.health.Says.changed;
import static org.hamon.correlation.health.Says.level;
import static org.hamon.correlation.health.Says.reading;
import static org.hamon.correlation.health.Says.removed;
import static org.hamon.correlation.health.Says.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.hamon.correlation.decode.Observation;
import org.hamon.correlation.health.AssetEvidence.Patience;
import org.hamon.correlation.health.Says.Asked;
import org.hamon.patterns.language.Cause;
import org.hamon.patterns.language.Reserve;
import org.hamon.patterns.language.StateChange;
import org.hamon.patterns.language.Tlp;
import org.hamon.topology.AssetState;
import org.hamon.topology.ServiceLevel;

/**
 * Random histories of one asset, out of order by at most five seconds; its declarations come in
 * their order, and remove it once at most.
 */
class HealthPropertyTest {

  private static final double DISORDER = 5;
  private static final Cause[] CAUSES = {Cause.UNKNOWN, Cause.CYBER, Cause.HUMAN};
  private static final double[] VALUES = {50, 49.85, 49.7, 48.9, 49.05};

  @Example
  void exampleUsage() {
    History history = new History(1, true);

    assertThat(history.inSteps()).isEqualTo(history.atOnce());
  }

  @Property(tries = 500)
  void doesNotDependOnWhenWatermarksComeOrOnRestarts(@ForAll long seed) {
    History history = new History(seed, true);

    assertThat(history.inSteps()).isEqualTo(history.atOnce());
  }

  @Property(tries = 500)
  void saysWhatTheNaiveModelSays(@ForAll long seed) {
    History history = new History(seed, false);

    assertThat(history.atOnce().getOrDefault(ACTUAL, List.of()))
        .isEqualTo(new Naive(history).changes());
  }

  /**
   * Of readings they tell that the asset is heard, so they are only where nobody listens for it.
   */
  @Property(tries = 500)
  void whatIsRedChangesNothing(@ForAll long seed) {
    History history = new History(seed, Math.floorMod(seed, 2) == 0);
    Asked without = history.all();
    history.addRed();
    Asked with = history.all();

    assertThat(with.changes).isEqualTo(without.changes);
    assertThat(with.reserves).isEqualTo(without.reserves);
    assertThat(with.standings).isEqualTo(without.standings);
    assertThat(accounted(with)).isEqualTo(accounted(without) + 10);
  }

  private static int accounted(Asked asked) {
    return asked.used + asked.repeated + asked.waiting + asked.unknown.size();
  }

  private static String text(StateChange change) {
    return Says.text(change) + why(change.cause());
  }

  private static String why(Cause cause) {
    return cause == Cause.UNKNOWN ? "" : " " + cause.word();
  }

  /** What is said of an asset, in the order of arrival. */
  private static final class History {

    final Random random;
    final ServiceLevel level;
    final double every;
    final double announcedBefore;
    final List<Observation> arrivals = new ArrayList<>();
    final double end;
    private boolean gone;

    History(long seed, boolean declarations) {
      random = new Random(seed);
      level = level("low", "frequency", 49.8, 49.0, random.nextInt(3), 0.1);
      announcedBefore = random.nextInt(5);
      every = random.nextBoolean() ? 0 : 30;
      double time = 0;
      Map<Double, Observation> byArrival = new TreeMap<>();
      int count = 5 + random.nextInt(60);
      for (int i = 0; i < count; i++) {
        time += random.nextInt(20) == 0 ? 700 : random.nextInt(12) / 2.0;
        Observation said = observation(time, i, declarations);
        boolean inOrder = said.declaration() != null;
        byArrival.put(inOrder ? time + i * 1e-6 : time + random.nextDouble() * DISORDER, said);
      }
      end = time + random.nextInt(1500);
      arrivals.addAll(byArrival.values());
    }

    private Observation observation(double time, int i, boolean declarations) {
      int kind = random.nextInt(declarations ? 13 : 10);
      if (kind == 0) {
        return random.nextBoolean()
            ? reading("sub", ACTUAL, time, "humidity", 1)
            : reading("sub", ACTUAL, time, Reserve.BATTERY, random.nextInt(300));
      } else if (kind == 1) {
        return reading("sub", "test", time, "frequency", VALUES[random.nextInt(5)]);
      } else if (kind == 2) {
        AssetState state = AssetState.values()[random.nextInt(6)];
        String id = "r" + random.nextInt(i + 1);
        return report("sub", ACTUAL, time, id, state, CAUSES[random.nextInt(3)], Tlp.AMBER);
      } else if (kind == 10 && !gone) {
        gone = true;
        return removed("sub", time + i * 0.001 + announcedBefore);
      } else if (kind >= 10) {
        ServiceLevel other = level("low", "frequency", 49.9, null, random.nextInt(3), 0);
        return random.nextBoolean()
            ? changed(asset("sub", every), time + i * 0.001 + announcedBefore, level)
            : changed(asset("sub", 20), time + i * 0.001 + announcedBefore, other);
      }
      return reading("sub", time, VALUES[random.nextInt(5)]);
    }

    /** Anywhere among the others, ten of them. */
    void addRed() {
      boolean mayRead =
          arrivals.stream().allMatch(said -> said.declaration() == null) && every == 0;
      for (int i = 0; i < 10; i++) {
        int place = random.nextInt(arrivals.size());
        double time = Says.seconds(arrivals.get(place).time());
        String lane = random.nextInt(4) == 0 ? "test" : ACTUAL;
        Observation red =
            mayRead && random.nextBoolean()
                ? reading(
                    "sub",
                    lane,
                    time,
                    random.nextBoolean() ? "frequency" : Reserve.BATTERY,
                    VALUES[random.nextInt(5)])
                : report(
                    "sub",
                    lane,
                    time,
                    "r" + random.nextInt(arrivals.size()),
                    AssetState.values()[random.nextInt(6)],
                    CAUSES[random.nextInt(3)],
                    Tlp.AMBER);
        arrivals.add(place, Says.labelled(red, Tlp.RED));
      }
    }

    /** By lane. */
    Map<String, List<String>> atOnce() {
      return result(all());
    }

    Asked all() {
      Asked asked = begin();
      asked.take(arrivals.toArray(new Observation[0]));
      return asked.watermark(end);
    }

    Map<String, List<String>> inSteps() {
      Asked asked = begin();
      for (int i = 0; i < arrivals.size(); i++) {
        asked.take(arrivals.get(i));
        long earliest =
            arrivals.subList(i + 1, arrivals.size()).stream()
                .mapToLong(Observation::time)
                .min()
                .orElse(at(end));
        if (random.nextInt(3) > 0) {
          asked.watermark(Math.min(end, Says.seconds(earliest - 1 - random.nextInt(3) * 1000L)));
        }
        if (random.nextInt(5) == 0) {
          asked.restart();
        }
      }
      return result(asked.watermark(end));
    }

    private Asked begin() {
      Asked asked = new Asked("sub");
      asked.patience = new Patience(600_000, 10_000);
      return asked.take(base(asset("sub", every), 0, level));
    }

    private static Map<String, List<String>> result(Asked asked) {
      Map<String, List<String>> said =
          asked.changes.stream()
              .collect(
                  Collectors.groupingBy(
                      StateChange::lane,
                      TreeMap::new,
                      Collectors.mapping(HealthPropertyTest::text, Collectors.toList())));
      said.put("reserves", asked.reserves.stream().map(Reserve::toString).toList());
      said.put(
          "books",
          List.of(
              asked.used + " used, " + asked.repeated + " repeated, " + asked.waiting + " wait",
              "given up " + asked.unknown.stream().sorted().toList()));
      return said;
    }
  }

  /** The meaning of health without any regard to cost: whole history, then instant by instant. */
  private static final class Naive {

    private final History history;
    private final List<Observation> readings;
    private final TreeMap<Long, List<Runnable>> turns = new TreeMap<>();

    private final boolean[] on = new boolean[2];
    private boolean silent;
    private AssetState reported = AssetState.NORMAL;
    private Cause reason = Cause.UNKNOWN;
    private boolean reports;

    Naive(History history) {
      this.history = history;
      this.readings =
          history.arrivals.stream()
              .filter(o -> o.lane().equals(ACTUAL) && o.metric() != null)
              .toList();
      threshold(0, 49.8);
      threshold(1, 49.0);
      silence();
      reports();
    }

    private void turn(long time, Runnable turn) {
      turns.computeIfAbsent(time, t -> new ArrayList<>()).add(turn);
    }

    private void threshold(int index, double below) {
      List<Observation> newest = new ArrayList<>();
      for (Observation reading : readings) {
        boolean isOld = newest.stream().anyMatch(other -> other.time() > reading.time());
        if ("frequency".equals(reading.metric()) && !isOld) {
          newest.add(reading);
        }
      }
      for (int i = 0; i < newest.size(); ) {
        if (newest.get(i).value() >= below) {
          i++;
          continue;
        }
        int returned = i;
        while (returned < newest.size() && newest.get(returned).value() < below) {
          returned++;
        }
        long due = newest.get(i).time() + history.level.holdMillis();
        if (returned < newest.size() && newest.get(returned).time() < due) {
          i = returned;
          continue;
        }
        turn(due, () -> on[index] = true);
        int off = i;
        while (off < newest.size()
            && (newest.get(off).time() < due || newest.get(off).value() < below + 0.1)) {
          off++;
        }
        if (off < newest.size()) {
          turn(newest.get(off).time(), () -> on[index] = false);
        }
        i = off;
      }
    }

    private void silence() {
      long every = Math.round(history.every * 1000);
      long heard = at(0);
      for (Observation reading : readings) {
        if (reading.time() > heard) {
          if (every > 0 && reading.time() > heard + every) {
            turn(heard + every, () -> silent = true);
            turn(reading.time(), () -> silent = false);
          }
          heard = reading.time();
        }
      }
      if (every > 0) {
        turn(heard + every, () -> silent = true);
      }
    }

    private void reports() {
      long newest = Long.MIN_VALUE;
      List<String> ids = new ArrayList<>();
      for (Observation observation : history.arrivals) {
        if (observation.report() == null || ids.contains(observation.report().id())) {
          continue;
        }
        ids.add(observation.report().id());
        if (observation.time() >= newest) {
          newest = observation.time();
          AssetState state = observation.report().state();
          Cause cause = observation.report().cause();
          turn(
              newest,
              () -> {
                reported = state;
                reason = cause;
                reports = true;
              });
        }
      }
    }

    private AssetState state() {
      AssetState levels =
          on[1] ? AssetState.STOPPED : on[0] ? AssetState.DEGRADED : AssetState.NORMAL;
      AssetState silence = silent ? AssetState.UNKNOWN : AssetState.NORMAL;
      return List.of(levels, silence, reported).stream()
          .max(Comparator.naturalOrder())
          .orElseThrow();
    }

    List<String> changes() {
      List<String> said = new ArrayList<>();
      List<Long> times = new ArrayList<>();
      List<AssetState> states = new ArrayList<>();
      AssetState shown = AssetState.NORMAL;
      AssetState raw = AssetState.NORMAL;
      boolean flapping = false;
      Cause because = Cause.UNKNOWN;
      for (Map.Entry<Long, List<Runnable>> instant : turns.entrySet()) {
        long time = instant.getKey();
        if (time > at(history.end)) {
          break;
        }
        if (flapping && times.get(times.size() - 1) + 600_000 < time) {
          flapping = false;
          long ended = times.get(times.size() - 1) + 600_000;
          times.clear();
          states.clear();
          if (shown != raw) {
            said.add(text(ended, shown, raw, false) + why(because));
            shown = raw;
          }
        }
        final boolean condition = on[0];
        reports = false;
        instant.getValue().forEach(Runnable::run);
        AssetState now = state();
        boolean ends = flapping && times.get(times.size() - 1) + 600_000 == time;
        if (ends) {
          flapping = false;
          times.clear();
          states.clear();
        }
        AssetState before = shown;
        boolean says = false;
        if (now != raw) {
          because = reason;
          times.add(time);
          states.add(raw);
          states.add(now);
          int n = times.size();
          if (flapping) {
            says = now.compareTo(shown) > 0;
            shown = says ? now : shown;
          } else if (n >= 3 && times.get(n - 3) > time - 600_000 && toAndFro(states)) {
            flapping = true;
            says = true;
            shown =
                List.of(states.get(2 * n - 5), states.get(2 * n - 3), now).stream()
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
          } else {
            says = shown != now;
            shown = now;
          }
        } else if (ends) {
          says = shown != now;
          shown = now;
        }
        raw = now;
        boolean isExplained = reports && reason != Cause.UNKNOWN && reason != because;
        if (!says && isExplained && !flapping && shown != AssetState.NORMAL) {
          says = true;
          because = reason;
        }
        if (says) {
          said.add(text(time, before, shown, flapping) + why(because));
        }
        if (condition != on[0]) {
          said.add(Says.seconds(time) + " low " + (on[0] ? "on" : "off") + why(reason));
        }
      }
      if (flapping && times.get(times.size() - 1) + 600_000 <= at(history.end) && shown != raw) {
        said.add(text(times.get(times.size() - 1) + 600_000, shown, raw, false) + why(because));
      }
      return said;
    }

    private static boolean toAndFro(List<AssetState> states) {
      int n = states.size();
      boolean third = states.get(n - 1).compareTo(states.get(n - 2)) > 0;
      boolean second = states.get(n - 3).compareTo(states.get(n - 4)) > 0;
      boolean first = states.get(n - 5).compareTo(states.get(n - 6)) > 0;
      return first != second && second != third;
    }

    private static String text(long time, AssetState from, AssetState to, boolean flapping) {
      return Says.seconds(time)
          + " "
          + from.word()
          + ">"
          + to.word()
          + (flapping ? " flapping" : "");
    }
  }
}
