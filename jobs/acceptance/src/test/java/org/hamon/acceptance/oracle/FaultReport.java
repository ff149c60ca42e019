// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance.oracle;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Faults by kind, each kind with the smallest world that has it. */
final class FaultReport {

  private final List<Fault> faults;

  FaultReport(List<Fault> faults) {
    this.faults = faults;
  }

  /** How often there was each error, under each circumstance, and both together. */
  String counts() {
    Map<String, Integer> single = new TreeMap<>();
    for (Fault fault : faults) {
      single.merge(fault.what(), 1, Integer::sum);
      fault.circumstances().forEach(one -> single.merge("  " + one, 1, Integer::sum));
    }
    String text =
        single.entrySet().stream()
            .map(entry -> "%6d  %s%n".formatted(entry.getValue(), entry.getKey()))
            .collect(Collectors.joining());
    return text
        + "together:\n"
        + kinds().stream()
            .map(
                kind ->
                    "%6d  %s (%s)%n"
                        .formatted(kind.size(), kind.get(0).kind(), smallest(kind).world().name()))
            .collect(Collectors.joining());
  }

  /** The smallest world of each kind, most frequent kind first. */
  String examples() {
    return kinds().stream()
        .map(kind -> smallest(kind).explained())
        .collect(Collectors.joining("\n"));
  }

  private List<List<Fault>> kinds() {
    Map<String, List<Fault>> kinds = new TreeMap<>();
    faults.forEach(f -> kinds.computeIfAbsent(f.kind(), kind -> new ArrayList<>()).add(f));
    return kinds.values().stream().sorted(Comparator.comparingInt(kind -> -kind.size())).toList();
  }

  private static Fault smallest(List<Fault> kind) {
    return kind.stream().min(Comparator.comparingInt(Fault::size)).orElseThrow();
  }
}
