// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Anything that gives or needs service: a plant, a line, a base station, a hospital, a vendor, an
 * area.
 *
 * @param id unique in its topology
 * @param sector one of the ten sectors, one the topology declares, {@code provider} or {@code area}
 * @param region ISO 3166-2, for example {@code JP-01}
 * @param operator who runs it; never leaves the job
 * @param people how many are served, at least 0
 * @param lat degrees north, WGS 84; null if unknown, then {@code lon} is null too
 * @param source gives service by itself
 * @param everyMillis it is expected to be heard at least this often; 0 for never
 * @param substitutability from 0 (nothing can replace it) to 1
 */
public record Asset(
    String id,
    String name,
    String sector,
    @Nullable String kind,
    @Nullable String region,
    @Nullable String operator,
    long people,
    @Nullable Double lat,
    @Nullable Double lon,
    boolean source,
    long everyMillis,
    double substitutability) {

  /** The sector whose loss batteries and generators are for. */
  public static final String ELECTRICITY = "electricity";

  /** The pseudo-sector of outsourcing vendors. */
  public static final String PROVIDER = "provider";

  /** The pseudo-sector of places, for common causes. */
  public static final String AREA = "area";

  private static final Pattern REGION = Pattern.compile("[A-Z]{2}-[A-Z0-9]{1,3}");

  public Asset {
    requireNonNull(id, "id");
    requireNonNull(name, "name");
    requireNonNull(sector, "sector");
  }

  /** The pseudo-asset that a report on a sector in a region acts on; nothing depends on it. */
  public static Asset ofSectorInRegion(String sector, String region) {
    String id = sector + "@" + region;
    return new Asset(id, id, sector, null, region, null, 0, null, null, true, 0, 0);
  }

  /**
   * Whether the id is that of {@link #ofSectorInRegion} for one of the sectors, so that no asset
   * may have it.
   */
  public static boolean isSectorInRegion(String id, Collection<String> sectors) {
    String sector = sectorMeantBy(id);
    return sector != null && sectors.contains(sector);
  }

  /** The sector in a region that the id means if there is such a sector; null: it means none. */
  public static @Nullable String sectorMeantBy(String id) {
    int at = id.indexOf('@');
    return at >= 0 && REGION.matcher(id).region(at + 1, id.length()).matches()
        ? id.substring(0, at)
        : null;
  }
}
