// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import java.util.List;
import org.hamon.correlation.notice.Advisory;
import org.hamon.correlation.notice.Control;
import org.hamon.correlation.notice.Notice;
import org.hamon.topology.Topology;

/**
 * The sectors that a record names beyond those that are always there. Whether they are declared
 * depends on the time, and only who reads the changes of the topology knows it.
 */
public final class FurtherSectors {

  private FurtherSectors() {}

  /** Whether the record names any; {@code O(1)} for readings. */
  public static boolean areNamedBy(Decoded record) {
    return record.metric() == null && !in(record).isEmpty();
  }

  /** Those that the record names. */
  static List<String> in(Decoded record) {
    Report report = record.report();
    if (report != null) {
      String sector = report.pseudoSector();
      return sector == null || Topology.isBuiltIn(sector) ? List.of() : List.of(sector);
    }
    Notice notice = record.notice();
    return notice == null ? List.of() : in(notice);
  }

  private static List<String> in(Notice notice) {
    Control control = notice.control();
    Advisory advisory = notice.advisory();
    if (control != null && control.target() == Control.Target.SECTOR) {
      return Topology.isBuiltIn(control.selected()) ? List.of() : List.of(control.selected());
    }
    return advisory == null
        ? List.of()
        : advisory.sectors().stream().filter(sector -> !Topology.isBuiltIn(sector)).toList();
  }
}
