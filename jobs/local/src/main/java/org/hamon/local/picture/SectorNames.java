// SPDX-License-Identifier: Apache-2.0
package org.hamon.local.picture;

import java.util.Map;

/** What sectors are called in Japanese, short enough for a table. */
public final class SectorNames {
  private static final Map<String, String> JAPANESE =
      Map.ofEntries(
          Map.entry("electricity", "電力"),
          Map.entry("ict", "情報通信"),
          Map.entry("gas", "ガス"),
          Map.entry("water", "水道"),
          Map.entry("medical", "医療"),
          Map.entry("finance", "金融"),
          Map.entry("government", "行政"),
          Map.entry("logistics", "物流"),
          Map.entry("railway", "鉄道"),
          Map.entry("aviation", "航空"),
          Map.entry("provider", "委託先"),
          Map.entry("area", "地域"));

  private SectorNames() {}

  /** Empty where there is none, as for sectors that a topology declares. */
  public static String japanese(String sector) {
    return JAPANESE.getOrDefault(sector, "");
  }
}
