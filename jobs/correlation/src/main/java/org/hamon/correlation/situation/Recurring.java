// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

/**
 * A root that comes and goes: it failed three times within six hours.
 *
 * @param since when it failed the first of these times, epoch milliseconds
 * @param times how often it has failed since
 * @param quietUntil when it will have been quiet for long enough to be over, unless it fails again
 */
public record Recurring(long since, int times, long quietUntil) {}
