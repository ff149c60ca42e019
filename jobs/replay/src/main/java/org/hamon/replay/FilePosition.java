// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay;

import static java.util.Objects.requireNonNull;

/**
 * How far a file was read.
 *
 * @param line the last line that left the source; 0 if none did
 * @param latest the largest event time up to there
 */
record FilePosition(HistoryFile file, long line, long latest) {
  FilePosition {
    requireNonNull(file, "file");
  }
}
