// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay;

import java.io.IOException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** The records of one part of history, one after the other. Not thread-safe. */
interface RecordLog extends AutoCloseable {

  /** Goes to the next record; false if there is none. */
  boolean advance() throws IOException;

  /** What tells the record apart from the others of the part: its line, from 1, or its offset. */
  long number();

  /** What lies behind one who has read up to and with this record, as {@link Position#behind}. */
  long behind();

  /** The record lies in this buffer until the next is asked for. */
  byte[] buffer();

  int start();

  int length();

  /** How much of the part is read: bytes of a file as it is stored, offsets of a partition. */
  long passed();

  /** By which times in the future are refused; null where nobody knows when a record came. */
  default @Nullable Clock clock() {
    return null;
  }

  @Override
  void close() throws IOException;
}
