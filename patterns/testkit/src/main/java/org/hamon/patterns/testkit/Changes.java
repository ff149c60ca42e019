// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hamon.patterns.language.PatternTest;
import org.hamon.patterns.language.StateChange;
import org.hamon.patterns.language.Tlp;
import org.hamon.topology.Asset;
import org.hamon.topology.AssetState;

/** The events of a test as changes: on 1970-01-02, all assets normal at first. */
final class Changes {

  /** The midnight from which a test's times count, epoch milliseconds. */
  static final long MIDNIGHT = Duration.ofDays(1).toMillis();

  private Changes() {}

  static List<StateChange> of(PatternTest test) {
    Map<String, Asset> assets = new HashMap<>();
    test.topology().assets().forEach(asset -> assets.put(asset.id(), asset));
    Map<String, AssetState> states = new HashMap<>();
    List<StateChange> changes = new ArrayList<>();
    List<PatternTest.Event> events = new ArrayList<>(test.events());
    events.sort(Comparator.comparingLong(PatternTest.Event::at));
    for (PatternTest.Event event : events) {
      Asset asset = assets.get(event.asset());
      if (asset == null) {
        throw new IllegalArgumentException(
            "Expected an asset of the test's topology, but '" + event.asset() + "' is none");
      }
      changes.add(change(event, asset, states));
    }
    return changes;
  }

  private static StateChange change(
      PatternTest.Event event, Asset asset, Map<String, AssetState> states) {
    AssetState previous = states.getOrDefault(asset.id(), AssetState.NORMAL);
    AssetState state = event.state() == null ? previous : event.state();
    states.put(asset.id(), state);
    return new StateChange(
        StateChange.ACTUAL,
        asset.id(),
        asset.sector(),
        asset.kind(),
        asset.region(),
        asset.people(),
        MIDNIGHT + event.at(),
        previous,
        state,
        event.condition(),
        event.on(),
        false,
        event.cause(),
        -1,
        Tlp.AMBER,
        StateChange.Evidence.TELEMETRY,
        null);
  }
}
