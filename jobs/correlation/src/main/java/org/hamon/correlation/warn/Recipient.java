// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.warn;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hamon.correlation.Ids;
import org.hamon.correlation.StreamOwner;
import org.hamon.correlation.situation.Briefing;
import org.hamon.patterns.language.Tlp;
import org.hamon.topology.Sharing;

/**
 * Whom a warning goes to: a sector, or one of several communities of a sector.
 *
 * @param community empty where the sector has only one
 * @param live others get nothing
 * @param ceiling the most restrictive label that may reach it
 * @param derived facts derived from TLP:AMBER+STRICT evidence may reach it as TLP:AMBER
 */
record Recipient(String sector, String community, boolean live, Tlp ceiling, boolean derived)
    implements Serializable {
  Recipient {
    requireNonNull(sector, "sector");
    requireNonNull(community, "community");
    requireNonNull(ceiling, "ceiling");
  }

  /**
   * The recipients of a sector, by community; never empty. Without any agreement in the whole
   * topology every sector is live up to TLP:AMBER; with some, a sector that has none gets nothing,
   * and so does one whose ceiling is no label.
   */
  static List<Recipient> of(String sector, List<Recipient> agreed) {
    if (agreed.isEmpty()) {
      return List.of(new Recipient(sector, "", true, Tlp.AMBER, true));
    }
    List<Recipient> own = agreed.stream().filter(r -> r.sector.equals(sector)).toList();
    return own.isEmpty() ? List.of(nobody(sector, "")) : own;
  }

  /** The recipients of the briefing, as the topology has them when it is told. */
  static List<Recipient> of(Briefing briefing) {
    List<Sharing> agreed = briefing.agreed();
    if (agreed == null) {
      return of(briefing.sector(), List.of());
    }
    return agreed.isEmpty()
        ? List.of(nobody(briefing.sector(), ""))
        : of(briefing.sector(), agreed(agreed));
  }

  /**
   * Whether it may hear that other situations exist: a fact derived from whatever evidence they
   * rest on, which is not known here, so from the strictest that may leave at all.
   */
  boolean mayHearOfOtherSituations() {
    return !(derived ? Tlp.AMBER : Tlp.AMBER_STRICT).exceeds(ceiling);
  }

  /** One that no agreement covers: it gets nothing. */
  static Recipient nobody(String sector, String community) {
    return new Recipient(sector, community, false, Tlp.CLEAR, false);
  }

  /**
   * What the topology's agreements say, in the order of sector and community. Of two entries for
   * the same community the stricter holds.
   */
  static List<Recipient> agreed(List<Sharing> sharing) {
    Map<String, Long> entries =
        sharing.stream()
            .collect(Collectors.groupingBy(Sharing::sector, TreeMap::new, Collectors.counting()));
    Map<String, Recipient> agreed = new TreeMap<>();
    for (Sharing entry : sharing) {
      boolean several = entries.getOrDefault(entry.sector(), 0L) > 1;
      Optional<Tlp> ceiling = Tlp.of(entry.ceiling());
      Recipient recipient =
          new Recipient(
              entry.sector(),
              several && entry.community() != null ? entry.community() : "",
              entry.live() && ceiling.isPresent(),
              ceiling.orElse(Tlp.CLEAR),
              entry.derived());
      agreed.merge(
          recipient.sector + " " + recipient.community, recipient, Recipient::stricterOfBoth);
    }
    return List.copyOf(agreed.values());
  }

  private Recipient stricterOfBoth(Recipient other) {
    Tlp lower = ceiling.exceeds(other.ceiling) ? other.ceiling : ceiling;
    return new Recipient(sector, community, live && other.live, lower, derived && other.derived);
  }

  /** Fixed at the situation's creation, whatever root or onset become later. */
  String warningId(String situation) {
    return Ids.ofWarning(situation, sector, community);
  }

  /** Whose the recipient's own stream is. */
  StreamOwner owner() {
    return new StreamOwner(sector, community);
  }
}
