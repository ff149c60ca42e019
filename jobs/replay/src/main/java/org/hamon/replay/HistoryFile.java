// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay;

import static java.util.Objects.requireNonNull;

import org.hamon.correlation.decode.Input;

/**
 * A file of history.
 *
 * @param path where it lies
 * @param name below the folder of history, with {@code /}: what dead letters call it
 */
record HistoryFile(Input input, String path, String name) {
  HistoryFile {
    requireNonNull(input, "input");
    requireNonNull(path, "path");
    requireNonNull(name, "name");
  }
}
