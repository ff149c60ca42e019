// SPDX-License-Identifier: Apache-2.0
package org.hamon.benchmark.cep;

import java.lang.management.ManagementFactory;

/** Processor time of this process: all its threads, the collector and the compiler too. */
final class Cpu {

  private Cpu() {}

  /** Nanoseconds; 0 if the system does not tell. */
  static long nanos() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getProcessCpuTime()
        : 0;
  }
}
