// SPDX-License-Identifier: Apache-2.0
package org.hamon.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import jdk.jfr.Recording;

/** Samples of what the threads do, written to a file that {@code jfr} and Mission Control read. */
public final class Profile {

  private final Path file;
  private final Recording recording = new Recording();

  public Profile(Path file) {
    this.file = file;
    recording.enable("jdk.ExecutionSample").withPeriod(Duration.ofMillis(10));
    recording.enable("jdk.NativeMethodSample").withPeriod(Duration.ofMillis(10));
    recording.enable("jdk.GarbageCollection");
    recording.enable("jdk.ObjectAllocationSample").with("throttle", "500/s").withStackTrace();
  }

  public void start() {
    recording.start();
  }

  public void stop() throws IOException {
    recording.stop();
    recording.dump(file);
    recording.close();
  }
}
