// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;
import org.junit.jupiter.api.Test;

class MetricsOnceTest {

  private final List<String> registered = new ArrayList<>();

  @Test
  void aGaugeOfAPartitionThatIsTakenUpAgainIsRegisteredOnce() {
    SourceReaderContext context = MetricsOnce.in(real(SourceReaderContext.class));
    Gauge<Integer> gauge = () -> 1;

    for (int i = 0; i < 3; i++) {
      for (String partition : List.of("0", "1")) {
        MetricGroup group = context.metricGroup().addGroup("topic", "t");
        assertThat(group.addGroup("partition", partition).gauge("offset", gauge)).isSameAs(gauge);
      }
    }

    assertThat(registered).containsExactly("offset", "offset");
  }

  /** Answers as Flink does, and notes each gauge. */
  private <T> T real(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            MetricsOnceTest.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "metricGroup" -> real(SourceReaderMetricGroup.class);
                  case "addGroup" -> real(MetricGroup.class);
                  case "gauge" -> {
                    registered.add(String.valueOf(arguments[0]));
                    yield arguments[1];
                  }
                  default -> throw new UnsupportedOperationException(method.getName());
                }));
  }
}
