// SPDX-License-Identifier: Apache-2.0
package org.hamon.benchmark;

import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * What it ran on.
 *
 * @param load average number of threads that wanted a processor in the minute before, those of
 *     other processes too; negative if the system does not tell
 */
public record Machine(
    int cores, long memoryMiB, long heapMiB, String jvm, String system, double load) {

  public static Machine here() {
    var system = ManagementFactory.getOperatingSystemMXBean();
    long memory =
        system instanceof com.sun.management.OperatingSystemMXBean more
            ? more.getTotalMemorySize()
            : 0;
    Runtime runtime = Runtime.getRuntime();
    return new Machine(
        runtime.availableProcessors(),
        memory >> 20,
        runtime.maxMemory() >> 20,
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        system.getName() + " " + system.getVersion() + " " + system.getArch(),
        system.getSystemLoadAverage());
  }

  /** In a line. */
  public String text() {
    return String.format(
        Locale.ROOT,
        "%d cores, %,d MiB memory, heap %,d MiB, %s, %s, load %.1f before",
        cores,
        memoryMiB,
        heapMiB,
        jvm,
        system,
        load);
  }
}
