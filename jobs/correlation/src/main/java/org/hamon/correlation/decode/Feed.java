// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import static java.util.Objects.requireNonNull;

import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * One source of records.
 *
 * @param name of the source; part of the uid of what decodes it, so it never changes once released
 * @param records with their event times; the source says the watermarks
 */
public record Feed(String name, DataStream<Decoded> records) {
  public Feed {
    requireNonNull(name, "name");
    requireNonNull(records, "records");
  }
}
