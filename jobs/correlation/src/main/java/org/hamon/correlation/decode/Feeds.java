// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import java.util.List;
import java.util.Optional;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.hamon.correlation.Output;

/** Where the job hears from: topics in a live run, files in a replay. */
public interface Feeds {

  /** Adds the sources to the environment. */
  List<Feed> open(StreamExecutionEnvironment env);

  /**
   * What is known of the feeds themselves, for whoever runs the job: that one is silent, or out of
   * reach. Empty where nobody waits for records.
   *
   * @param opened what {@link #open} gave
   */
  default Optional<DataStream<Output>> health(List<Feed> opened) {
    return Optional.empty();
  }
}
