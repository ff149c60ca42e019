// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** One way to look at a topology, for a program or a person. */
interface TopologyView {

  /** One object. */
  ObjectNode json();

  /** Lines of a text; {@code top} is how many rows a long table may have. */
  List<String> lines(int top);
}
