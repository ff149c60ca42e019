// SPDX-License-Identifier: Apache-2.0
package org.hamon.benchmark.replay;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;
import org.hamon.benchmark.Readings;

/** Readings as files, one for each day of event time. */
final class HistoryFolder {

  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final int BUFFER = 1 << 16;

  private HistoryFolder() {}

  /** Writes all readings in order, compressed or plain. */
  static void write(Path folder, Readings readings, boolean compressed) throws IOException {
    Files.createDirectories(folder);
    long i = 0;
    while (i < readings.count()) {
      long day = day(readings, i);
      Path file =
          folder.resolve(String.format("telemetry-%03d.jsonl%s", day, compressed ? ".gz" : ""));
      try (OutputStream raw = new BufferedOutputStream(Files.newOutputStream(file), BUFFER);
          OutputStream out = compressed ? new GZIPOutputStream(raw, BUFFER) : raw) {
        for (; i < readings.count() && day(readings, i) == day; i++) {
          out.write(readings.json(i));
          out.write('\n');
        }
      }
    }
  }

  private static long day(Readings readings, long i) {
    return (readings.time(i) - Readings.START.toEpochMilli()) / DAY;
  }
}
