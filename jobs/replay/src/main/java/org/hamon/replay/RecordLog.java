// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay;

import java.io.IOException;
import java.time.Clock;
import org.hamon.correlation.decode.Decoded;
import org.hamon.correlation.decode.Origin;
import org.hamon.correlation.decode.RecordParser;
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

  /** The whole of a record of which only the beginning lies in the buffer; null of all others. */
  default @Nullable Cut cut() {
    return null;
  }

  /**
   * A record that is too long to be kept.
   *
   * @param length bytes of all of it
   * @param sha256 of all of it, in hex
   */
  record Cut(long length, String sha256) {}

  /** What the record says. */
  default Decoded read(RecordParser parser, Part part) {
    Origin origin = new Origin(part.name(), part.partition(), number());
    Cut cut = cut();
    return cut == null
        ? parser.parse(part.input(), origin, buffer(), start(), length())
        : parser.parseBeginning(
            part.input(), origin, buffer(), start(), length(), cut.length(), cut.sha256());
  }

  /** How much of the part is read: bytes of a file as it is stored, offsets of a partition. */
  long passed();

  /** By which times in the future are refused; null where nobody knows when a record came. */
  default @Nullable Clock clock() {
    return null;
  }

  @Override
  void close() throws IOException;
}
