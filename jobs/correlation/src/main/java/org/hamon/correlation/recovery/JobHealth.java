// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.recovery;

import java.net.URI;
import java.time.Clock;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.hamon.correlation.Output;
import org.hamon.correlation.Uids;
import org.hamon.correlation.decode.Decoded;

/** Lines of {@code feed-health} that tell of the job itself. */
public final class JobHealth {

  private JobHealth() {}

  /** One task that tells, beside any stream of one partition. */
  public static DataStream<Output> watch(DataStream<Decoded> beside, Clock clock) {
    return beside
        .transform("watch job", TypeInformation.of(Output.class), new WatchJob(clock))
        .uid(Uids.WATCH_JOB)
        .setParallelism(1);
  }

  /** Tells the job where it can ask Flink why it failed. */
  public static void tellWhereFlinkIs(StreamExecutionEnvironment env, URI web) {
    JobParameters.tell(env, Map.of(JobParameters.FLINK, web.toString()));
  }
}
