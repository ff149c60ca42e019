// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

/**
 * The only randomness of a forecast: two uniform numbers for each dependency and sample, one for
 * whether it hits, one for its delay. They depend on the dependency's id and the sample's number
 * and on nothing else, so that neither order, nor parallelism, nor what else is simulated matters.
 *
 * <p>The id is hashed with 64-bit FNV-1a over its UTF-16 units; the hash is the state of a
 * splitmix64 generator (Steele, Lea and Flood 2014) of which sample {@code k} takes the outputs
 * {@code 2k} and {@code 2k + 1}.
 */
final class Draws {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
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

  private Draws() {}

  /** The state that a dependency's draws come from. */
  static long seed(String dependencyId) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < dependencyId.length(); i++) {
      hash = (hash ^ dependencyId.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }

  /** Whether a dependency of that strength hits in the sample. */
  static boolean hits(long seed, int sample, double strength) {
    return uniform(seed, 2L * sample) < strength;
  }

  /** The standard normal number behind the delay in the sample. */
  static double normal(long seed, int sample) {
    return normalQuantile(uniform(seed, 2L * sample + 1));
  }

  /** Between 0 and 1, both excluded. */
  private static double uniform(long seed, long index) {
    return ((mixed(seed + (index + 1) * GOLDEN) >>> 11) + 0.5) * 0x1p-53;
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
