// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import java.util.HashSet;
import java.util.Set;

/** Names of the fields of one object, to notice one that comes again: mostly a few. */
final class FieldNames {

  private final String[] few = new String[8];
  private int count;
  private final Set<String> more = new HashSet<>();

  void clear() {
    if (count > few.length) {
      more.clear();
    }
    count = 0;
  }

  /** Adds a name; false if it is there. */
  boolean add(String name) {
    for (int i = Math.min(count, few.length) - 1; i >= 0; i--) {
      if (few[i].equals(name)) {
        return false;
      }
    }
    if (count < few.length) {
      few[count] = name;
    } else if (!more.add(name)) {
      return false;
    }
    count++;
    return true;
  }
}
