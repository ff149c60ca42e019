// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Random permutations of {@code 0..n-1}, n a power of two, by Fisher and Yates with the numbers of
 * splitmix64. Each stands twice in a row, so that those from any place on can be read without
 * coming to the end. Always the same ones; 2 MiB for each n, kept for the process.
 */
final class Shuffles {

  private static final int NUMBERS = 1 << 18;
  private static final Map<Integer, int[][]> KEPT = new ConcurrentHashMap<>();

  private Shuffles() {}

  /** Permutations of that many numbers; how many there are is a power of two. */
  static int[][] of(int n) {
    return KEPT.computeIfAbsent(n, Shuffles::shuffled);
  }

  private static int[][] shuffled(int n) {
    int[][] all = new int[Math.max(1, NUMBERS / n)][2 * n];
    long state = 0;
    for (int[] one : all) {
      for (int i = 0; i < n; i++) {
        state += Draws.GOLDEN;
        int j = (int) (((Draws.mixed(state) >>> 33) * (i + 1)) >>> 31);
        one[i] = one[j];
        one[j] = i;
      }
      System.arraycopy(one, 0, one, n, n);
    }
    return all;
  }
}
