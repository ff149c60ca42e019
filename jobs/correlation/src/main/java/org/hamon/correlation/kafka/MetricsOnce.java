// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.kafka;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;
import org.jspecify.annotations.Nullable;

/**
 * The context of a reader of Kafka's that takes up partitions again and again: it registers their
 * gauges anew each time, and Flink warns of each. The first stay, since they look up what they tell
 * by the name of the partition.
 */
final class MetricsOnce implements InvocationHandler {

  private final Object real;

  /** Names of the groups around it. */
  private final String place;

  /** Gauges that are registered, each with its place. */
  private final Set<String> known;

  private MetricsOnce(Object real, String place, Set<String> known) {
    this.real = real;
    this.place = place;
    this.known = known;
  }

  static SourceReaderContext in(SourceReaderContext context) {
    return of(SourceReaderContext.class, new MetricsOnce(context, "", new HashSet<>()));
  }

  private static <T> T of(Class<T> type, MetricsOnce handler) {
    return type.cast(
        Proxy.newProxyInstance(MetricsOnce.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    if (method.getName().equals("gauge") && arguments != null) {
      synchronized (known) {
        if (!known.add(place + "/" + arguments[0])) {
          return arguments[1];
        }
      }
    }
    Object answer = answer(method, arguments);
    if (answer instanceof SourceReaderMetricGroup && method.getName().equals("metricGroup")) {
      return of(SourceReaderMetricGroup.class, new MetricsOnce(answer, place, known));
    }
    if (answer instanceof MetricGroup && method.getName().equals("addGroup")) {
      String below = place + "/" + Arrays.toString(arguments);
      return of(MetricGroup.class, new MetricsOnce(answer, below, known));
    }
    return answer;
  }

  private @Nullable Object answer(Method method, Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }
}
