// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TopologyRegistryTest {

  private static final Topology BASE = Sketch.of("a", "b").needs("d", "a", "b").topology();

  private final AtomicInteger loads = new AtomicInteger();

  @AfterEach
  void leavesNothingBehind() {
    assertThat(TopologyRegistry.size()).isZero();
  }

  @Test
  void exampleUsage() {
    List<TopologyChange> changes = List.of(TimelineTest.upsert(100, "c", "gas"));

    try (TopologyRegistry.Lease lease = TopologyRegistry.acquire("job", "base@1", this::load)) {
      assertThat(lease.base().size()).isEqualTo(2);
      assertThat(lease.asOf(changes, 99)).isSameAs(lease.base());
      assertThat(lease.asOf(changes, 100).size()).isEqualTo(3);
    }
  }

  private Topology load() {
    loads.incrementAndGet();
    return BASE;
  }

  @Test
  void allLeasesShareOneGraph() {
    try (TopologyRegistry.Lease one = TopologyRegistry.acquire("job", "base", this::load);
        TopologyRegistry.Lease two = TopologyRegistry.acquire("job", "base", this::load)) {
      TopologyChange c = TimelineTest.upsert(100, "c", "gas");
      TopologyChange e = TimelineTest.upsert(200, "e", "gas");

      assertThat(two.base()).isSameAs(one.base());
      assertThat(two.asOf(List.of(e, c), 150)).isSameAs(one.asOf(List.of(c, e), 150));
      assertThat(two.asOf(List.of(e, c), 250)).isSameAs(one.asOf(List.of(c, e), 250));
      assertThat(loads).hasValue(1);
    }
  }

  @Test
  void jobsAndBasesShareNothing() {
    try (TopologyRegistry.Lease one = TopologyRegistry.acquire("job", "base", this::load);
        TopologyRegistry.Lease two = TopologyRegistry.acquire("other job", "base", this::load);
        TopologyRegistry.Lease three = TopologyRegistry.acquire("job", "other", this::load)) {
      assertThat(one.base()).isNotSameAs(two.base()).isNotSameAs(three.base());
      assertThat(TopologyRegistry.size()).isEqualTo(3);
      assertThat(loads).hasValue(3);
    }
  }

  @Test
  void keepsNoSetOfChangesThatNobodyUses() {
    TopologyChange c = TimelineTest.upsert(100, "c", "gas");
    TopologyChange e = TimelineTest.upsert(200, "e", "gas");
    try (TopologyRegistry.Lease one = TopologyRegistry.acquire("job", "base", this::load);
        TopologyRegistry.Lease two = TopologyRegistry.acquire("job", "base", this::load)) {
      one.asOf(List.of(c), 100);
      two.asOf(List.of(c), 100);
      one.asOf(List.of(c, e), 300);
      assertThat(TopologyRegistry.versions("job", "base")).isEqualTo(2);

      two.asOf(List.of(c, e), 300);
      assertThat(TopologyRegistry.versions("job", "base")).isEqualTo(1);

      two.close();
      one.asOf(List.of(), 300);
      assertThat(TopologyRegistry.versions("job", "base")).isZero();
    }
  }

  @Test
  void seesAGrowingCollection() {
    List<TopologyChange> changes = new ArrayList<>();
    try (TopologyRegistry.Lease lease = TopologyRegistry.acquire("job", "base", this::load)) {
      assertThat(lease.asOf(changes, 100).size()).isEqualTo(2);
      changes.add(TimelineTest.upsert(100, "c", "gas"));
      Graph graph = lease.asOf(changes, 100);
      assertThat(graph.size()).isEqualTo(3);
      assertThat(lease.asOf(new ArrayList<>(changes), 100)).isSameAs(graph);
      changes.set(0, TimelineTest.upsert(101, "c", "gas"));
      assertThat(lease.asOf(changes, 100).size()).isEqualTo(2);
    }
  }

  @Test
  void endsWithTheLastLease() {
    TopologyRegistry.Lease one = TopologyRegistry.acquire("job", "base", this::load);
    TopologyRegistry.Lease two = TopologyRegistry.acquire("job", "base", this::load);
    one.close();
    one.close();
    assertThat(TopologyRegistry.size()).isEqualTo(1);
    assertThatThrownBy(one::base).isInstanceOf(IllegalStateException.class);
    two.close();
    assertThat(TopologyRegistry.size()).isZero();
  }

  @Test
  void aBaseThatCannotBeLoadedLeavesNothing() {
    assertThatThrownBy(
            () ->
                TopologyRegistry.acquire(
                    "job",
                    "base",
                    () -> {
                      throw new IllegalStateException("no file");
                    }))
        .hasMessage("no file");
    assertThat(TopologyRegistry.size()).isZero();
  }

  @Test
  void manyThreadsOfTwoJobsComeAndGo() throws Exception {
    int threads = 8;
    CyclicBarrier start = new CyclicBarrier(threads);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Integer>> results = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        String job = "job-" + i % 2;
        Callable<Integer> task =
            () -> {
              start.await();
              int sum = 0;
              for (int n = 0; n < 200; n++) {
                try (TopologyRegistry.Lease lease =
                    TopologyRegistry.acquire(job, "base", this::load)) {
                  List<TopologyChange> changes = new ArrayList<>();
                  for (int c = 0; c < 4; c++) {
                    changes.add(TimelineTest.upsert(100 + c, "c" + c, "gas"));
                    sum += lease.asOf(changes, 100 + c).size();
                  }
                }
              }
              return sum;
            };
        results.add(pool.submit(task));
      }
      for (Future<Integer> result : results) {
        assertThat(result.get()).isEqualTo(200 * (3 + 4 + 5 + 6));
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(TopologyRegistry.size()).isZero();
  }
}
