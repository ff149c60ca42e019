// SPDX-License-Identifier: Apache-2.0
package org.hamon.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.JobID;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/**
 * The metrics of all jobs of this process, read straight from the counters of the running tasks:
 * what Flink's REST interface shows is up to ten seconds old. Nothing is added to the jobs.
 */
public final class Counts implements MetricReporter {

  private static final Map<Metric, Source> METRICS = new ConcurrentHashMap<>();

  /** Makes {@link Counts}; Flink finds it as a service. */
  public static final class Factory implements MetricReporterFactory {
    @Override
    public MetricReporter createMetricReporter(Properties properties) {
      return new Counts();
    }
  }

  /** What a cluster must be told so that its metrics are here. */
  public static Map<String, String> settings() {
    return Map.of(
        "metrics.reporters",
        "counts",
        "metrics.reporter.counts.factory.class",
        Factory.class.getName());
  }

  /** Records that the operator took, over all its subtasks. */
  static long taken(JobID job, String operator) {
    return sum(takenBy(job, operator));
  }

  /**
   * The counters of {@link #taken}, one for each subtask that runs: to be summed again and again,
   * since looking for them among all metrics of the process takes a core's attention.
   */
  static List<Metric> takenBy(JobID job, String operator) {
    return find(job, operator, "numRecordsIn");
  }

  /** What the gauges of that name say, over all subtasks; for the ending of a scoped name. */
  public static long sum(JobID job, String operator, String ending) {
    return sum(find(job, operator, ending));
  }

  static long sum(List<Metric> metrics) {
    return metrics.stream().mapToLong(Counts::value).sum();
  }

  private static List<Metric> find(JobID job, String operator, String ending) {
    List<Metric> found = new ArrayList<>();
    String id = job.toString();
    METRICS.forEach(
        (metric, source) -> {
          if (source.job.equals(id)
              && source.operator.equals(operator)
              && source.name.endsWith(ending)) {
            found.add(metric);
          }
        });
    return found;
  }

  private static long value(Metric metric) {
    if (metric instanceof Counter counter) {
      return counter.getCount();
    }
    return metric instanceof Gauge<?> gauge && gauge.getValue() instanceof Number number
        ? number.longValue()
        : 0;
  }

  @Override
  public void open(MetricConfig config) {}

  @Override
  public void close() {}

  @Override
  public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
    Map<String, String> variables = group.getAllVariables();
    String job = variables.get("<job_id>");
    if (job != null) {
      METRICS.put(
          metric,
          new Source(
              job, variables.getOrDefault("<operator_name>", ""), group.getMetricIdentifier(name)));
    }
  }

  @Override
  public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
    METRICS.remove(metric);
  }

  private record Source(String job, String operator, String name) {}
}
