// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.OperatorStreamStateHandle;
import org.apache.flink.runtime.state.filesystem.FileStateHandle;
import org.hamon.topology.Topology;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BeginningTest {

  private static final Identity JOB = Identity.of("hamon.", "hamon", "kafka-1", town("1"));

  @TempDir Path checkpoints;

  @Test
  void exampleUsage() throws Exception {
    checkpoint("first", 7);
    Path newest = checkpoint("second", 8);

    Beginning beginning = Beginning.newest(folder(JOB), JOB);

    assertThat(beginning.checkpoint()).hasPath(newest.toString());
    assertThat(beginning.said())
        .singleElement()
        .asString()
        .startsWith("The job goes on from the checkpoint of 1970-01-01T00:00:08Z, " + newest);
  }

  @Test
  void beginsAtTheBeginningWhereNothingLies() throws Exception {
    Beginning beginning = Beginning.newest(folder(JOB), JOB);

    assertThat(beginning.checkpoint()).isNull();
    assertThat(beginning.said())
        .singleElement()
        .asString()
        .contains("There is no checkpoint in " + checkpoints.resolve("hamon@hamon."))
        .contains("at the beginning of what the topics hold");
  }

  @Test
  void checkpointThatIsNotCompleteDoesNotCount() throws Exception {
    Path whole = checkpoint("first", 7);
    Files.createDirectories(start("second").resolve("chk-8"));

    assertThat(Beginning.newest(folder(JOB), JOB).checkpoint()).hasPath(whole.toString());
  }

  @Test
  void damagedOneIsNamedAndTheOneBeforeIsTaken() throws Exception {
    Path whole = checkpoint("first", 7);
    Path cut = checkpoint("first", 8);
    Files.write(state(cut), new byte[3]);
    Path lacking = checkpoint("first", 9);
    Files.delete(state(lacking));
    Path senseless = checkpoint("first", 10);
    Files.write(senseless.resolve(Checkpoint.METADATA), new byte[] {1, 2, 3});
    Files.setLastModifiedTime(senseless.resolve(Checkpoint.METADATA), FileTime.fromMillis(10_000));

    Beginning beginning = Beginning.newest(folder(JOB), JOB);

    assertThat(beginning.checkpoint()).hasPath(whole.toString());
    assertThat(beginning.said()).hasSize(4);
    assertThat(beginning.said().get(0))
        .isEqualTo(
            "WARNING: the checkpoint "
                + senseless
                + " cannot be used: its file _metadata is damaged.");
    assertThat(beginning.said().get(1))
        .contains(lacking + " cannot be used: the file ", " is gone");
    assertThat(beginning.said().get(2)).contains(cut.toString(), "has 3 bytes instead of 5");
    assertThat(beginning.said().get(3))
        .startsWith("WARNING: the job goes on from an older checkpoint")
        .contains(whole.toString());
  }

  @Test
  void doesNotForgetWhereNoneCanBeUsed() throws Exception {
    Files.delete(state(checkpoint("first", 7)));

    assertThatThrownBy(() -> Beginning.newest(folder(JOB), JOB))
        .isInstanceOf(UnusableCheckpointException.class)
        .hasMessageContaining("none of 1 can be used")
        .hasMessageContaining("--restart")
        .hasMessageContaining("is gone");
  }

  @Test
  void whatIsBegunAnewPassesOverWhatLiesThere() throws Exception {
    checkpoint("first", 7);

    assertThat(Beginning.anew(folder(JOB), JOB).checkpoint()).isNull();
    assertThat(Beginning.newest(folder(JOB), JOB).checkpoint()).isNull();
    Path ofThisStart = checkpoint("second", 6);
    assertThat(Beginning.newest(folder(JOB), JOB).checkpoint()).hasPath(ofThisStart.toString());
  }

  @Test
  void checkpointsOfAnotherClusterOrTopologyAreNotTaken() throws Exception {
    Beginning.newest(folder(JOB), JOB);
    checkpoint("first", 7);
    Identity elsewhere = Identity.of("hamon.", "hamon", "kafka-2", town("1"));
    Identity grown = Identity.of("hamon.", "hamon", "kafka-1", town("2"));

    assertThatThrownBy(() -> Beginning.newest(folder(elsewhere), elsewhere))
        .isInstanceOf(UnusableCheckpointException.class)
        .hasMessageContaining("the Kafka cluster 'kafka-2' instead of 'kafka-1'")
        .hasMessageContaining("--restart");
    assertThatThrownBy(() -> Beginning.newest(folder(grown), grown))
        .isInstanceOf(UnusableCheckpointException.class)
        .hasMessageContaining("the topology 'town@2' instead of 'town@1'")
        .hasMessageContaining("./hamon topology diff");
    assertThat(Beginning.newest(folder(JOB), JOB).checkpoint()).isNotNull();
  }

  @Test
  void jobsThatDifferInPrefixOrGroupHaveFoldersOfTheirOwn() {
    List<Identity> jobs =
        List.of(
            JOB,
            Identity.of("hamon.2", "hamon", "", town("1")),
            Identity.of("hamon.", "hamon.", "", town("1")),
            Identity.of("hamon.", "a group / of words", "", town("1")),
            Identity.of("hamon.", "a group \\ of words", "", town("1")));

    assertThat(jobs.stream().map(Identity::folder)).doesNotHaveDuplicates();
    assertThat(jobs.stream().map(Identity::folder))
        .allSatisfy(name -> assertThat(name).matches("[a-zA-Z0-9._@-]+"));
  }

  @Test
  void earlierStartsGoWhenTheyAreNoLongerNeeded() throws Exception {
    checkpoint("first", 7);
    Path newest = checkpoint("second", 8);

    folder(JOB).keepOnly("second");

    assertThat(folder(JOB).newestFirst())
        .singleElement()
        .extracting(one -> one.path().toUri().getPath())
        .isEqualTo(newest.toString());
  }

  @Test
  void oneThatIsNamedMustBeThere() {
    assertThatThrownBy(() -> Beginning.from(checkpoints.resolve("chk-3").toUri()))
        .isInstanceOf(UnusableCheckpointException.class)
        .hasMessageContaining("Expected a checkpoint or a savepoint at")
        .hasMessageContaining("there is no file _metadata");
  }

  @Test
  void damageToWhatIsKnownOfThemIsSaid() throws Exception {
    Path whole = checkpoint("first", 7);
    Files.writeString(start("first").resolveSibling("job.json"), "{\"prefix\":");

    assertThatThrownBy(() -> Beginning.newest(folder(JOB), JOB))
        .isInstanceOf(UnusableCheckpointException.class)
        .hasMessageContaining("job.json");
    assertThat(Beginning.anew(folder(JOB), JOB).checkpoint()).isNull();
    assertThat(whole).exists();
  }

  private JobFolder folder(Identity job) throws IOException {
    return JobFolder.in(checkpoints.toUri(), job);
  }

  private Path start(String name) {
    return checkpoints.resolve(JOB.folder()).resolve(name);
  }

  private static Path state(Path checkpoint) {
    return checkpoint.resolve("state");
  }

  /** Completed in that second. */
  private Path checkpoint(String start, int number) throws IOException {
    Path folder = Files.createDirectories(start(start).resolve("chk-" + number));
    Path state = Files.write(state(folder), new byte[5]);
    OperatorState operator = new OperatorState("name", "uid", new OperatorID(1, 2), 1, 128);
    operator.putState(
        0,
        OperatorSubtaskState.builder()
            .setManagedOperatorState(
                new OperatorStreamStateHandle(
                    Map.of(),
                    new FileStateHandle(new org.apache.flink.core.fs.Path(state.toUri()), 5)))
            .build());
    Path metadata = folder.resolve(Checkpoint.METADATA);
    try (OutputStream out = Files.newOutputStream(metadata)) {
      Checkpoints.storeCheckpointMetadata(
          new CheckpointMetadata(number, List.of(operator), List.of()), out);
    }
    Files.setLastModifiedTime(metadata, FileTime.fromMillis(number * 1_000L));
    return folder;
  }

  private static Topology town(String version) {
    return new Topology(
        "town", version, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), 8);
  }
}
