// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import java.util.function.UnaryOperator;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.hamon.correlation.decode.BookEntry.Column;

/**
 * Lets a report, control or advisory that names a sector which nobody declared wait for the
 * declaration; it is a dead letter when none comes in time.
 *
 * <p>Remembers what waits (list state; until the sector comes or is given up).
 */
final class AwaitSectors {

  /** Whether the topology declares a sector at some time of a span. */
  interface Sectors {
    boolean hasSector(String sector, long from, long until);
  }

  /** Takes a record whose sectors are declared, as if it came at that time. */
  interface Use {
    void use(Decoded record, long from);
  }

  private static final ListStateDescriptor<WaitingRecord> WAITING_RECORDS =
      new ListStateDescriptor<>("waiting-records", WaitingRecord.class);

  private final ListState<WaitingRecord> state;
  private final WaitingRecords waiting;
  private final Sectors sectors;
  private final TimeReached time;
  private final DecodeOutputs out;
  private final UnaryOperator<Decoded> kept;
  private final Use use;

  /**
   * @param most how many may wait
   * @param kept what is kept of a record that waits
   */
  AwaitSectors(
      OperatorStateStore store,
      int most,
      Sectors sectors,
      TimeReached time,
      DecodeOutputs out,
      UnaryOperator<Decoded> kept,
      Use use)
      throws Exception {
    this.state = store.getListState(WAITING_RECORDS);
    this.waiting = new WaitingRecords(most);
    this.sectors = sectors;
    this.time = time;
    this.out = out;
    this.kept = kept;
    this.use = use;
    state.get().forEach(waiting::add);
  }

  /**
   * Whether the record can be used now; otherwise it waits, or is a dead letter for want of room.
   */
  boolean letsPass(Decoded record) {
    long until = time.givesUpAt(record.time());
    if (!FurtherSectors.areNamedBy(record) || isDeclared(record, until)) {
      return true;
    }
    if (waiting.isFull()) {
      refuse(record, Math.max(record.time(), time.watermark()));
    } else {
      out.count(record, Column.WAITING);
      waiting.add(new WaitingRecord(kept.apply(record), until));
    }
    return false;
  }

  /** Uses what has waited for the sector to be declared. */
  void declared(String sector, long from) {
    for (WaitingRecord each :
        waiting.remove(
            one ->
                FurtherSectors.in(one.record()).contains(sector)
                    && isDeclared(one.record(), one.until()))) {
      out.waitsNoMore(each.record());
      use.use(each.record(), from);
    }
  }

  /** Gives up what has waited in vain. */
  void giveUp(long now) {
    for (WaitingRecord each : waiting.removeUntil(now)) {
      out.waitsNoMore(each.record());
      refuse(each.record(), each.until());
    }
  }

  /** Bytes of all that wait. */
  long bytes() {
    return waiting.bytes();
  }

  void snapshot() throws Exception {
    state.update(waiting.all());
  }

  private boolean isDeclared(Decoded record, long until) {
    return FurtherSectors.in(record).stream()
        .allMatch(sector -> sectors.hasSector(sector, record.time(), until));
  }

  private void refuse(Decoded record, long at) {
    out.refuse(
        record.lane(),
        record.input(),
        Reason.UNKNOWN_SECTOR,
        DeadLetters.unknownSector(record, at));
  }
}
