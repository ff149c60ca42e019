// SPDX-License-Identifier: Apache-2.0
package org.hamon.benchmark.topology;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

/** How much of the heap is in use once everything unreachable is gone. */
final class Heap {

  private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();
  private static final int COLLECTIONS = 3;

  private Heap() {}

  /** Mebibytes. */
  static double usedMiB() {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
    return MEMORY.getHeapMemoryUsage().getUsed() / (double) (1 << 20);
  }
}
