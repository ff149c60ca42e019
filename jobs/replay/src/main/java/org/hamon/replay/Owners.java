// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.hamon.correlation.Output;
import org.hamon.correlation.StreamNames;
import org.hamon.correlation.StreamOwner;
import org.hamon.correlation.TopicLine;
import org.jspecify.annotations.Nullable;

/** The names of files that were asked for, and whose they are. */
final class Owners {

  private final Map<Stream, String> names = new HashMap<>();
  private final Map<String, String> lines = new TreeMap<>();

  private record Stream(String lane, String name) {}

  /** The name of the file of that stream, without ending. */
  String fileOf(String lane, String stream, @Nullable StreamOwner owner) {
    return names.computeIfAbsent(
        new Stream(lane, stream),
        asked -> {
          Output line = TopicLine.of(lane, stream, owner, StreamNames.FILE_LENGTH, 0);
          lines.put(line.key(), line.json());
          return line.key();
        });
  }

  /** A line of JSON on each, by name. */
  Collection<String> lines() {
    return lines.values();
  }
}
