// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.kafka;

import org.apache.flink.api.connector.source.SourceEvent;

/**
 * From a reader: all that stood at that instant in those of its partitions that nobody waits for
 * has been handed on. Back to every reader: the same of all readers.
 *
 * @param instant by the clock, epoch milliseconds; {@link Long#MAX_VALUE} where every partition
 *     holds time back by itself
 */
record ReadUpTo(long instant) implements SourceEvent {}
