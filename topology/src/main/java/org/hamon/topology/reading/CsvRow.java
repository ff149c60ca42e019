// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.reading;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row of a table, or what stands below a key in it; good until the next row is read. */
record CsvRow(CsvColumns columns, List<String> cells, int line) implements Node.Mapping {

  @Override
  public @Nullable Node get(String key) {
    return columns.value(key, cells, line);
  }

  @Override
  public Collection<String> keys() {
    return columns.keys(cells, line);
  }

  @Override
  public List<String> keysBeyond(List<String> expected) {
    return columns.keysBeyond(expected, cells, line);
  }

  @Override
  public String withPoint(String number) {
    return columns.withPoint(number);
  }
}
