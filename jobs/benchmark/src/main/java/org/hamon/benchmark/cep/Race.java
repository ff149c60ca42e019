// SPDX-License-Identifier: Apache-2.0
package org.hamon.benchmark.cep;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where the tasks of one run and the one that takes its time meet, in this process: the source
 * waits at the gate until all tasks run; what is found, and how far time has come, is noted.
 */
final class Race {

  private static final Map<String, Race> RUNNING = new ConcurrentHashMap<>();

  private final String name;
  private final CountDownLatch gate = new CountDownLatch(1);
  private final List<Finding> findings = new ArrayList<>();
  private volatile long startNanos;
  private volatile long startCpu;
  private volatile Progress progress = new Progress(Long.MIN_VALUE, 0, 0);
  private volatile long firstFindingNanos;
  private final AtomicInteger storms = new AtomicInteger();

  private Race(String name) {
    this.name = name;
  }

  /**
   * How far a run has come.
   *
   * @param watermark all matches up to that event time are found
   * @param nanos since the start
   * @param cpuNanos of the process since the start
   */
  record Progress(long watermark, long nanos, long cpuNanos) {}

  static Race prepare(String name) {
    Race race = new Race(name);
    RUNNING.put(name, race);
    return race;
  }

  /** The run of that name, for its tasks. */
  static Race named(String name) {
    Race race = RUNNING.get(name);
    if (race == null) {
      throw new IllegalStateException(
          "Expected a run in this process, but " + name + " is none. It may be over");
    }
    return race;
  }

  /** Opens the gate; again does nothing. */
  void start() {
    if (gate.getCount() > 0) {
      startCpu = Cpu.nanos();
      startNanos = System.nanoTime();
      gate.countDown();
    }
  }

  void awaitStart() throws InterruptedException {
    gate.await();
  }

  void found(Finding finding) {
    synchronized (findings) {
      if (findings.isEmpty()) {
        firstFindingNanos = System.nanoTime() - startNanos;
      }
      findings.add(finding);
    }
  }

  void reached(long watermark) {
    progress = new Progress(watermark, System.nanoTime() - startNanos, Cpu.nanos() - startCpu);
  }

  void stormed() {
    storms.incrementAndGet();
  }

  Progress progress() {
    return progress;
  }

  /** From the start to the first match; 0 while there is none. */
  long firstFindingNanos() {
    return firstFindingNanos;
  }

  /** How often the host dropped partial matches because there were too many. */
  int storms() {
    return storms.get();
  }

  /** What was found until now. */
  List<Finding> findings() {
    synchronized (findings) {
      return new ArrayList<>(findings);
    }
  }

  /** The tasks may not ask for it any more. */
  void end() {
    RUNNING.remove(name);
  }
}
