// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import static java.util.Objects.requireNonNull;

/** An undirected connection that carries service between two assets of one network while closed. */
public record Link(String id, String a, String b, boolean closed) {
  public Link {
    requireNonNull(id, "id");
    requireNonNull(a, "a");
    requireNonNull(b, "b");
  }
}
