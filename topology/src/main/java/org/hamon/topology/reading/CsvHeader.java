// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.reading;

import java.util.List;

/** What the names of the columns of a table mean. */
interface CsvHeader {

  /** Which cell holds the value of which key. */
  CsvColumns columns(List<String> names);
}
