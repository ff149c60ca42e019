// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

/**
 * The only randomness of a forecast: two uniform numbers for each dependency and sample, one for
 * whether it hits, one for its delay. They depend on the dependency's id and the sample's number
 * and on nothing else, so that neither order, nor parallelism, nor what else is simulated matters.
 *
 * <p>The samples are stratified (Latin hypercube sampling; McKay, Beckman and Conover 1979): of n
 * samples of a dependency one falls into each n-th part of the distribution, in an order that comes
 * from a hash of its id. So what rests on a single dependency is exact to half a sample, and sums
 * over several vary less than with independent draws.
 *
 * <p>The id is hashed with 64-bit FNV-1a over its UTF-16 units and the finaliser of splitmix64
 * (Steele, Lea and Flood 2014); the order is one of some hundred random permutations, from a place
 * on, times an odd number, all of which the hash chooses.
 */
final class Draws {

  static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final double SPLIT = 0.02425;

  private static final double[] A = {
    -3.969683028665376e+01, 2.209460984245205e+02, -2.759285104469687e+02,
    1.383577518672690e+02, -3.066479806614716e+01, 2.506628277459239e+00
  };
  private static final double[] B = {
    -5.447609879822406e+01,
    1.615858368580409e+02,
    -1.556989798598866e+02,
    6.680131188771972e+01,
    -1.328068155288572e+01,
    1
  };
  private static final double[] C = {
    -7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00,
    -2.549732539343734e+00, 4.374664141464968e+00, 2.938163982698783e+00
  };
  private static final double[] D = {
    7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00, 3.754408661907416e+00, 1
  };

  private static final int LEAST_BITS = 4;

  private final int mask;
  private final int[][] shuffles;

  /** Draws for so many samples, at least 1; strata are their next power of two. */
  Draws(int samples) {
    int bits = Math.max(LEAST_BITS, 32 - Integer.numberOfLeadingZeros(samples - 1));
    mask = (1 << bits) - 1;
    shuffles = Shuffles.of(1 << bits);
  }

  /** How many strata there are. */
  int strata() {
    return mask + 1;
  }

  /** What decides whether a dependency hits. */
  static long hitKey(String dependencyId) {
    return mixed(seed(dependencyId) + GOLDEN);
  }

  /** What decides the delay of a dependency. */
  static long delayKey(String dependencyId) {
    return mixed(hitKey(dependencyId) + GOLDEN);
  }

  private static long seed(String id) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < id.length(); i++) {
      hash = (hash ^ id.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }

  /** The stratum, {@code 0..strata-1}, that the sample, below the number of strata, falls into. */
  int stratum(long key, int sample) {
    return ((shuffle(key)[offset(key) + sample] * factor(key)) ^ flip(key)) & mask;
  }

  /** Fills in the strata of the samples from 0 on; the compiler takes several at once. */
  void strata(long key, int[] strata) {
    int[] shuffle = shuffle(key);
    int offset = offset(key);
    int factor = factor(key);
    int flip = flip(key);
    for (int sample = 0; sample < strata.length; sample++) {
      strata[sample] = ((shuffle[offset + sample] * factor) ^ flip) & mask;
    }
  }

  private int[] shuffle(long key) {
    return shuffles[(int) (key >>> 46) & (shuffles.length - 1)];
  }

  private int offset(long key) {
    return (int) key & mask;
  }

  private static int factor(long key) {
    return (int) (key >>> 20) | 1;
  }

  private static int flip(long key) {
    return (int) (key >>> 30);
  }

  /** How many of the strata, the first ones, hit with that strength. */
  int hittingStrata(double strength) {
    return (int) Math.round(strength * strata());
  }

  /** The standard normal number in the middle of a stratum. */
  double normal(int stratum) {
    return normalQuantile((stratum + 0.5) / strata());
  }

  /** The finaliser of splitmix64. */
  static long mixed(long state) {
    long z = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** The inverse of the standard normal distribution by Acklam's fit; relative error 1.2e-9. */
  static double normalQuantile(double p) {
    if (p < SPLIT || p > 1 - SPLIT) {
      double q = StrictMath.sqrt(-2 * StrictMath.log(Math.min(p, 1 - p)));
      double tail = polynomial(C, q) / polynomial(D, q);
      return p < SPLIT ? tail : -tail;
    }
    double q = p - 0.5;
    return polynomial(A, q * q) * q / polynomial(B, q * q);
  }

  private static double polynomial(double[] coefficients, double x) {
    double sum = 0;
    for (double coefficient : coefficients) {
      sum = sum * x + coefficient;
    }
    return sum;
  }
}
