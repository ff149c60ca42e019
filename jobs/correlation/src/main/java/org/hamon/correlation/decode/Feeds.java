// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Where the job hears from: topics in a live run, files in a replay. */
public interface Feeds {

  /** Adds the sources to the environment. */
  List<Feed> open(StreamExecutionEnvironment env);
}
