// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.language;

/** The text of a condition is no usable expression; the message says where and why. */
public final class InvalidConditionException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  InvalidConditionException(String message) {
    super(message);
  }
}
