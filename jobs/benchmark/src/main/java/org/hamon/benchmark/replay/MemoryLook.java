// SPDX-License-Identifier: Apache-2.0
package org.hamon.benchmark.replay;

/**
 * What the process held at a moment of a replay.
 *
 * @param share of history that was read
 * @param heapMiB in use after full collections
 * @param residentMiB all memory that the system gave the process; 0 where it does not tell
 */
record MemoryLook(double share, double heapMiB, double residentMiB) {}
