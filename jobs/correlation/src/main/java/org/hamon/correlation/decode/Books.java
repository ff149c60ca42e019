// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.OutputTag;
import org.hamon.correlation.decode.BookEntry.Column;
import org.hamon.patterns.language.StateChange;

/**
 * What became of every record that one operator saw, for each lane and input. Summed over the
 * operators that keep books, {@code in = used + late + repeated + deadLettered + waiting} at each
 * checkpoint and at the end of input.
 *
 * <p>Kept as operator state, not as metrics, so that it survives a restart; only the sum over the
 * subtasks means anything, since rescaling deals the entries out anew. Shown as the gauges {@code
 * books.<input>.<column>}, over all lanes. Before each checkpoint and at the end of input an
 * operator says on {@link #TAG} by how much its counts have changed since it last did.
 */
public final class Books {

  /** Where operators say how their counts change. */
  public static final OutputTag<BookEntry> TAG = new OutputTag<>("books") {};

  private static final ListStateDescriptor<BookEntry> ENTRIES =
      new ListStateDescriptor<>("books", BookEntry.class);
  private static final ListStateDescriptor<BookEntry> TOLD =
      new ListStateDescriptor<>("told books", BookEntry.class);
  private static final Input[] INPUTS = Input.values();
  private static final Column[] COLUMNS = Column.values();

  private final ListState<BookEntry> state;
  private final ListState<BookEntry> toldState;
  private final Counts actual = new Counts();
  private final Map<String, Counts> others = new TreeMap<>();

  private Books(ListState<BookEntry> state, ListState<BookEntry> toldState) {
    this.state = state;
    this.toldState = toldState;
  }

  /** The books of an operator, as its state left them; to call in {@code initializeState}. */
  public static Books open(OperatorStateStore store, MetricGroup metrics) throws Exception {
    Books books = new Books(store.getListState(ENTRIES), store.getListState(TOLD));
    for (BookEntry entry : books.state.get()) {
      books.add(entry.lane(), entry.input(), entry.column(), entry.count());
    }
    for (BookEntry entry : books.toldState.get()) {
      books.of(entry.lane()).tell(entry.input(), entry.column(), entry.count());
    }
    for (Input input : INPUTS) {
      MetricGroup group = metrics.addGroup("books").addGroup(input.topic());
      for (Column column : COLUMNS) {
        group.gauge(column.word(), (Gauge<Long>) () -> books.total(input, column));
      }
    }
    return books;
  }

  /** Adds to a column of the actual lane; negative only for what no longer waits. */
  public void add(Input input, Column column, long records) {
    actual.add(input, column, records);
  }

  /** Adds to a column of a lane; negative only for what no longer waits. */
  public void add(String lane, Input input, Column column, long records) {
    of(lane).add(input, column, records);
  }

  /** What stands in a column of a lane here. */
  public long count(String lane, Input input, Column column) {
    return of(lane).of(input, column);
  }

  /** The actual lane, and the others that anything was said in. */
  List<String> lanes() {
    List<String> lanes = new ArrayList<>(List.of(StateChange.ACTUAL));
    lanes.addAll(others.keySet());
    return lanes;
  }

  /** Writes the books into the state; to call in {@code snapshotState}. */
  public void snapshot() throws Exception {
    state.update(entries(Counts::of));
    toldState.update(entries(Counts::told));
  }

  /**
   * Hands over by how much each count has changed since this was last called; to call in {@code
   * prepareSnapshotPreBarrier} and in {@code finish}.
   */
  public void tell(Consumer<BookEntry> to) {
    for (BookEntry news : entries(Counts::untold)) {
      of(news.lane()).tell(news.input(), news.column(), news.count());
      to.accept(news);
    }
  }

  private List<BookEntry> entries(Kind kind) {
    List<BookEntry> entries = new ArrayList<>();
    for (String lane : lanes()) {
      for (Input input : INPUTS) {
        for (Column column : COLUMNS) {
          long count = kind.of(of(lane), input, column);
          if (count != 0) {
            entries.add(new BookEntry(lane, input, column, count));
          }
        }
      }
    }
    return entries;
  }

  private long total(Input input, Column column) {
    long total = actual.of(input, column);
    for (Counts lane : others.values()) {
      total += lane.of(input, column);
    }
    return total;
  }

  private Counts of(String lane) {
    return lane.equals(StateChange.ACTUAL)
        ? actual
        : others.computeIfAbsent(lane, name -> new Counts());
  }

  /** Which of the numbers of a lane. */
  private interface Kind {
    long of(Counts counts, Input input, Column column);
  }

  /** The counts of one lane. */
  private static final class Counts {
    private final long[] records = new long[INPUTS.length * COLUMNS.length];
    private final long[] told = new long[INPUTS.length * COLUMNS.length];

    long of(Input input, Column column) {
      return records[place(input, column)];
    }

    void add(Input input, Column column, long more) {
      records[place(input, column)] += more;
    }

    long told(Input input, Column column) {
      return told[place(input, column)];
    }

    long untold(Input input, Column column) {
      return of(input, column) - told(input, column);
    }

    void tell(Input input, Column column, long more) {
      told[place(input, column)] += more;
    }

    @SuppressWarnings("EnumOrdinal") // never leaves this object
    private static int place(Input input, Column column) {
      return input.ordinal() * COLUMNS.length + column.ordinal();
    }
  }
}
