// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.recovery;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ParameterTool;

/**
 * What a job tells Flink of itself: its tasks can read it, and so can whoever asks Flink's REST
 * interface ({@code execution-config.user-config} of {@code /jobs/ID/config}).
 */
public final class JobParameters {

  /** The root of Flink's REST interface. */
  static final String FLINK = "flink";

  /** The prefix of the job's topics; with {@link #GROUP} it says which job this is. */
  public static final String PREFIX = "prefix";

  /** The job's consumer group. */
  public static final String GROUP = "group";

  private JobParameters() {}

  /** Tells more, beside what is told already. */
  public static void tell(StreamExecutionEnvironment env, Map<String, String> more) {
    Map<String, String> all = new HashMap<>(env.getConfig().getGlobalJobParameters().toMap());
    all.putAll(more);
    env.getConfig().setGlobalJobParameters(ParameterTool.fromMap(all));
  }
}
