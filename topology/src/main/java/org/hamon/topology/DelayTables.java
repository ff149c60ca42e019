// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The delays of a buffer by stratum, in milliseconds: one table for all dependencies with that
 * buffer. The tables asked for last are kept for all forecasts of the process, up to a bound.
 */
final class DelayTables {

  /** With 1,024 strata, 8 MiB. */
  private static final int MOST_KEPT = 1 << 20;

  private record Key(Delay delay, int strata) {}

  private static final Map<Key, long[]> KEPT = new ConcurrentHashMap<>();

  private DelayTables() {}

  static long[] of(Delay delay, Draws draws) {
    Key key = new Key(delay, draws.strata());
    long[] known = KEPT.get(key);
    if (known != null) {
      return known;
    }
    long[] table = new long[draws.strata()];
    for (int stratum = 0; stratum < table.length; stratum++) {
      table[stratum] = delay.at(draws.normal(stratum));
    }
    if (KEPT.size() > MOST_KEPT / draws.strata()) {
      KEPT.clear();
    }
    KEPT.put(key, table);
    return table;
  }
}
