// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.jspecify.annotations.Nullable;

/**
 * One source of records.
 *
 * @param name of the source; part of the uid of what decodes it, so it never changes once released
 * @param records with timestamps and watermarks that the source says; a timestamp is the event time
 *     or, of a record that is ahead, an earlier one
 * @param clock of a live run, by which the time of what is ahead comes while the feed is idle; null
 *     where watermarks alone tell the time
 * @param saysTime whether later stages wait for its watermarks; one that does not hears the time
 *     from others
 */
public record Feed(
    String name, DataStream<Decoded> records, @Nullable Clock clock, boolean saysTime) {
  public Feed {
    requireNonNull(name, "name");
    requireNonNull(records, "records");
  }
}
