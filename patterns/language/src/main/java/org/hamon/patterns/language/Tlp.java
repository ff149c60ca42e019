// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.language;

import java.util.Optional;

/** Traffic Light Protocol 2.0 labels, from the least to the most restrictive. */
public enum Tlp {
  CLEAR("TLP:CLEAR"),
  GREEN("TLP:GREEN"),
  AMBER("TLP:AMBER"),
  AMBER_STRICT("TLP:AMBER+STRICT"),
  RED("TLP:RED");

  private final String label;

  Tlp(String label) {
    this.label = label;
  }

  /** The label as the standard writes it. */
  public String label() {
    return label;
  }

  /** The label of that text; empty if there is none. */
  public static Optional<Tlp> of(String label) {
    for (Tlp tlp : values()) {
      if (tlp.label.equals(label)) {
        return Optional.of(tlp);
      }
    }
    return Optional.empty();
  }

  /** The more restrictive of two labels: the high-water mark. */
  public static Tlp mostRestrictive(Tlp a, Tlp b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  /** Whether this label is more restrictive than the other. */
  public boolean exceeds(Tlp other) {
    return compareTo(other) > 0;
  }
}
