// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay;

import java.io.Serializable;

/**
 * From when on history is told, and how much disorder is ordinary.
 *
 * @param start epoch milliseconds; {@link Long#MIN_VALUE} while nobody knows
 * @param bound disorder within a part, milliseconds; the same as decode's
 */
record HistorySpan(long start, long bound) implements Serializable {}
