// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import java.util.ArrayList;
import java.util.List;
import org.hamon.topology.TopologyChange;
import org.hamon.topology.TopologyChange.Op;
import org.jspecify.annotations.Nullable;

/** What has come of a snapshot so far. It is given up when nothing more of it has come for long. */
final class OpenSnapshot {

  private final String id;
  private final List<WaitingChange> all = new ArrayList<>();
  private long until = Long.MIN_VALUE;
  private int records;
  private boolean begun;
  private @Nullable TopologyChange end;

  OpenSnapshot(String id) {
    this.id = id;
  }

  void add(WaitingChange waiting) {
    all.add(waiting);
    until = Math.max(until, waiting.until());
    if (waiting.change().op() == Op.SNAPSHOT_BEGIN) {
      begun = true;
    } else if (waiting.change().op() == Op.SNAPSHOT_END) {
      end = waiting.change();
    } else {
      records++;
    }
  }

  /** The end, if begin, end and as many records as the end says are there. */
  @Nullable TopologyChange completeWith() {
    return begun && end != null && end.count() == records ? end : null;
  }

  /** Records and marks, as they came. */
  List<WaitingChange> all() {
    return all;
  }

  long until() {
    return until;
  }

  /** What is missing, in a sentence. */
  String lack() {
    List<String> missing = new ArrayList<>();
    if (!begun) {
      missing.add("its snapshot-begin did not come");
    }
    if (end == null) {
      missing.add("its snapshot-end did not come, after " + records + " records");
    } else if (end.count() != records) {
      missing.add("its snapshot-end says " + end.count() + " records, but " + records + " came");
    }
    return "the snapshot '" + id + "' is not complete: " + String.join("; ", missing);
  }
}
