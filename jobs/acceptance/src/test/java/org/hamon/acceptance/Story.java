// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import org.hamon.correlation.decode.Input;

/**
 * A short story on a small town: a substation stops, sites run on batteries, customers of one
 * vendor go down, all comes back. Told in parts, so that a job can be disturbed in between.
 *
 * <p>Time is told by records alone: each part ends with ones that advance every partition to the
 * same time.
 */
final class Story {

  static final Instant BEGINS = Instant.parse("2018-09-05T18:00:00Z");

  /** Behind the newest record of each partition, so that time stands exactly where a part ends. */
  private static final Duration BOUND = Duration.ofMillis(2_001);

  private Story() {}

  static Path writeTopology(Path folder) throws IOException {
    return Files.writeString(
        folder.resolve("town.yaml"),
        """
        topology: town
        version: 1
        serviceLevels:
          - {id: frequency-low, sector: electricity, kind: grid, metric: frequency, unit: Hz, degraded: {below: 49.0}, hold: 10s, deadband: 0.2}
          - {id: site-battery, sector: ict, kind: base-station, metric: battery, unit: min, degraded: {below: 45}, stopped: {below: 1}, deadband: 10}
          - {id: tank-level, sector: water, kind: reservoir, metric: level, unit: "%", stopped: {below: 5}, hold: 5m, deadband: 5}
        assets:
          - {id: grid, sector: electricity, kind: grid, region: JP-01, people: 400000}
          - {id: sub-1, sector: electricity, kind: substation, region: JP-01, people: 120000}
          - {id: sub-2, sector: electricity, kind: substation, region: JP-01, people: 80000}
          - {id: bts-1, sector: ict, kind: base-station, region: JP-01, people: 9000, every: 60s}
          - {id: bts-2, sector: ict, kind: base-station, region: JP-01, people: 8000, every: 60s}
          - {id: bts-3, sector: ict, kind: base-station, region: JP-01, people: 7000}
          - {id: exchange-1, sector: ict, kind: exchange, region: JP-01, people: 60000}
          - {id: hospital-1, sector: medical, kind: hospital, region: JP-01, people: 50000}
          - {id: hospital-2, sector: medical, kind: hospital, region: JP-01, people: 40000}
          - {id: pump-1, sector: water, kind: pumping-station, region: JP-01, people: 90000}
          - {id: tank-1, sector: water, kind: reservoir, region: JP-01, people: 30000}
          - {id: rail-1, sector: railway, kind: traction, region: JP-01, people: 20000}
          - {id: bank-1, sector: finance, kind: data-centre, region: JP-01, people: 70000}
          - {id: depot-1, sector: logistics, kind: sorting-centre, region: JP-01, people: 10000}
          - {id: office-1, sector: government, kind: office, region: JP-01, people: 10000}
          - {id: airport-1, sector: aviation, kind: airport, region: JP-01, people: 30000}
          - {id: cloud-1, sector: provider, kind: cloud}
          - {id: quake-1, sector: area, kind: quake-area, region: JP-01}
          - {id: clock-0, sector: government, kind: clock}
          - {id: clock-1, sector: government, kind: clock}
          - {id: clock-2, sector: government, kind: clock}
          - {id: clock-3, sector: government, kind: clock}
        dependencies:
          - {id: grid-sub-1, provider: grid, dependent: sub-1, type: physical, buffer: {p10: 10s, p50: 5m, p90: 30m}, strength: 0.9}
          - {id: grid-sub-2, provider: grid, dependent: sub-2, type: physical, buffer: {p10: 10s, p50: 5m, p90: 30m}, strength: 0.9}
          - {id: grid-rail-1, provider: grid, dependent: rail-1, type: physical, group: frequency, strength: 0.6, trigger: {condition: frequency-low}}
          - {id: sub-1-bts-1, provider: sub-1, dependent: bts-1, type: physical, buffer: {p10: 1h, p50: 3h, p90: 6h}}
          - {id: sub-1-bts-2, provider: sub-1, dependent: bts-2, type: physical, buffer: {p10: 1h, p50: 3h, p90: 6h}}
          - {id: sub-1-bts-3, provider: sub-1, dependent: bts-3, type: physical, buffer: {p10: 20m, p50: 40m, p90: 2h}}
          - {id: sub-1-exchange-1, provider: sub-1, dependent: exchange-1, type: physical, buffer: {p10: 3h, p50: 6h, p90: 20h}, strength: 0.9}
          - {id: sub-1-hospital-1, provider: sub-1, dependent: hospital-1, type: physical, buffer: {p10: 10m, p50: 24h, p90: 72h}, strength: 0.8}
          - {id: sub-1-pump-1, provider: sub-1, dependent: pump-1, type: physical, buffer: {p10: 30m, p50: 2h, p90: 6h}}
          - {id: sub-1-rail-1, provider: sub-1, dependent: rail-1, type: physical, group: power}
          - {id: sub-2-hospital-2, provider: sub-2, dependent: hospital-2, type: physical, buffer: 12h}
          - {id: sub-2-airport-1, provider: sub-2, dependent: airport-1, type: physical, buffer: 30m}
          - {id: pump-1-tank-1, provider: pump-1, dependent: tank-1, type: physical, buffer: {p10: 2h, p50: 8h, p90: 24h}}
          - {id: exchange-1-bank-1, provider: exchange-1, dependent: bank-1, type: cyber, group: line, buffer: 5m}
          - {id: exchange-1-depot-1, provider: exchange-1, dependent: depot-1, type: cyber, group: line, strength: 0.5}
          - {id: cloud-1-bank-1, provider: cloud-1, dependent: bank-1, type: cyber, group: cloud}
          - {id: cloud-1-depot-1, provider: cloud-1, dependent: depot-1, type: cyber, group: cloud}
          - {id: cloud-1-office-1, provider: cloud-1, dependent: office-1, type: cyber, group: cloud}
          - {id: cloud-1-hospital-2, provider: cloud-1, dependent: hospital-2, type: cyber, group: cloud, strength: 0.4}
          - {id: quake-1-sub-2, provider: quake-1, dependent: sub-2, type: geographic, group: ground, strength: 0.3, trigger: {state: degraded}}
          - {id: quake-1-pump-1, provider: quake-1, dependent: pump-1, type: geographic, group: ground, strength: 0.3, trigger: {state: degraded}}
          - {id: quake-1-office-1, provider: quake-1, dependent: office-1, type: geographic, group: ground, strength: 0.3, trigger: {state: degraded}}
        """);
  }

  /** The substation stops; much is left open at the end of it. */
  static Instant untilTheCheckpoint(Topics topics) {
    for (int minute = 0; minute <= 6; minute++) {
      topics.reading(
          "bts-1", "battery", 200 - 27 * minute, at("00:00:05").plusSeconds(60 * minute));
      topics.reading("bts-2", "battery", 180, at("00:00:10").plusSeconds(60 * minute));
      topics.reading("grid", "frequency", 50.02, at("00:00:10").plusSeconds(60 * minute));
      topics.tick(at("00:00:30").plusSeconds(60 * minute));
    }
    topics.reading("bts-3", "battery", 50, at("00:06:31"));
    topics.raw(Input.TELEMETRY, "bts-1", "{\"asset\":\"bts-1\",");
    topics.report(
        "r1", "sub-1", "stopped", at("00:06:40"), ",\"cause\":\"natural\",\"severity\":3");
    topics.report("r2", "rail-1", "stopped", at("00:06:55"), ",\"tlp\":\"TLP:AMBER\"");
    topics.reading("bts-2", "battery", 180, at("00:07:10"));
    topics.report(
        "r1", "sub-1", "stopped", at("00:07:30"), ",\"cause\":\"natural\",\"severity\":3");
    topics.report("r3", "hospital-1", "stopped", at("00:07:40"), "");
    topics.reading("bts-2", "battery", 180, at("00:08:10"));
    topics.reading("tank-1", "level", 3, at("00:08:20"));
    topics.reading("bts-9", "battery", 20, at("00:08:25"));
    topics.report("r4", "bts-9", "degraded", at("00:08:30"), "");
    topics.report("r5", "bank-1", "stopped", at("00:08:40"), ",\"tlp\":\"TLP:GREEN\"");
    topics.report("x1", "sub-2", "stopped", at("00:08:45"), ",\"lane\":\"test\"");
    return endOfPart(topics, at("00:08:50"));
  }

  /** Goes on for some seconds, of which the checkpoint does not know. */
  static Instant untilTheKill(Topics topics) {
    topics.report("r6", "pump-1", "stopped", at("00:08:55"), ",\"tlp\":\"TLP:AMBER\"");
    topics.reading("bts-3", "battery", 30, at("00:08:58"));
    return endOfPart(topics, at("00:09:02"));
  }

  /** The town learns of a new site. */
  static void newSite(Topics topics) {
    topics.change(
        "bts-9",
        """
        {"validFrom":"%s","op":"upsert-asset","value":{"id":"bts-9","sector":"ict","kind":"base-station","region":"JP-01","people":5000}}\
        """
            .formatted(at("00:10:00")));
    topics.change(
        "sub-1-bts-9",
        """
        {"validFrom":"%s","op":"upsert-dependency","value":{"id":"sub-1-bts-9","provider":"sub-1","dependent":"bts-9","type":"physical","buffer":"1h"}}\
        """
            .formatted(at("00:10:00")));
  }

  /** It gets worse, then better; all is over at the end. */
  static Instant untilTheEnd(Topics topics) {
    topics.tick(at("00:09:30"));
    topics.reading("bts-1", "battery", 20, at("00:07:00")); // late
    topics.report("r1", "sub-1", "stopped", at("00:12:00"), ""); // repeated
    topics.tick(at("00:13:00"));
    topics.reading("bts-9", "battery", 0.5, at("00:14:00"));
    topics.report("r7", "depot-1", "stopped", at("00:15:00"), ",\"tlp\":\"TLP:AMBER\"");
    topics.report("r8", "office-1", "unusable", at("00:15:30"), "");
    topics.report(
        "r9", "hospital-2", "stopped", at("00:16:00"), ",\"occurredAt\":\"2018-09-05T18:03:00Z\"");
    topics.tick(at("00:17:00"));
    topics.reading("grid", "frequency", 48.7, at("00:20:00"));
    topics.tick(at("00:21:00"));
    topics.report("x2", "sub-2", "normal", at("00:30:00"), ",\"lane\":\"test\"");
    topics.reading("grid", "frequency", 50.0, at("00:31:00"));
    topics.report("r10", "rail-1", "recovering", at("00:50:00"), "");
    topics.tick(at("00:55:00"));
    topics.report("r11", "sub-1", "normal", at("01:00:00"), "");
    for (int minute = 65; minute <= 6 * 60 + 25; minute += 10) {
      topics.tick(BEGINS.plus(Duration.ofMinutes(minute)));
    }
    int id = 20;
    for (String asset :
        new String[] {
          "rail-1", "hospital-1", "hospital-2", "bank-1", "pump-1", "depot-1", "office-1", "bts-9"
        }) {
      topics.report("r" + id, asset, "normal", at("06:30:00").plusSeconds(7L * id), "");
      id++;
    }
    topics.reading("tank-1", "level", 60, at("06:35:00"));
    topics.reading("bts-9", "battery", 300, at("06:35:10"));
    topics.reading("bts-3", "battery", 300, at("06:35:10"));
    topics.tick(at("06:40:00"));
    for (String second : new String[] {"06:40:10", "06:41:00", "06:41:50", "06:42:40"}) {
      topics.reading("bts-1", "battery", 300, at(second));
      topics.reading("bts-2", "battery", 300, at(second));
    }
    return endOfPart(topics, at("06:43:00"));
  }

  /** That long after the beginning: hours, minutes, seconds. */
  static Instant at(String sinceTheBeginning) {
    return BEGINS.plusSeconds(LocalTime.parse(sinceTheBeginning).toSecondOfDay());
  }

  /** A change that shows when time has come so far, and the records that bring it there. */
  static Instant endOfPart(Topics topics, Instant time) {
    topics.report("end-" + time, "clock-0", "degraded", time, "");
    topics.tick(time.plus(BOUND));
    return time;
  }
}
