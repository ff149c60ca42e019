// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.hamon.correlation.recovery.Identity;
import org.hamon.correlation.recovery.JobFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * That a job runs in one process at a time: two would write the same topics. The process holds the
 * folder of the job's checkpoints, wherever others see it, and the job itself, wherever its
 * checkpoints are, among those that this user starts on this machine. It looks once a second
 * whether it still does, and takes again what somebody has removed.
 */
final class OneProcess implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OneProcess.class);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final String NAME = "hamon-job-";

  /** In the folder of the job: where the checkpoints are of the process that has it. */
  private static final String ABOUT = "checkpoints";

  private final Console console;
  private final Identity identity;
  private final JobFolder checkpoints;
  private final FolderLock ofCheckpoints;
  private final FolderLock ofJob;
  private final ScheduledExecutorService clock;
  private boolean saidLost;

  private OneProcess(
      Console console,
      Identity identity,
      JobFolder checkpoints,
      FolderLock ofCheckpoints,
      FolderLock ofJob) {
    this.console = console;
    this.identity = identity;
    this.checkpoints = checkpoints;
    this.ofCheckpoints = ofCheckpoints;
    this.ofJob = ofJob;
    this.clock = Daemon.clock("one-process");
    var unused =
        clock.scheduleWithFixedDelay(
            this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Takes the job.
   *
   * @param temporary folder of this machine for temporary files
   * @throws UnusableInput if another process has it
   */
  static OneProcess of(Console console, Identity identity, JobFolder checkpoints, Path temporary) {
    Path folder = Path.of(checkpoints.uri());
    FolderLock ofCheckpoints =
        take(
            folder,
            () ->
                "Expected to be alone with the checkpoints in "
                    + folder
                    + ", but another process runs this job (same prefix, same group).");
    Path ofUser = temporary.resolve(NAME + name(identity));
    boolean taken = false;
    try {
      FolderLock ofJob =
          take(
              ofUser,
              () ->
                  "Expected to be alone with the prefix '"
                      + identity.prefix()
                      + "' and the group '"
                      + identity.group()
                      + "' on these brokers, but another process runs this job"
                      + whose(ofUser)
                      + ".");
      write(ofUser, folder);
      taken = true;
      return new OneProcess(console, identity, checkpoints, ofCheckpoints, ofJob);
    } finally {
      if (!taken) {
        close(ofCheckpoints);
      }
    }
  }

  private static FolderLock take(Path folder, Supplier<String> another) {
    try {
      return FolderLock.take(folder)
          .orElseThrow(
              () ->
                  new UnusableInput(
                      "hamon: "
                          + another.get()
                          + " Stop it, or give this one another prefix and group."));
    } catch (IOException e) {
      throw Unwritable.input(folder, e);
    }
  }

  private static String name(Identity identity) {
    return new Fingerprint()
        .add(System.getProperty("user.name", ""))
        .add(identity.kafka())
        .add(identity.prefix())
        .add(identity.group())
        .text()
        .substring(0, 20);
  }

  private static String whose(Path ofUser) {
    try {
      return ", with its checkpoints in " + Files.readString(ofUser.resolve(ABOUT));
    } catch (IOException e) {
      return "";
    }
  }

  private static void write(Path ofUser, Path folder) {
    try {
      Files.writeString(ofUser.resolve(ABOUT), folder.toString());
    } catch (IOException e) {
      LOG.info("Another start will not hear where the checkpoints are: {}", e.toString());
    }
  }

  private void look() {
    try {
      switch (ofCheckpoints.hold()) {
        case KEPT -> {}
        case TAKEN_AGAIN -> checkpoints.sayAgainWhose(identity);
        case LOST -> sayLost();
      }
    } catch (IOException | RuntimeException e) {
      LOG.debug("The folder of the checkpoints cannot be taken again", e); // JobWatch says so
    }
    try {
      if (ofJob.hold() == FolderLock.Hold.LOST) {
        sayLost();
      }
    } catch (IOException | RuntimeException e) {
      LOG.debug("The job cannot be taken again", e);
    }
  }

  private void sayLost() {
    if (!saidLost) {
      saidLost = true;
      console.note(
          "hamon: another process runs this job too, since somebody has removed the lock that kept"
              + " it out. Both write the same topics: stop one of them.");
    }
  }

  @Override
  public void close() throws IOException {
    clock.shutdownNow();
    try {
      clock.awaitTermination(LOOK.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    ofJob.close();
    ofCheckpoints.close();
  }

  private static void close(FolderLock lock) {
    try {
      lock.close();
    } catch (IOException e) {
      LOG.debug("A lock is not given up", e); // it ends with the process
    }
  }
}
