// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.flink.api.common.JobID;
import org.hamon.correlation.recovery.Checkpoint;
import org.hamon.correlation.recovery.JobFolder;

/**
 * Looks after the checkpoints of a job in this process: that the newest lacks nothing, and that
 * those of earlier starts go when this one has enough of its own.
 */
final class Safekeeping {

  /** How many complete checkpoints a start keeps. */
  static final int KEPT = 3;

  /** Enough to notice that a disk is full. */
  private static final int PROBE_BYTES = 1 << 18;

  private final EmbeddedFlink flink;
  private final JobID job;
  private final JobFolder folder;
  private boolean earlierAreGone;

  Safekeeping(EmbeddedFlink flink, JobID job, JobFolder folder) {
    this.flink = flink;
    this.job = job;
    this.folder = folder;
  }

  /**
   * A new one is complete. One that is incremental lacks what others have taken from the folder;
   * then one is asked for that needs nothing of the others.
   *
   * @param number how many there have been since this start
   * @return what it lacks; empty if nothing
   */
  Optional<String> completed(Checkpoint checkpoint, long number) throws IOException {
    Optional<String> fault = checkpoint.fault();
    if (fault.isPresent()) {
      flink.takeWholeCheckpoint(job);
    } else if (number >= KEPT && !earlierAreGone) {
      folder.keepOnly(job.toString());
      earlierAreGone = true;
    }
    return fault;
  }

  /** Why none can be written; empty if nothing is found that is in the way. */
  Optional<String> whyNot() {
    Path place = Path.of(folder.uri());
    Path probe = place.resolve("probe");
    try {
      Files.createDirectories(place);
      Files.write(probe, new byte[PROBE_BYTES]);
      return Optional.empty();
    } catch (IOException e) {
      String reason = Unwritable.reason(e);
      return Optional.of(reason.contains(place.toString()) ? reason : place + ": " + reason);
    } finally {
      try {
        Files.deleteIfExists(probe);
      } catch (IOException e) {
        // it was never there, or the folder is gone
      }
    }
  }
}
