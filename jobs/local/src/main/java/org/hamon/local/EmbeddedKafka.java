// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;

/**
 * A real Kafka broker, its own controller, in this process: for the demo and for tests. It listens
 * on the loopback address only, on free ports, and keeps its log in a folder of its own that {@link
 * #close} removes.
 */
public final class EmbeddedKafka implements AutoCloseable {
  private static final int ATTEMPTS = 5;
  private static final String CONTROLLER = "CONTROLLER";
  private static final int NODE = 1;

  private final Path folder;
  private final KafkaConfig config;
  private final String bootstrapServers;
  private @Nullable KafkaRaftServer server;

  private EmbeddedKafka(Path folder, KafkaConfig config, String bootstrapServers) {
    this.folder = folder;
    this.config = config;
    this.bootstrapServers = bootstrapServers;
  }

  /** Starts a broker; returns when it takes requests. */
  public static EmbeddedKafka start() throws IOException {
    for (int attempt = 1; ; attempt++) {
      Path folder = Files.createTempDirectory("hamon-kafka-");
      try {
        return start(folder);
      } catch (IOException | RuntimeException e) {
        Folders.delete(folder);
        // Another process may have taken a port between our finding it free and the bind.
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private static EmbeddedKafka start(Path folder) throws IOException {
    int broker;
    int controller;
    try (ServerSocket one = freePort();
        ServerSocket other = freePort()) {
      broker = one.getLocalPort();
      controller = other.getLocalPort();
    }
    Path log = Files.createDirectories(folder.resolve("log"));
    format(log);
    KafkaConfig config = KafkaConfig.fromProps(settings(log, broker, controller), false);
    EmbeddedKafka kafka = new EmbeddedKafka(folder, config, "127.0.0.1:" + broker);
    kafka.startAgain();
    return kafka;
  }

  /** Starts a broker that was stopped, on the same ports and with the records it had. */
  public synchronized void startAgain() {
    if (server != null) {
      throw new IllegalStateException("Expected a broker that was stopped, but it runs");
    }
    KafkaRaftServer starting = new KafkaRaftServer(config, Time.SYSTEM);
    try {
      starting.startup();
    } catch (RuntimeException e) {
      starting.shutdown();
      throw e;
    }
    server = starting;
  }

  /** Takes the broker away until {@link #startAgain}; returns when it is gone. */
  public synchronized void stop() {
    KafkaRaftServer running = server;
    if (running != null) {
      server = null;
      running.shutdown();
      running.awaitShutdown();
    }
  }

  /** For clients: {@code host:port}. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** Where the broker keeps its log until it is closed. */
  Path folder() {
    return folder;
  }

  @Override
  public synchronized void close() throws IOException {
    stop();
    Folders.delete(folder);
  }

  private static ServerSocket freePort() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  private static void format(Path log) throws IOException {
    Formatter formatter =
        new Formatter()
            .setPrintStream(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
            .setNodeId(NODE)
            .setClusterId(Uuid.randomUuid().toString())
            .addDirectory(log.toString())
            .setMetadataLogDirectory(log.toString())
            .setControllerListenerName(CONTROLLER)
            .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION);
    try {
      formatter.run();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(requireNonNull(e.getMessage(), "reason"), e);
    }
  }

  private static Properties settings(Path log, int broker, int controller) {
    Properties settings = new Properties();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", Integer.toString(NODE));
    settings.put("controller.quorum.voters", NODE + "@127.0.0.1:" + controller);
    settings.put("controller.listener.names", CONTROLLER);
    settings.put(
        "listeners",
        "BROKER://127.0.0.1:" + broker + "," + CONTROLLER + "://127.0.0.1:" + controller);
    settings.put("advertised.listeners", "BROKER://127.0.0.1:" + broker);
    settings.put("listener.security.protocol.map", "BROKER:PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
    settings.put("inter.broker.listener.name", "BROKER");
    settings.put("log.dirs", log.toString());
    settings.put("default.replication.factor", "1");
    settings.put("min.insync.replicas", "1");
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("offsets.topic.num.partitions", "4");
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("transaction.state.log.num.partitions", "4");
    settings.put("share.coordinator.state.topic.replication.factor", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put("auto.create.topics.enable", "false");
    settings.put("num.network.threads", "2");
    settings.put("num.io.threads", "4");
    settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(4 * 1024 * 1024));
    settings.put("log.cleaner.threads", "1");
    // History is played: a record from 2018 must not be deleted because it looks old.
    settings.put("log.retention.ms", "-1");
    settings.put("log.message.timestamp.before.max.ms", Long.toString(Long.MAX_VALUE));
    settings.put("log.message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE));
    return settings;
  }
}
