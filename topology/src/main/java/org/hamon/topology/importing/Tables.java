// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.importing;

import java.util.List;
import java.util.function.Consumer;
import org.hamon.topology.reading.Fields;

/** What is imported, as tables. */
interface Tables {

  /**
   * Hands over the names of the columns of a table, then each row; that the table is not there is
   * among the findings.
   */
  void each(TableMapping table, Consumer<List<String>> columns, Consumer<Fields> rows);

  /** The file that the table is in, as the user named it. */
  String file(TableMapping table);
}
