// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.health;

import java.util.ArrayList;
import java.util.List;
import org.hamon.correlation.decode.Declaration;
import org.hamon.correlation.decode.Observation;
import org.hamon.correlation.decode.Origin;
import org.hamon.correlation.decode.Raw;
import org.hamon.correlation.decode.Report;
import org.hamon.correlation.decode.Word;
import org.hamon.patterns.language.Cause;
import org.hamon.patterns.language.Reserve;
import org.hamon.patterns.language.StateChange;
import org.hamon.patterns.language.Tlp;
import org.hamon.topology.Asset;
import org.hamon.topology.AssetState;
import org.hamon.topology.ServiceLevel;
import org.hamon.topology.Threshold;
import org.jspecify.annotations.Nullable;

/** Builds what is said of assets. Times are seconds since the start of 2018-09-05 (UTC). */
final class Says {

  static final long START = 1_536_105_600_000L;
  static final String ACTUAL = StateChange.ACTUAL;

  static final ServiceLevel FREQUENCY = level("frequency-low", "frequency", 49.8, 49.0, 0, 0.1);

  private static final Tlp STRICT = Tlp.AMBER_STRICT;

  private Says() {}

  static long at(double seconds) {
    return START + Math.round(seconds * 1000);
  }

  /** Back from a time to seconds. */
  static double seconds(long time) {
    return (time - START) / 1000.0;
  }

  static ServiceLevel level(
      String id,
      String metric,
      @Nullable Double degradedBelow,
      @Nullable Double stoppedBelow,
      double holdSeconds,
      double deadband) {
    return new ServiceLevel(
        id,
        "electricity",
        metric,
        null,
        null,
        null,
        degradedBelow == null ? null : new Threshold(degradedBelow, null),
        null,
        stoppedBelow == null ? null : new Threshold(stoppedBelow, null),
        Math.round(holdSeconds * 1000),
        deadband);
  }

  static Asset asset(String id, double everySeconds) {
    return asset(id, "JP-01", 9000, everySeconds);
  }

  static Asset asset(String id, @Nullable String region, long people, double everySeconds) {
    return new Asset(
        id,
        id,
        "electricity",
        "substation",
        region,
        "op",
        people,
        null,
        null,
        false,
        Math.round(everySeconds * 1000),
        0.5);
  }

  private static final Raw AS_IT_CAME = new Raw(new byte[] {'{', '}'}, 2, null);

  static Observation base(Asset asset, double validFrom, ServiceLevel... levels) {
    return new Observation(
        asset.id(),
        ACTUAL,
        at(validFrom),
        null,
        0,
        Tlp.CLEAR,
        null,
        Declaration.ofBase(at(validFrom), asset, List.of(levels)),
        null);
  }

  static Observation changed(Asset asset, double validFrom, ServiceLevel... levels) {
    return new Observation(
        asset.id(),
        ACTUAL,
        at(validFrom),
        null,
        0,
        Tlp.CLEAR,
        null,
        new Declaration(at(validFrom), asset, List.of(levels)),
        null);
  }

  static Observation removed(String asset, double validFrom) {
    return new Observation(
        asset,
        ACTUAL,
        at(validFrom),
        null,
        0,
        Tlp.CLEAR,
        null,
        new Declaration(at(validFrom), null, List.of()),
        null);
  }

  static Observation reading(String asset, double time, double frequency) {
    return reading(asset, ACTUAL, time, "frequency", frequency);
  }

  static Observation reading(String asset, String lane, double time, String metric, double value) {
    return new Observation(
            asset,
            lane,
            at(time),
            metric,
            value,
            Tlp.AMBER,
            null,
            null,
            new Origin("telemetry", 0, at(time)))
        .came(AS_IT_CAME);
  }

  static Observation report(String asset, double time, String id, AssetState state) {
    return report(asset, ACTUAL, time, id, state, Cause.UNKNOWN, Tlp.AMBER_STRICT);
  }

  static Observation report(
      String asset, String lane, double time, String id, AssetState state, Cause cause, Tlp tlp) {
    Report report = new Report(id, state, at(time), at(time), cause, 3, tlp, null, null);
    return new Observation(
            asset, lane, at(time), null, 0, tlp, report, null, new Origin("failure-reports", 0, 7))
        .came(AS_IT_CAME);
  }

  static Observation labelled(Observation said, Tlp tlp) {
    return new Observation(
            said.asset(),
            said.lane(),
            said.time(),
            said.metric(),
            said.value(),
            tlp,
            said.report(),
            null,
            said.origin())
        .came(said.raw());
  }

  static Observation sectorReport(
      String sector, String region, double time, String id, AssetState state) {
    Report report =
        new Report(
            id, state, at(time), at(time), Cause.UNKNOWN, -1, Tlp.AMBER_STRICT, sector, region);
    return new Observation(
            sector + "@" + region,
            ACTUAL,
            at(time),
            null,
            0,
            Tlp.AMBER_STRICT,
            report,
            null,
            new Origin("failure-reports", 0, 8))
        .came(AS_IT_CAME);
  }

  /** An operator's word; of null: the channels count again. */
  static Observation word(
      String asset, double time, String id, @Nullable AssetState state, double until) {
    return word(asset, ACTUAL, time, new Word(id, state, Cause.UNKNOWN, at(until), STRICT));
  }

  static Observation word(String asset, double time, String id, @Nullable AssetState state) {
    return word(asset, ACTUAL, time, new Word(id, state, Cause.UNKNOWN, Long.MAX_VALUE, STRICT));
  }

  static Observation word(String asset, String lane, double time, Word word) {
    return Observation.of(asset, lane, at(time), word, new Origin("controls", 0, 9));
  }

  /** For example {@code 12.5 normal>stopped} or {@code 3.0 frequency-low on}. */
  static String text(StateChange change) {
    String when = seconds(change.time()) + " ";
    String lane = change.lane().equals(ACTUAL) ? "" : change.lane() + " ";
    if (change.condition() != null) {
      return lane + when + change.condition() + (change.on() ? " on" : " off");
    }
    String flapping = change.flapping() ? " flapping" : "";
    return lane + when + change.previous().word() + ">" + change.state().word() + flapping;
  }

  /** One asset with a memory of what was told of it. */
  static final class Asked implements Findings {

    AssetEvidence asset;
    final List<StateChange> changes = new ArrayList<>();
    final List<Reserve> reserves = new ArrayList<>();
    final List<Standing> standings = new ArrayList<>();
    final List<String> unknown = new ArrayList<>();
    final List<String> withheld = new ArrayList<>();
    int used;
    int repeated;
    int waiting;
    AssetEvidence.Patience patience = new AssetEvidence.Patience(600_000, 3);

    Asked(String id) {
      this.asset = new AssetEvidence(id);
    }

    Asked take(Observation... observations) {
      for (Observation observation : observations) {
        asset.take(observation, patience, this);
      }
      return this;
    }

    Asked watermark(double seconds) {
      asset.advance(at(seconds), patience, this);
      return this;
    }

    /** Through the bytes of a checkpoint and back. */
    Asked restart() {
      asset = AssetEvidenceSerializer.INSTANCE.copy(asset);
      return this;
    }

    List<String> said() {
      return changes.stream().map(Says::text).toList();
    }

    @Override
    public void change(StateChange change) {
      changes.add(change);
    }

    @Override
    public void withheld(String lane, long time) {
      withheld.add(seconds(time) + " " + lane);
    }

    @Override
    public void reserve(Reserve reserve) {
      reserves.add(reserve);
    }

    @Override
    public void standing(Standing standing) {
      standings.add(standing);
    }

    @Override
    public void unknownAsset(Observation observation, long at) {
      unknown.add(seconds(observation.time()) + " given up at " + seconds(at));
    }

    @Override
    public void used(Observation observation) {
      used++;
    }

    @Override
    public void repeated(Observation observation) {
      repeated++;
    }

    @Override
    public void waiting(Observation observation, int more) {
      waiting += more;
    }
  }
}
