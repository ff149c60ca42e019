// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hamon.correlation.notice.Advisory;
import org.hamon.patterns.language.Reserve;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a cluster at one instant: the situations whose failures have to do with each
 * other, all failures of the lane that have to do with them, and what bears on what follows. Says
 * everything each time, never a difference.
 *
 * @param lane empty if it says no more than its kind
 * @param cluster the id of its oldest situation
 * @param at the time that is told: of the newest change that is in it
 * @param when it was handed on, event time, not before {@code at}: changes of one second wait for
 *     its end, and what is told of them is told in the order of that
 * @param number ascending within a lane, in the order in which things are to be told
 * @param situations the oldest first
 * @param assets the members, and all that fails and may bear on what the members bear on, by id
 * @param reserves of batteries and fuel of assets that these may bear on
 * @param advisories all that are in force in the lane, the newest first
 */
public record Picture(
    Kind kind,
    String lane,
    String cluster,
    long at,
    long when,
    long number,
    List<SituationNow> situations,
    List<AssetNow> assets,
    List<Reserve> reserves,
    List<Advisory> advisories) {

  /** What a picture is for. */
  public enum Kind {
    /** The cluster stands like this from now on. */
    STANDS,
    /** The one situation in it was taken over by another; its members as they stood before. */
    TAKEN_OVER,
    /** One reserve has been told anew since it was handed on. */
    RESERVE,
    /** There is no such cluster any more. */
    GONE,
    /** History ends here: time does not go on behind it. */
    END
  }

  static final Comparator<Picture> ORDER = Comparator.comparingLong(Picture::number);

  public Picture {
    requireNonNull(kind, "kind");
    requireNonNull(lane, "lane");
    requireNonNull(cluster, "cluster");
    situations = List.copyOf(situations);
    assets = List.copyOf(assets);
    reserves = List.copyOf(reserves);
    advisories = List.copyOf(advisories);
  }

  /** One that says no more than its kind. */
  static Picture bare(Kind kind, String cluster, long when, long number) {
    return new Picture(
        kind, "", cluster, when, when, number, List.of(), List.of(), List.of(), List.of());
  }

  /** One that says no more than what is left of something. */
  static Picture of(Reserve reserve, String cluster, long number) {
    return new Picture(
        Kind.RESERVE,
        reserve.lane(),
        cluster,
        reserve.time(),
        reserve.time(),
        number,
        List.of(),
        List.of(),
        List.of(reserve),
        List.of());
  }

  /** The same with other reserves. */
  Picture withReserves(List<Reserve> others) {
    return new Picture(
        kind, lane, cluster, at, when, number, situations, assets, others, advisories);
  }

  /** The same with other situations. */
  Picture with(List<SituationNow> others) {
    return new Picture(kind, lane, cluster, at, when, number, others, assets, reserves, advisories);
  }

  /** The assets by id. */
  Map<String, AssetNow> known() {
    Map<String, AssetNow> known = new HashMap<>();
    assets.forEach(now -> known.put(now.asset(), now));
    return known;
  }

  /** The advisories in force that concern the sector and one of the regions, the newest first. */
  List<Advisory> advisoriesFor(String sector, Collection<@Nullable String> regions) {
    return advisoriesIn(regions).stream().filter(advisory -> advisory.concerns(sector)).toList();
  }

  /** The advisories in force that concern one of the regions, the newest first. */
  List<Advisory> advisoriesIn(Collection<@Nullable String> regions) {
    List<Advisory> found = new ArrayList<>();
    for (Advisory advisory : advisories) {
      if (advisory.areas().isEmpty() || regions.stream().anyMatch(advisory::covers)) {
        found.add(advisory);
      }
    }
    return found;
  }
}
