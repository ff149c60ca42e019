// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RootCauseTest {

  @Test
  void exampleUsage() {
    String trace =
        """
        java.lang.RuntimeException: outer
        \tat a.B.c(B.java:1)
        Caused by: org.apache.kafka.common.errors.TimeoutException: no broker answers
        \tat d.E.f(E.java:2)
        \t... 3 more
        """;

    assertThat(RootCause.of(trace)).containsExactly("no broker answers");
  }

  @Test
  void findingsAreLinesWithoutTheirHeading() {
    String trace =
        """
        <Exception on server side:
        org.apache.flink.client.program.ProgramInvocationException: The main method caused an error
        \tat a.B.c(B.java:1)
        Caused by: org.hamon.correlation.config.InvalidConfigException: The job cannot start:
        hamon.yaml: error MISSING_KEY at brokers: Expected a value, but there is none.
        hamon.yaml: error NO_NUMBER at lanes: Expected a number from 0 to 10000, but found 'x'.
        \tat d.E.f(E.java:2)
        """;

    assertThat(RootCause.of(trace))
        .containsExactly(
            "hamon.yaml: error MISSING_KEY at brokers: Expected a value, but there is none.",
            "hamon.yaml: error NO_NUMBER at lanes: Expected a number from 0 to 10000, but found"
                + " 'x'.");
  }

  @Test
  void causeWithoutAMessageIsNamed() {
    assertThat(RootCause.of("java.lang.NullPointerException\n\tat a.B.c(B.java:1)\n"))
        .containsExactly("java.lang.NullPointerException");
  }
}
