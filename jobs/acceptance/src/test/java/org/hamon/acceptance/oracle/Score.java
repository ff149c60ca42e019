// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance.oracle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hamon.acceptance.oracle.Oracle.Expectation;
import org.hamon.acceptance.oracle.Plan.Asset;
import org.hamon.acceptance.oracle.Told.Claim;

/**
 * How many of the certain futures were told right, over all instants at which a world is looked at.
 * Right: an open situation foretells the asset with at least 0.9 for a time within three seconds
 * (and as much more as it takes to find silence, where somebody before it has fallen silent).
 * False: one foretells an asset that will not fail or is known to be out, or one more foretells it
 * for another time.
 *
 * <p>To the right sector: a future that could be known for a minute stands in a warning of the
 * asset's sector (news that is grave may wait for a minute after the last revision).
 */
public final class Score {

  private static final double SURE = 0.9;

  private static final long NEXT_REVISION = 65_000;

  private final Told told;
  private final List<Fault> faults = new ArrayList<>();
  private long futures;
  private long right;
  private long claims;
  private long falseClaims;
  private long concerned;
  private long toldToSector;

  public Score(Told told) {
    this.told = told;
  }

  /** Looks at a world at each of its instants. */
  public void look(World world) {
    Oracle oracle = new Oracle(world);
    Map<String, Long> before = new TreeMap<>();
    for (long now : world.looks()) {
      Map<String, Expectation> expectations = oracle.at(now);
      for (Asset asset : world.plan().assets()) {
        Optional<Expectation> expected = Optional.ofNullable(expectations.get(asset.id()));
        look(world, oracle, now, asset, expected);
      }
      Map<String, Long> ahead = new TreeMap<>();
      expectations.values().stream()
          .filter(expectation -> expectation.isRequired() && expectation.at() > now)
          .forEach(expectation -> ahead.put(expectation.asset(), expectation.at()));
      ahead.forEach(
          (asset, at) -> {
            if (!at.equals(before.get(asset))) {
              lookAtSector(world, oracle, now, expectations.get(asset));
            }
          });
      before.clear();
      before.putAll(ahead);
    }
  }

  private void look(
      World world, Oracle oracle, long now, Asset asset, Optional<Expectation> expected) {
    List<Claim> said = told.claims(asset.id(), now);
    claims += said.size();
    List<Claim> wrong = new ArrayList<>(said);
    boolean hit =
        expected.isPresent()
            && wrong.removeIf(
                claim ->
                    claim.likelihood() >= SURE
                        && Math.abs(claim.at() - expected.get().at()) <= expected.get().within());
    boolean required = expected.isPresent() && expected.get().isRequired();
    if (required) {
      futures++;
      if (hit) {
        right++;
      } else {
        fault(
            world, oracle, now, asset, said.isEmpty() ? "not told" : "wrong time", expected, said);
      }
    }
    boolean onlyAnotherTime = expected.isPresent() && !hit;
    if (!wrong.isEmpty() && !onlyAnotherTime) {
      falseClaims += wrong.size();
      String what =
          expected.isPresent()
              ? "told twice"
              : oracle.isHeardOut(asset.id(), now) ? "a fact as forecast" : "will not fail";
      fault(world, oracle, now, asset, what, expected, wrong);
    }
  }

  private void lookAtSector(
      World world, Oracle oracle, long now, @org.jspecify.annotations.Nullable Expectation future) {
    if (future == null) {
      return;
    }
    long later = now + NEXT_REVISION;
    Long still = oracle.futures(later, happening -> true).get(future.asset());
    if (still == null || still != future.at() || still <= later) {
      return;
    }
    concerned++;
    if (told.isToldTo(future.sector(), future.asset(), later)) {
      toldToSector++;
    } else {
      Asset asset = world.plan().asset(future.asset());
      fault(world, oracle, later, asset, "sector not told", Optional.of(future), List.of());
    }
  }

  private void fault(
      World world,
      Oracle oracle,
      long now,
      Asset asset,
      String what,
      Optional<Expectation> expected,
      List<Claim> said) {
    String wanted = expected.map(e -> Instant.ofEpochMilli(e.at()).toString()).orElse("nothing");
    List<String> heard = new ArrayList<>();
    for (Claim claim : said) {
      heard.add("%s with %s".formatted(Instant.ofEpochMilli(claim.at()), claim.likelihood()));
    }
    List<String> circumstances = new Circumstances(world, oracle, now).of(asset.id(), expected);
    faults.add(new Fault(world, now, asset.id(), what, circumstances, wanted, heard.toString()));
  }

  /** Share of the certain futures that were told right. */
  public double right() {
    return futures == 0 ? 1 : (double) right / futures;
  }

  /** Share of what was told that was false. */
  public double falseShare() {
    return claims == 0 ? 0 : (double) falseClaims / claims;
  }

  /** Share of the futures that could be known for a minute which their sector had been told. */
  public double toldToSector() {
    return concerned == 0 ? 1 : (double) toldToSector / concerned;
  }

  /** The figures in a sentence. */
  public String figures() {
    return "%d certain futures, %.4f told right; %d told, %.4f false; %.4f of %d told to their sector; %d worlds with a fault"
        .formatted(
            futures,
            right(),
            claims,
            falseShare(),
            toldToSector(),
            concerned,
            faults.stream().map(fault -> fault.world().name()).distinct().count());
  }

  /** The figures, the faults by kind, and of each kind a small world to see it again. */
  public String report() {
    FaultReport report = new FaultReport(faults);
    return figures() + "\n" + report.counts() + "\n" + report.examples();
  }
}
