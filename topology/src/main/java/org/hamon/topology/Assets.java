// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The assets of a graph by number, in columns. Immutable; versions share ids and chunks. */
final class Assets {

  /** Says that there is no number; no latitude or longitude is this one. */
  private static final long UNKNOWN = Double.doubleToRawLongBits(Double.NaN);

  private final Ids ids;

  /** Null where a number has no asset in this version. */
  private final Refs<Traits> traits;

  /** Null where the name is the id. */
  private final Refs<String> names;

  private final Longs people;
  private final Longs lat;
  private final Longs lon;
  private final int count;

  private Assets(
      Ids ids,
      Refs<Traits> traits,
      Refs<String> names,
      Longs people,
      Longs lat,
      Longs lon,
      int count) {
    this.ids = ids;
    this.traits = traits;
    this.names = names;
    this.people = people;
    this.lat = lat;
    this.lon = lon;
    this.count = count;
  }

  /**
   * Numbers assets in the order of their ids.
   *
   * @throws IllegalArgumentException if two have the same id
   */
  static Assets of(List<Asset> assets) {
    Asset[] all = assets.toArray(Asset[]::new);
    Arrays.sort(all, Comparator.comparing(Asset::id));
    Map<Traits, Traits> shared = new HashMap<>();
    return new Assets(
        Ids.of(Arrays.stream(all).map(Asset::id).toList()),
        Refs.of(all.length, i -> shared.computeIfAbsent(Traits.of(all[i]), t -> t)),
        Refs.of(all.length, i -> nameOf(all[i])),
        Longs.of(all.length, i -> all[i].people()),
        Longs.of(all.length, i -> packed(all[i].lat())),
        Longs.of(all.length, i -> packed(all[i].lon())),
        all.length);
  }

  private static @Nullable String nameOf(Asset asset) {
    return asset.name().equals(asset.id()) ? null : asset.name();
  }

  private static long packed(@Nullable Double degrees) {
    return degrees == null ? UNKNOWN : Double.doubleToRawLongBits(degrees);
  }

  private static @Nullable Double degrees(long packed) {
    return packed == UNKNOWN ? null : (Double) Double.longBitsToDouble(packed);
  }

  Ids ids() {
    return ids;
  }

  /** How many there are. */
  int count() {
    return count;
  }

  /** The number of the asset; -1 if there is none. */
  int indexOf(String id) {
    int number = ids.number(id);
    return number >= 0 && has(number) ? number : -1;
  }

  boolean has(int number) {
    return traits.get(number) != null;
  }

  /** The traits of an asset that is there. */
  Traits traits(int number) {
    return requireNonNull(traits.get(number));
  }

  long people(int number) {
    return people.get(number);
  }

  /** The asset of a number that has one. */
  Asset get(int number) {
    Traits common = traits(number);
    String id = ids.id(number);
    String name = names.get(number);
    return new Asset(
        id,
        name == null ? id : name,
        common.sector(),
        common.kind(),
        common.region(),
        common.operator(),
        people.get(number),
        degrees(lat.get(number)),
        degrees(lon.get(number)),
        common.source(),
        common.everyMillis(),
        common.substitutability());
  }

  /** The same with an asset added or replaced. */
  Assets with(int number, Asset asset) {
    return new Assets(
        ids,
        traits.with(number, Traits.of(asset)),
        names.with(number, nameOf(asset)),
        people.with(number, asset.people()),
        lat.with(number, packed(asset.lat())),
        lon.with(number, packed(asset.lon())),
        has(number) ? count : count + 1);
  }

  /** The same without an asset that is there. */
  Assets without(int number) {
    return new Assets(ids, traits.with(number, null), names, people, lat, lon, count - 1);
  }
}
