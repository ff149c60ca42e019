// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import org.hamon.correlation.decode.Input;

/** Where history is kept. */
interface Archive extends Serializable {

  /**
   * At the same instant topology and patterns change first, so that a new asset's first reading
   * finds it, then what people told before what happens.
   */
  List<Input> ORDER =
      List.of(
          Input.TOPOLOGY_CHANGES,
          Input.PATTERNS,
          Input.CONTROLS,
          Input.ADVISORIES,
          Input.FAILURE_REPORTS,
          Input.TELEMETRY);

  /** Where it is, for people. */
  String text();

  /** Why it is not read, a sentence for each thing that must be mended first. */
  List<String> complaints() throws IOException;

  /** What is strange and yet no reason not to read it, a sentence for each. */
  default List<String> remarks() throws IOException {
    return List.of();
  }

  /** The parts there are now, in the order in which records of the same time are read. */
  List<Part> parts() throws IOException;

  /** The records of a part behind a place in it. */
  RecordLog open(Part part, long behind) throws IOException;
}
