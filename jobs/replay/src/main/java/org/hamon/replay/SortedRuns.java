// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.hamon.correlation.Output;
import org.jspecify.annotations.Nullable;

/**
 * Sorts any number of outputs with little memory: sorted runs go to disk and are merged at the end.
 * {@code O(n log n)}.
 */
final class SortedRuns implements AutoCloseable {

  private static final Comparator<Output> ORDER = Output.ORDER.thenComparing(Output::topic);

  private final Path folder;
  private final int memory;
  private final List<Output> held = new ArrayList<>();
  private final List<Path> runs = new ArrayList<>();
  private final List<DataInputStream> open = new ArrayList<>();

  SortedRuns(Path folder, int memory) {
    this.folder = folder;
    this.memory = memory;
  }

  void add(Output output) throws IOException {
    held.add(output);
    if (held.size() >= memory) {
      writeRun();
    }
  }

  /** Hands over everything in order; once. */
  void forEach(Consumer<Output> to) throws IOException {
    held.sort(ORDER);
    PriorityQueue<Run> heads = new PriorityQueue<>(Comparator.comparing(Run::head, ORDER));
    addTo(heads, new Run(held.iterator()));
    for (Path path : runs) {
      DataInputStream in =
          new DataInputStream(new BufferedInputStream(Files.newInputStream(path), 1 << 16));
      open.add(in);
      addTo(heads, new Run(new StoredRun(in)));
    }
    while (!heads.isEmpty()) {
      Run first = heads.remove();
      to.accept(first.head());
      addTo(heads, first);
    }
  }

  @Override
  public void close() throws IOException {
    for (DataInputStream in : open) {
      in.close();
    }
  }

  private static void addTo(PriorityQueue<Run> heads, Run run) {
    if (run.advance()) {
      heads.add(run);
    }
  }

  private void writeRun() throws IOException {
    held.sort(ORDER);
    Path path = folder.resolve("run-" + runs.size());
    runs.add(path);
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(path), 1 << 16))) {
      for (Output output : held) {
        StoredRun.write(output, out);
      }
    }
    held.clear();
  }

  /** A run and the first of what is left of it. */
  private static final class Run {

    private final Iterator<Output> rest;
    private @Nullable Output head;

    Run(Iterator<Output> rest) {
      this.rest = rest;
    }

    Output head() {
      if (head == null) {
        throw new IllegalStateException("Expected a run that was advanced, but it was not");
      }
      return head;
    }

    boolean advance() {
      head = rest.hasNext() ? rest.next() : null;
      return head != null;
    }
  }
}
