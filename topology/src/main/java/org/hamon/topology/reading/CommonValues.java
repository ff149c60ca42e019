// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.reading;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Values that all things of a table have in common. They are checked where they are written, since
 * each thing would be told to be wrong otherwise.
 */
public final class CommonValues {

  /** Of assets. */
  public static final CommonValues ASSETS =
      new CommonValues(
          AssetFields.KEYS,
          Map.of("id", "a", "sector", "area", "lat", "0", "lon", "0"),
          AssetFields::read);

  /** Of links. */
  public static final CommonValues LINKS =
      new CommonValues(LinkFields.KEYS, Map.of("a", "a", "b", "b"), LinkFields::read);

  /** Of dependencies. */
  public static final CommonValues DEPENDENCIES =
      new CommonValues(
          DependencyFields.KEYS, Map.of("provider", "a", "dependent", "b"), DependencyFields::read);

  private final List<String> keys;
  private final Map<String, String> others;
  private final Consumer<Fields> reading;

  private CommonValues(List<String> keys, Map<String, String> others, Consumer<Fields> reading) {
    this.keys = keys;
    this.others = others;
    this.reading = reading;
  }

  /** Notes what is wrong with the values, whatever else a thing may have. */
  public void check(Map<String, String> values, String place, int line, Findings findings) {
    Map<String, String> whole = new LinkedHashMap<>(others);
    values.forEach(
        (key, value) -> {
          // no parts of a whole: others may stand in columns; and only the mapping knows all
          // sectors
          if (keys.contains(key) && !key.equals("sector")) {
            whole.put(key, value);
          }
        });
    Fields of = Fields.of(whole, line, findings, Repeats.none());
    reading.accept(new Fields(of.mapping(), place, findings, Repeats.none()));
  }
}
