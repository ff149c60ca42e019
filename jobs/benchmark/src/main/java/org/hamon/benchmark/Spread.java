// SPDX-License-Identifier: Apache-2.0
package org.hamon.benchmark;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/** The median of some runs, and between what they lie. */
public record Spread(double median, double min, double max) {

  public static Spread of(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("Expected at least one value, but there is none");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Spread(median, sorted[0], sorted[sorted.length - 1]);
  }

  public static <T> Spread of(Iterable<T> runs, ToDoubleFunction<T> value) {
    double[] values = {};
    for (T run : runs) {
      values = Arrays.copyOf(values, values.length + 1);
      values[values.length - 1] = value.applyAsDouble(run);
    }
    return of(values);
  }
}
