// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.xml.XmlConfiguration;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.logging.log4j.message.SimpleMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

/** The logs of one machine and of the local cluster. */
class LogLayoutTest {

  private static final String EVIL = "x\n2026-11-29T00:00:00Z ERROR forged\u001b[2J\u009b\u202e";

  static Stream<String> layouts() throws Exception {
    return Stream.of(ofOneMachine(), ofCluster());
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void aMessageIsOneLine(String layout) {
    String logged = logged(layout, EVIL, null);

    assertThat(logged.lines()).hasSize(1);
    assertThat(logged)
        .endsWith("x\\n2026-11-29T00:00:00Z ERROR forged?[2J??" + System.lineSeparator());
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void noLineOfAnExceptionLooksLikeAnEntry(String layout) {
    String logged = logged(layout, "failed", new IllegalStateException(EVIL, new Error(EVIL)));

    assertThat(logged)
        .contains("java.lang.IllegalStateException: x", "\n| 2026-11-29T00:00:00Z ERROR forged?[2J")
        .contains("\n| Caused by: java.lang.Error: x", "\n\tat ")
        .doesNotContain("\n2026", "\u001b", "\u009b", "\u202e");
    assertThat(logged(layout, "next", null)).doesNotStartWith("|");
  }

  @Test
  void bothAreWrittenTheSameWay() throws Exception {
    assertThat(fromMessageOn(ofCluster())).isEqualTo(fromMessageOn(ofOneMachine()));
  }

  @Test
  void whatFlinkRepeatsAtEachCheckpointIsNotLogged_otherCollisionsAre() throws Exception {
    String collision =
        "Name collision: Group already contains a Metric with the name '%s'. Metric will not be"
            + " reported.[localhost, taskmanager]";
    assertThat(isLogged(collision.formatted("pendingCommittables"))).isFalse();
    assertThat(isLogged(collision.formatted("books"))).isTrue();
  }

  private static boolean isLogged(String message) throws Exception {
    String logger = "org.apache.flink.metrics.MetricGroup";
    LogEvent event =
        Log4jLogEvent.newBuilder()
            .setLoggerName(logger)
            .setLevel(Level.WARN)
            .setMessage(new SimpleMessage(message))
            .build();
    try (InputStream in = LogLayoutTest.class.getResourceAsStream("/log4j2.xml")) {
      Configuration configuration =
          new XmlConfiguration(
              new LoggerContext("test"), new ConfigurationSource(requireNonNull(in)));
      configuration.initialize();
      return !configuration.getLoggerConfig(logger).isFiltered(event);
    }
  }

  private static String fromMessageOn(String layout) {
    return layout.substring(layout.indexOf("%replace"));
  }

  private static String ofOneMachine() throws Exception {
    try (InputStream in = LogLayoutTest.class.getResourceAsStream("/log4j2.xml")) {
      Element layout =
          (Element)
              DocumentBuilderFactory.newInstance()
                  .newDocumentBuilder()
                  .parse(in)
                  .getElementsByTagName("PatternLayout")
                  .item(0);
      return layout.getAttribute("pattern");
    }
  }

  private static String ofCluster() throws IOException {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(Path.of("../../deploy/local/log4j.properties"))) {
      properties.load(in);
    }
    return properties.getProperty("appender.file.layout.pattern", "");
  }

  private static String logged(String layout, String message, @Nullable Throwable thrown) {
    return PatternLayout.newBuilder()
        .withPattern(layout)
        .build()
        .toSerializable(
            Log4jLogEvent.newBuilder()
                .setLoggerName("org.hamon.local.Hamon")
                .setLevel(Level.WARN)
                .setMessage(new SimpleMessage(message))
                .setThrown(thrown)
                .build());
  }
}
