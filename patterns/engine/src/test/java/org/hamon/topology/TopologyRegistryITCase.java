// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One graph for all slots of a process, with two jobs that run at once. */
class TopologyRegistryITCase {

  private static final int SLOTS_OF_A_JOB = 3;

  @RegisterExtension
  private static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2 * SLOTS_OF_A_JOB)
              .build());

  private static final Map<String, Set<Graph>> GRAPHS = new ConcurrentHashMap<>();
  private static final Map<String, AtomicInteger> TASKS = new ConcurrentHashMap<>();

  @Test
  void allSlotsOfAJobShareOneGraph_andNothingIsLeftAfterTheJobs() throws Exception {
    int before = TopologyRegistry.size();
    JobClient one = start("one");
    JobClient other = start("other");

    await().atMost(Duration.ofMinutes(1)).until(() -> tasks("one") == SLOTS_OF_A_JOB);
    await().atMost(Duration.ofMinutes(1)).until(() -> tasks("other") == SLOTS_OF_A_JOB);

    assertThat(GRAPHS.get("one")).hasSize(1);
    assertThat(GRAPHS.get("other")).hasSize(1).doesNotContainAnyElementsOf(GRAPHS.get("one"));
    assertThat(TopologyRegistry.size()).isEqualTo(before + 2);

    one.cancel().get();
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> TopologyRegistry.size() == before + 1 && tasks("one") == 0);
    other.cancel().get();
    await().atMost(Duration.ofMinutes(1)).until(() -> TopologyRegistry.size() == before);
  }

  private static int tasks(String job) {
    return TASKS.getOrDefault(job, new AtomicInteger()).get();
  }

  private static JobClient start(String job) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.setParallelism(SLOTS_OF_A_JOB);
    env.fromSequence(0, Long.MAX_VALUE)
        .map(new Leasing(job))
        .returns(Types.LONG)
        .sinkTo(new DiscardingSink<>());
    return env.executeAsync(job);
  }

  /** Leases the topology as an operator of the job does. */
  private static final class Leasing extends RichMapFunction<Long, Long> {

    private static final long serialVersionUID = 1L;

    private final String job;
    private transient TopologyRegistry.Lease lease;

    Leasing(String job) {
      this.job = job;
    }

    @Override
    public void open(OpenContext context) {
      lease = TopologyRegistry.acquire(job, "town", TopologyRegistryITCase::town);
      GRAPHS.computeIfAbsent(job, j -> ConcurrentHashMap.newKeySet()).add(lease.base());
      TASKS.computeIfAbsent(job, j -> new AtomicInteger()).incrementAndGet();
    }

    @Override
    public Long map(Long number) {
      return number;
    }

    @Override
    public void close() {
      lease.close();
      TASKS.get(job).decrementAndGet();
    }
  }

  private static Topology town() {
    Asset asset = new Asset("a", "a", "water", null, null, null, 0, null, null, true, 0, 0);
    return new Topology(
        "town", "1", List.of(), List.of(asset), List.of(), List.of(), List.of(), List.of(), 8);
  }
}
