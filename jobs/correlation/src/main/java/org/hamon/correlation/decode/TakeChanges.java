// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import static java.util.Objects.requireNonNull;

import java.util.function.Supplier;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.hamon.correlation.decode.BookEntry.Column;
import org.hamon.patterns.language.StateChange;
import org.hamon.patterns.language.Tlp;
import org.hamon.topology.TopologyChange;
import org.hamon.topology.TopologyRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Takes changes of the topology, has {@link SettleChanges} decide which count, and hands those on
 * with what they say of single assets ({@link Declarations}). Borrows the topology when first
 * asked: most readers never need it.
 *
 * <p>Remembers the changes since the base (list state of the one subtask that reads them; never
 * cleared, they are what the topology is) and those that wait (list state; until what they name
 * comes or is given up).
 */
final class TakeChanges {

  /** Hears that a sector is declared from a time on. */
  interface SectorDeclared {
    void declared(String sector, long from);
  }

  private static final ListStateDescriptor<TopologyChange> CHANGES =
      new ListStateDescriptor<>("topology-changes", TopologyChange.class);
  private static final ListStateDescriptor<WaitingChange> WAITING_CHANGES =
      new ListStateDescriptor<>("waiting-changes", WaitingChange.class);

  private final ListState<TopologyChange> changesState;
  private final ListState<WaitingChange> waitingState;
  private final Supplier<TopologyRegistry.Lease> topology;
  private final DecodeOutputs out;
  private final SectorDeclared then;
  private TopologyRegistry.@Nullable Lease lease;
  private @Nullable SettleChanges settle;

  TakeChanges(
      OperatorStateStore store,
      Supplier<TopologyRegistry.Lease> topology,
      DecodeOutputs out,
      SectorDeclared then)
      throws Exception {
    this.changesState = store.getListState(CHANGES);
    this.waitingState = store.getListState(WAITING_CHANGES);
    this.topology = topology;
    this.out = out;
    this.then = then;
  }

  /** A change has come; it waits until then for what it names. */
  void take(Decoded record, long until) {
    TopologyChange change = requireNonNull(record.change());
    Raw raw = requireNonNull(record.raw());
    settling().take(new WaitingChange(change, record.origin(), raw, until));
  }

  /** Whether the topology declares the sector at some time of the span. */
  boolean hasSector(String sector, long from, long until) {
    return settling().hasSector(sector, from, until);
  }

  /** Gives up what has waited in vain. */
  void giveUp(long now) throws Exception {
    if (settle != null || waitingState.get().iterator().hasNext()) {
      settling().giveUp(now);
    }
  }

  /** Writes the changes into the state; it is as it was where nobody asked. */
  void snapshot() throws Exception {
    if (settle != null) {
      changesState.update(settle.changes());
      waitingState.update(settle.waiting());
    }
  }

  /** Gives the topology back. */
  void close() {
    if (lease != null) {
      lease.close();
    }
  }

  private SettleChanges settling() {
    SettleChanges settling = settle;
    if (settling == null) {
      TopologyRegistry.Lease access = topology.get();
      lease = access;
      settling = new SettleChanges(access, new Settled(new Declarations(access)));
      settle = settling;
      try {
        settling.restore(changesState.get(), waitingState.get());
      } catch (Exception e) {
        throw new IllegalStateException("Expected to read the state, but it failed", e);
      }
    }
    return settling;
  }

  /** Hands on what counts, and keeps the books of what does not. */
  private final class Settled implements SettleChanges.Outcome {

    private final Declarations declarations;

    Settled(Declarations declarations) {
      this.declarations = declarations;
    }

    @Override
    public void restored(TopologyChange change) {
      declarations.restore(change);
    }

    @Override
    public void counts(TopologyChange change) {
      for (Declarations.Declared declared : declarations.after(change, settling().changes())) {
        out.say(
            new Observation(
                declared.asset(),
                StateChange.ACTUAL,
                change.validFrom(),
                null,
                0,
                Tlp.AMBER,
                null,
                declared.declaration(),
                null));
      }
      out.say(Decode.CONTROL, change, change.validFrom());
      if (change.op() == TopologyChange.Op.UPSERT_SECTOR) {
        then.declared(change.id(), change.validFrom());
      }
    }

    @Override
    public void used(WaitingChange record) {
      count(Column.USED, 1);
    }

    @Override
    public void repeated(WaitingChange record) {
      count(Column.REPEATED, 1);
    }

    @Override
    public void waiting(int more) {
      count(Column.WAITING, more);
    }

    @Override
    public void givenUp(WaitingChange record, Reason reason, String detail, long at) {
      out.refuse(
          StateChange.ACTUAL,
          Input.TOPOLOGY_CHANGES,
          reason,
          DeadLetters.of(reason, detail, record.origin(), record.raw(), StateChange.ACTUAL, at));
    }

    private void count(Column column, int records) {
      out.count(StateChange.ACTUAL, Input.TOPOLOGY_CHANGES, column, records);
    }
  }
}
