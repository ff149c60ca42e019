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
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.hamon.correlation.Output;
import org.jspecify.annotations.Nullable;

/**
 * Sorts any number of outputs with little memory: sorted runs go to disk and are merged at the end.
 * {@code O(n log n)}. What is on disk may be taken up again after the process has ended.
 */
final class SortedRuns implements AutoCloseable {

  /** Of an output besides its text, about. */
  private static final int OVERHEAD = 100;

  private static final int BUFFER = 1 << 14;

  private static final Comparator<Output> ORDER =
      Output.ORDER.thenComparing(Output::lane).thenComparing(Output::stream);

  private final Path folder;
  private final long memory;
  private final List<Output> held = new ArrayList<>();
  private final List<String> runs;
  private final List<DataInputStream> open = new ArrayList<>();
  private long heldLength;

  /**
   * @param memory characters of outputs to hold, about
   * @param runs that are on disk already, as {@link #store} named them
   */
  SortedRuns(Path folder, long memory, Collection<String> runs) {
    this.folder = folder;
    this.memory = memory;
    this.runs = new ArrayList<>(runs);
  }

  void add(Output output) throws IOException {
    held.add(output);
    heldLength += output.json().length() + OVERHEAD;
    if (heldLength >= memory) {
      writeRun();
    }
  }

  /** Writes all to disk; returns the names of all runs there. */
  List<String> store() throws IOException {
    if (!held.isEmpty()) {
      writeRun();
    }
    return List.copyOf(runs);
  }

  /** Hands over everything in order; once. */
  void forEach(Consumer<Output> to) throws IOException {
    held.sort(ORDER);
    PriorityQueue<Run> heads = new PriorityQueue<>(Comparator.comparing(Run::head, ORDER));
    addTo(heads, new Run(held.iterator()));
    for (String run : runs) {
      DataInputStream in =
          new DataInputStream(
              new BufferedInputStream(Files.newInputStream(folder.resolve(run)), BUFFER));
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
    String run = "run-" + runs.size();
    try (DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(Files.newOutputStream(folder.resolve(run)), BUFFER))) {
      for (Output output : held) {
        StoredRun.write(output, out);
      }
    }
    runs.add(run);
    held.clear();
    heldLength = 0;
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
