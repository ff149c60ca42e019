// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.hamon.acceptance.oracle.Happening.Kind;
import org.hamon.acceptance.oracle.Oracle.Expectation;

/** Under which circumstances something was told wrong, so that faults can be counted by kind. */
final class Circumstances {

  private final World world;
  private final Oracle oracle;
  private final long now;

  Circumstances(World world, Oracle oracle, long now) {
    this.world = world;
    this.oracle = oracle;
    this.now = now;
  }

  List<String> of(String asset, Optional<Expectation> expected) {
    List<String> found = new ArrayList<>();
    Set<String> upstream = world.plan().upstreamOf(asset);
    List<Happening> known =
        oracle.known(now).stream()
            .filter(h -> upstream.contains(h.subject().replaceAll("/.*", "")))
            .toList();
    if (expected.isPresent() && needsSeveral(asset, expected.get().at())) {
      found.add("several causes");
    }
    if (expected.isPresent() && expected.get().at() <= now) {
      found.add("overdue");
    }
    boolean unheard =
        upstream.stream()
            .anyMatch(
                one ->
                    !one.equals(asset)
                        && oracle.futures(now, happening -> true).getOrDefault(one, now + 1)
                            <= now);
    if (unheard) {
      found.add("over an asset that is not heard");
    }
    if (world.plan().links().stream().anyMatch(link -> upstream.contains(link.a()))) {
      found.add("links");
    }
    if (world.plan().dependencies().stream()
        .anyMatch(d -> d.manual() && upstream.contains(d.dependent()))) {
      found.add("manual restart");
    }
    if (known.stream().anyMatch(h -> h.kind() == Kind.CONDITION_ON)) {
      found.add("condition");
    }
    if (oracle.isSilent(asset, now)) {
      found.add("is silent itself");
    } else if (upstream.stream().anyMatch(one -> oracle.isSilent(one, now))) {
      found.add("below a silent one");
    }
    if (known.stream()
        .anyMatch(
            h ->
                (h.kind() == Kind.SAYS_DEGRADED || h.kind() == Kind.CONDITION_ON)
                    && h.subject().replaceAll("/.*", "").equals(asset))) {
      found.add("was degraded");
    }
    if (known.stream().anyMatch(h -> h.told() > h.at())) {
      found.add("occurred earlier");
    }
    if (oracle.known(now).stream().anyMatch(h -> h.kind().name().endsWith("_REMOVED"))) {
      found.add("something was removed");
    }
    if (known.stream().anyMatch(h -> h.kind() == Kind.SAYS_NORMAL && h.subject().equals(asset))) {
      found.add("was back itself");
    } else if (known.stream().anyMatch(h -> h.kind() == Kind.SAYS_NORMAL)) {
      found.add("after a return");
    }
    return found.isEmpty() ? List.of("plain") : found;
  }

  /** Whether no single asset's words explain that it fails then. */
  private boolean needsSeveral(String asset, long at) {
    Set<String> speakers = new TreeSet<>();
    oracle.known(now).forEach(h -> speakers.add(h.subject().replaceAll("/.*", "")));
    for (String speaker : speakers) {
      Long alone =
          oracle
              .futures(
                  now,
                  h ->
                      h.kind().name().endsWith("_REMOVED")
                          || h.subject().replaceAll("/.*", "").equals(speaker))
              .get(asset);
      if (alone != null && alone == at) {
        return false;
      }
    }
    return true;
  }
}
