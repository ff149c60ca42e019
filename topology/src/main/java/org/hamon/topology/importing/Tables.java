// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.importing;

import java.util.function.Consumer;
import org.hamon.topology.reading.Fields;

/** What is imported, as tables. */
interface Tables {

  /** Hands over each row; that the table is not there is among the findings. */
  void each(String table, Consumer<Fields> rows);

  /** The file that the table is in, as the user named it. */
  String file(String table);
}
