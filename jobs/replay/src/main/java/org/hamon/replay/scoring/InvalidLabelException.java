// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay.scoring;

/** A line of a labels file is no label; the message says where and why. */
public final class InvalidLabelException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InvalidLabelException(String message) {
    super(message);
  }
}
