// SPDX-License-Identifier: Apache-2.0
package org.hamon.benchmark;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

/** How much of the heap is in use once everything unreachable is gone. */
public final class Heap {

  private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();
  private static final int COLLECTIONS = 3;

  private Heap() {}

  /** Mebibytes. */
  public static double usedMiB() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
      // what else runs may have allocated since
      least = Math.min(least, MEMORY.getHeapMemoryUsage().getUsed());
    }
    return least / (double) (1 << 20);
  }
}
