// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.reading;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Values that all things of a table have in common. They are checked where they are written, since
 * each thing would be told to be wrong otherwise.
 */
public enum CommonValues {
  /** Of assets. */
  ASSETS(AssetFields.KEYS, Map.of("id", "a", "sector", "area", "lat", "0", "lon", "0")) {
    @Override
    void read(Fields fields) {
      AssetFields.read(fields);
    }
  },
  /** Of links. */
  LINKS(LinkFields.KEYS, Map.of("a", "a", "b", "b")) {
    @Override
    void read(Fields fields) {
      LinkFields.read(fields);
    }
  },
  /** Of dependencies. */
  DEPENDENCIES(DependencyFields.KEYS, Map.of("provider", "a", "dependent", "b")) {
    @Override
    void read(Fields fields) {
      DependencyFields.read(fields);
    }
  };

  private final List<String> keys;
  private final Map<String, String> others;

  CommonValues(List<String> keys, Map<String, String> others) {
    this.keys = keys;
    this.others = others;
  }

  abstract void read(Fields fields);

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
    read(new Fields(of.mapping(), place, findings, Repeats.none()));
  }
}
