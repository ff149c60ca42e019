// SPDX-License-Identifier: Apache-2.0
package org.hamon.local.chart;

import java.util.Locale;
import java.util.Map;
import org.hamon.local.picture.SectorNames;

/** How sectors look. Colour only repeats what the lane and its words say. */
public final class Look {
  /** Of middle lightness, so that each can be told from white and from its own pale lane. */
  private static final Map<String, String> COLOURS =
      Map.ofEntries(
          Map.entry("electricity", "#b35900"),
          Map.entry("ict", "#0a66b0"),
          Map.entry("gas", "#8a6d00"),
          Map.entry("water", "#007a87"),
          Map.entry("medical", "#b3003c"),
          Map.entry("finance", "#2f7d32"),
          Map.entry("government", "#6a3fa0"),
          Map.entry("logistics", "#7a4a2b"),
          Map.entry("railway", "#00695c"),
          Map.entry("aviation", "#3949ab"),
          Map.entry("provider", "#ad1f8a"),
          Map.entry("area", "#5f6368"));

  private static final String OTHER = "#455a64";

  private Look() {}

  static String colour(String sector) {
    return COLOURS.getOrDefault(sector, OTHER);
  }

  public static String english(String sector) {
    return switch (sector) {
      case "ict" -> "ICT";
      case "provider" -> "Vendors";
      case "area" -> "Places";
      default -> sector.substring(0, 1).toUpperCase(Locale.ROOT) + sector.substring(1);
    };
  }

  public static String japanese(String sector) {
    return SectorNames.japanese(sector);
  }

  /** {@code 5.3 M}, {@code 120 k}, {@code 900}. */
  static String people(long people) {
    if (people >= 10_000_000) {
      return Math.round(people / 1e6) + " M";
    }
    if (people >= 1_000_000) {
      return String.format(Locale.ROOT, "%.1f M", people / 1e6);
    }
    return people >= 10_000 ? Math.round(people / 1e3) + " k" : Long.toString(people);
  }
}
