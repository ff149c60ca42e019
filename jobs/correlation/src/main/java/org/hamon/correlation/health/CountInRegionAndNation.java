// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.health;

import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** Each standing once for its region, if it has one, and once for the nation. No state. */
final class CountInRegionAndNation implements FlatMapFunction<Standing, Standing> {

  private static final long serialVersionUID = 1L;

  @Override
  public void flatMap(Standing standing, Collector<Standing> out) {
    if (standing.region() != null) {
      out.collect(standing);
    }
    out.collect(standing.in(Standing.NATION));
  }
}
