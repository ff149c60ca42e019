// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance;

import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** What metrics of this process are called, with their variables. */
public final class MetricNames implements MetricReporter {

  private static final Set<String> NAMES = ConcurrentHashMap.newKeySet();

  /** Makes {@link MetricNames}; Flink finds it as a service. */
  public static final class Factory implements MetricReporterFactory {
    @Override
    public MetricReporter createMetricReporter(Properties properties) {
      return new MetricNames();
    }
  }

  /** What a cluster must be told so that its names are here. */
  static Map<String, String> settings() {
    return Map.of(
        "metrics.reporters",
        "names",
        "metrics.reporter.names.factory.class",
        Factory.class.getName());
  }

  static Set<String> all() {
    return Set.copyOf(NAMES);
  }

  @Override
  public void open(MetricConfig config) {
    // Nothing to open.
  }

  @Override
  public void close() {
    // Nothing to close.
  }

  @Override
  public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
    NAMES.add(group.getMetricIdentifier(name) + " " + group.getAllVariables());
  }

  @Override
  public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
    // It was called so.
  }
}
