// SPDX-License-Identifier: Apache-2.0
package org.hamon.benchmark.cep;

import java.time.Duration;
import org.hamon.patterns.engine.Engine;
import org.jspecify.annotations.Nullable;

/** What runs the patterns. */
enum Contender {
  /** One operator of flink-cep for each pattern, its state on the heap, no checkpoints. */
  PLAIN_HEAP("heap", "plain flink-cep, heap", null),

  /** The same with its state in RocksDB. */
  PLAIN_ROCKSDB("rocksdb", "plain flink-cep, RocksDB", null),

  /** The host in RocksDB with checkpoints, flink-cep's NFA in it. */
  HOST_CEP("cep", "host, flink-cep engine", Engine.FLINK_CEP),

  /** The same with the compact engine. */
  HOST_COMPACT("compact", "host, compact engine", Engine.COMPACT),

  /** Esper, in memory, in one thread. */
  ESPER("esper", "Esper 9, in memory", null);

  private final String word;
  private final String text;
  private final @Nullable Engine engine;

  Contender(String word, String text, @Nullable Engine engine) {
    this.word = word;
    this.text = text;
    this.engine = engine;
  }

  /** As on the command line. */
  String word() {
    return word;
  }

  /** What it is, for people. */
  String text() {
    return text;
  }

  boolean isHost() {
    return engine != null;
  }

  /** Of the host; null for the peers. */
  @Nullable Engine engine() {
    return engine;
  }

  /**
   * How long a run takes.
   *
   * @param most it ends then, however few symptoms are processed
   * @param symptoms to process at least
   * @param checkpoint of the host: at least one is to be completed in a run; zero for none
   */
  record Limits(Duration least, Duration most, long symptoms, Duration checkpoint) {}
}
