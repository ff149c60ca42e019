// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.recovery;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a job begins when it is started. Offsets and state always go together: both are those of a
 * checkpoint, or there is no state and all is read that the topics hold.
 *
 * @param checkpoint to go on from, or a savepoint; null: none
 * @param said what a person should know of it, a sentence each
 */
public record Beginning(@Nullable URI checkpoint, List<String> said) {

  private static final String ANEW =
      "at the beginning of what the topics hold. If it has run before, it may tell again what it"
          + " told, in the same words (id and revision)";

  public Beginning {
    said = List.copyOf(said);
  }

  /** Where no checkpoints are kept. */
  public static Beginning withoutCheckpoints() {
    return new Beginning(null, List.of("No checkpoints are kept: the job begins " + ANEW + "."));
  }

  /**
   * From a checkpoint or savepoint that somebody has named.
   *
   * @throws UnusableCheckpointException if it cannot be used
   */
  public static Beginning from(URI named) {
    Checkpoint checkpoint = new Checkpoint(new Path(named), 0);
    checkpoint
        .fault()
        .ifPresent(
            fault -> {
              throw new UnusableCheckpointException(
                  List.of(
                      "Expected a checkpoint or a savepoint at "
                          + named
                          + ", but "
                          + fault
                          + ". Name another."));
            });
    return new Beginning(named, List.of("The job goes on from " + named + "."));
  }

  /** Without what is remembered; checkpoints that lie there are passed over from now on. */
  public static Beginning anew(JobFolder folder, Identity job) throws IOException {
    folder.beginAnew(job);
    return new Beginning(null, List.of("The job begins anew, " + ANEW + "."));
  }

  /**
   * From the newest checkpoint that can be used; where there is none at all, anew.
   *
   * @throws UnusableCheckpointException if there are checkpoints, but none can be used
   */
  public static Beginning newest(JobFolder folder, Identity job) throws IOException {
    List<Checkpoint> checkpoints = folder.newestFirst();
    if (checkpoints.isEmpty()) {
      folder.beginAnew(job);
      return new Beginning(
          null,
          List.of(
              "There is no checkpoint in " + folder.shown() + ": the job begins " + ANEW + "."));
    }
    folder
        .identity()
        .map(job::differencesFrom)
        .filter(differences -> !differences.isEmpty())
        .ifPresent(
            differences -> {
              throw new UnusableCheckpointException(otherJob(folder, differences));
            });
    return firstSound(folder, checkpoints);
  }

  private static Beginning firstSound(JobFolder folder, List<Checkpoint> checkpoints) {
    List<String> said = new ArrayList<>();
    for (Checkpoint checkpoint : checkpoints) {
      String fault = checkpoint.fault().orElse(null);
      String shown = checkpoint.path().getPath();
      if (fault != null) {
        said.add("WARNING: the checkpoint " + shown + " cannot be used: " + fault + ".");
        continue;
      }
      String when =
          Instant.ofEpochMilli(checkpoint.completedAt()).truncatedTo(ChronoUnit.SECONDS) + "";
      said.add(
          said.isEmpty()
              ? "The job goes on from the checkpoint of " + when + ", " + shown + "."
              : "WARNING: the job goes on from an older checkpoint, of "
                  + when
                  + ", "
                  + shown
                  + ". It reads again what came since, and tells it again in the same words (id and"
                  + " revision).");
      return new Beginning(checkpoint.path().toUri(), said);
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "Expected a checkpoint in "
            + folder.shown()
            + " to go on from, but none of "
            + checkpoints.size()
            + " can be used. Mend the folder, name another checkpoint (--restore PATH), or begin"
            + " without (--restart).");
    lines.addAll(said);
    throw new UnusableCheckpointException(lines);
  }

  private static List<String> otherJob(JobFolder folder, List<String> differences) {
    return List.of(
        "Expected the checkpoints in "
            + folder.shown()
            + " to be of this job, but it has "
            + String.join("; ", differences)
            + ". Start it with what they were taken with (what changes in a topology is published"
            + " while the job runs: ./hamon topology diff A B --changes FILE), name another folder"
            + " (checkpoints.dir), or begin without what is remembered (--restart).");
  }
}
