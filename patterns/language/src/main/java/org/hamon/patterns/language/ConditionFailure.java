// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.language;

/** A condition of a pattern could not be evaluated; whoever runs the pattern disables it. */
public final class ConditionFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ConditionFailure(String expression, Throwable cause) {
    super(
        "Expected true or false from «" + expression + "», but it failed: " + cause.getMessage(),
        cause);
  }
}
