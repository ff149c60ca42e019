// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.warn;

/** Where in its life a revision of a warning stands. */
enum WarningType {
  ALERT("alert"),
  UPDATE("update"),
  /** The end of an event. */
  ALL_CLEAR("all-clear"),
  /** It was false. */
  CANCEL("cancel");

  private final String word;

  WarningType(String word) {
    this.word = word;
  }

  /** The word that stands in warnings. */
  String word() {
    return word;
  }

  /** Whether it is the end, unless the situation is opened again. */
  boolean isLast() {
    return this == ALL_CLEAR || this == CANCEL;
  }
}
