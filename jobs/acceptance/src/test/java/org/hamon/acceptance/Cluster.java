// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The local cluster as a person has it: by its script, in processes of their own. */
final class Cluster implements AutoCloseable {

  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
  private static final List<String> PROCESSES =
      List.of("broker", "jobmanager", "taskmanager-1", "taskmanager-2");

  private final Path dir;
  private final int brokerPort;
  private int runs;

  /** What a command wrote and how it ended. */
  record Said(int exit, String text) {}

  private Cluster(Path dir, int brokerPort) {
    this.dir = dir;
    this.brokerPort = brokerPort;
  }

  /** Starts one on ports that are free. */
  static Cluster up(Path dir) throws Exception {
    List<Integer> ports = freePorts(4);
    Cluster cluster = new Cluster(dir, ports.get(0));
    cluster.must(
        "up",
        "--broker-port",
        String.valueOf(ports.get(0)),
        "--controller-port",
        String.valueOf(ports.get(1)),
        "--rest-port",
        String.valueOf(ports.get(2)),
        "--rpc-port",
        String.valueOf(ports.get(3)));
    return cluster;
  }

  String brokers() {
    return "127.0.0.1:" + brokerPort;
  }

  /** A command of the script that has to end with 0. */
  String must(String... words) throws Exception {
    Said said = run(words);
    assertThat(said.exit()).as(said.text()).isZero();
    return said.text();
  }

  Said run(String... words) throws Exception {
    Path log = log();
    return await(start(log, words), log);
  }

  Said await(Process process, Path log) throws Exception {
    assertThat(process.waitFor(4, TimeUnit.MINUTES)).as(Files.readString(log)).isTrue();
    return new Said(process.exitValue(), Files.readString(log));
  }

  /** The same without waiting for its end. */
  Process start(Path log, String... words) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ROOT.resolve("deploy/local/cluster").toString());
    command.addAll(List.of(words));
    command.addAll(List.of("--dir", dir.toString()));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("HAMON_BUILD", "never");
    return builder.start();
  }

  Path log() {
    runs++;
    return dir.resolveSibling(dir.getFileName() + "-" + runs + ".log");
  }

  /** As kill -9 does. */
  void kill(String process) throws IOException {
    assertThat(handle(process).destroyForcibly()).isTrue();
  }

  ProcessHandle handle(String process) throws IOException {
    long pid = Long.parseLong(Files.readString(dir.resolve("pids").resolve(process)).strip());
    return ProcessHandle.of(pid).orElseThrow();
  }

  List<ProcessHandle> handles() throws IOException {
    List<ProcessHandle> handles = new ArrayList<>();
    for (String process : PROCESSES) {
      handles.add(handle(process));
    }
    return handles;
  }

  @Override
  public void close() throws Exception {
    must("down");
  }

  private static List<Integer> freePorts(int count) throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    List<Integer> ports = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      sockets.add(socket);
      ports.add(socket.getLocalPort());
    }
    for (ServerSocket socket : sockets) {
      socket.close();
    }
    return ports;
  }
}
