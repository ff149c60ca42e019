// SPDX-License-Identifier: Apache-2.0
package org.hamon.benchmark.cep;

/**
 * A complete match as a contender tells it.
 *
 * @param start event time of its first event
 * @param last event time of its last event
 * @param at event time of the match: that of the last event, or the end of the window
 */
public record Finding(String pattern, String root, long start, long last, long at) {}
