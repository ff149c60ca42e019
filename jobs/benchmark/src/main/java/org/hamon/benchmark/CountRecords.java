// SPDX-License-Identifier: Apache-2.0
package org.hamon.benchmark;

import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** Takes records and says nothing: Flink counts what an operator takes. Remembers nothing. */
public final class CountRecords<T> implements FlatMapFunction<T, Long> {

  private static final long serialVersionUID = 1L;

  @Override
  public void flatMap(T value, Collector<Long> out) {}
}
