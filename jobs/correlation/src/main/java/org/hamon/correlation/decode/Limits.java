// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.Serial;

/**
 * What a record may hold at most, as {@code docs/inputs.md} lists it. They are far beyond what any
 * sender needs; what they bound is the time and memory that one record can cost.
 */
final class Limits extends StreamReadConstraints {

  @Serial private static final long serialVersionUID = 1L;

  /** Bytes of a record. */
  static final int BYTES = 1 << 20;

  /** Objects and lists within each other, that of the record counted in. */
  static final int DEPTH = 100;

  /** Characters of a number. */
  static final int NUMBER = 1_000;

  /** Characters of the name of a field. */
  static final int NAME = 1_000;

  /** Fields, those of objects within the record counted in. */
  static final int FIELDS = 10_000;

  /** Characters of an id, of the name of a metric and of any word that a field may hold. */
  static final int WORD = 256;

  /** Characters of a text for people; what is longer is cut. */
  static final int TEXT = 10_000;

  static final Limits OF_A_RECORD = new Limits();

  private Limits() {
    // no text is longer than its record
    super(DEPTH, -1, NUMBER, BYTES, NAME, -1);
  }

  @Override
  public void validateNestingDepth(int depth) throws StreamConstraintsException {
    if (depth > DEPTH) {
      throw new ExceededException(
          Reason.TOO_DEEP, "objects and lists lie more than " + DEPTH + " deep in each other");
    }
  }

  @Override
  public void validateFPLength(int length) throws StreamConstraintsException {
    validateIntegerLength(length);
  }

  @Override
  public void validateIntegerLength(int length) throws StreamConstraintsException {
    if (length > NUMBER) {
      throw new ExceededException(
          Reason.TOO_LONG, "a number has more than " + NUMBER + " characters");
    }
  }

  @Override
  public void validateNameLength(int length) throws StreamConstraintsException {
    if (length > NAME) {
      throw new ExceededException(
          Reason.TOO_LONG, "the name of a field has more than " + NAME + " characters");
    }
  }

  /** Checks how many fields a record has. */
  static void validateFields(int fields) throws StreamConstraintsException {
    if (fields > FIELDS) {
      throw new ExceededException(
          Reason.TOO_MANY_FIELDS, "there are more than " + FIELDS + " fields");
    }
  }

  /** A record holds more than it may. */
  static final class ExceededException extends StreamConstraintsException {

    @Serial private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final String detail;

    ExceededException(Reason reason, String detail) {
      super(detail);
      this.reason = reason;
      this.detail = detail;
    }

    Reason reason() {
      return reason;
    }

    String detail() {
      return detail;
    }
  }
}
