// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The jar for a cluster has what a stock Flink lacks and nothing that it has. */
class ClusterJarITCase {

  private static final Path JARS = Path.of("../correlation/target");
  private static final Path STOCK = Path.of("../../deploy/local/flink/target/lib");

  /** Prefixes of classes that both have, with the reason. None so far. */
  private static final Set<String> IN_BOTH = Set.of();

  /** Where Flink's classes in it may lie; the last is one that the connector puts elsewhere. */
  private static final Set<String> FLINKS =
      Set.of(
          "org/apache/flink/cep/",
          "org/apache/flink/connector/kafka/",
          "org/apache/flink/streaming/connectors/kafka/",
          "org/apache/flink/streaming/util/serialization/JSONKeyValueDeserializationSchema.class");

  private static Set<String> ours;
  private static Set<String> stock;

  @BeforeAll
  static void readJars() throws IOException {
    ours = classes(JARS, "hamon-correlation-*-cluster.jar");
    stock = classes(STOCK, "*.jar");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org/hamon/correlation/Main.class",
        "org/hamon/patterns/engine/PatternEngine.class",
        "org/hamon/topology/Topology.class",
        "org/apache/flink/cep/nfa/NFA.class",
        "org/apache/flink/connector/kafka/source/KafkaSource.class",
        "org/apache/flink/connector/kafka/sink/KafkaSink.class",
        "org/apache/kafka/clients/consumer/KafkaConsumer.class",
        "com/fasterxml/jackson/databind/ObjectMapper.class",
        "com/fasterxml/jackson/dataformat/yaml/YAMLMapper.class",
        "dev/cel/runtime/CelRuntime.class"
      })
  void hasWhatTheJobNeeds(String name) {
    assertThat(ours).contains(name);
    assertThat(stock).doesNotContain(name);
  }

  @Test
  void hasNothingThatAStockFlinkHas() {
    Set<String> both = new TreeSet<>(ours);
    both.retainAll(stock);
    both.removeIf(name -> IN_BOTH.stream().anyMatch(name::startsWith));

    assertThat(stock).hasSizeGreaterThan(10_000);
    assertThat(both).isEmpty();
  }

  @Test
  void hasNothingOfFlinkButCepAndTheConnector() {
    assertThat(ours)
        .filteredOn(name -> name.startsWith("org/apache/flink/"))
        .allMatch(name -> FLINKS.stream().anyMatch(name::startsWith));
  }

  @Test
  void hasNoLoggingOfItsOwn() {
    assertThat(ours).noneMatch(name -> name.startsWith("org/slf4j/"));
    assertThat(ours).noneMatch(name -> name.startsWith("org/apache/logging/"));
  }

  private static Set<String> classes(Path folder, String glob) throws IOException {
    Set<String> classes = new TreeSet<>();
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, glob)) {
      for (Path jar : jars) {
        try (JarFile file = new JarFile(jar.toFile())) {
          for (Enumeration<JarEntry> all = file.entries(); all.hasMoreElements(); ) {
            String name = all.nextElement().getName();
            if (name.endsWith(".class")
                && !name.startsWith("META-INF/")
                && !name.endsWith("module-info.class")
                && !name.endsWith("package-info.class")) {
              classes.add(name);
            }
          }
        }
      }
    }
    return classes;
  }
}
