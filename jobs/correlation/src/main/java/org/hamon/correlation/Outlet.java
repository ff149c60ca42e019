// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation;

import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;

/** Where the lines go that leave the job. */
@FunctionalInterface
public interface Outlet {

  /** Writes them all; returns the end of the job, so that a caller may say how many write. */
  DataStreamSink<Output> write(DataStream<Output> outputs);

  /** One sink for all. */
  static Outlet of(Sink<Output> sink) {
    return outputs -> outputs.sinkTo(sink).name("outputs").uid(Uids.OUTPUTS);
  }
}
