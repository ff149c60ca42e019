// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.recovery;

import static java.util.Objects.requireNonNull;

import java.io.DataInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.IncrementalRemoteKeyedStateHandle;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.runtime.state.filesystem.FileStateHandle;

/**
 * A checkpoint that Flink has completed. One that is incremental also needs files that lie beside
 * it and belong to earlier ones, so that it may be complete and yet lack some.
 *
 * @param path of its folder
 * @param completedAt epoch milliseconds
 */
public record Checkpoint(Path path, long completedAt) {

  /** Flink writes this file last. */
  static final String METADATA = "_metadata";

  public Checkpoint {
    requireNonNull(path, "path");
  }

  /** What is wrong with it; empty if all its files are there in full. {@code O(files)}. */
  public Optional<String> fault() {
    CheckpointMetadata metadata;
    Path file = new Path(path, METADATA);
    try (DataInputStream in = new DataInputStream(fileSystem().open(file))) {
      metadata =
          Checkpoints.loadCheckpointMetadata(
              in, Checkpoint.class.getClassLoader(), path.toString());
    } catch (FileNotFoundException e) {
      return Optional.of("there is no file " + METADATA);
    } catch (IOException | RuntimeException e) {
      return Optional.of("its file " + METADATA + " is damaged");
    }
    return metadata.getOperatorStates().stream()
        .flatMap(Checkpoint::handles)
        .filter(FileStateHandle.class::isInstance)
        .map(FileStateHandle.class::cast)
        .map(Checkpoint::fault)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<String> fault(FileStateHandle part) {
    Path file = part.getFilePath();
    try {
      long length = file.getFileSystem().getFileStatus(file).getLen();
      return length == part.getStateSize()
          ? Optional.empty()
          : Optional.of(
              "the file "
                  + file.getPath()
                  + " has "
                  + length
                  + " bytes instead of "
                  + part.getStateSize());
    } catch (FileNotFoundException e) {
      return Optional.of("the file " + file.getPath() + " is gone");
    } catch (IOException e) {
      return Optional.of("the file " + file.getPath() + " cannot be read: " + e.getMessage());
    }
  }

  private static Stream<StreamStateHandle> handles(OperatorState operator) {
    return operator.getStates().stream().flatMap(Checkpoint::handles);
  }

  private static Stream<StreamStateHandle> handles(OperatorSubtaskState task) {
    Stream<StreamStateHandle> ofOperators =
        Stream.concat(task.getManagedOperatorState().stream(), task.getRawOperatorState().stream())
            .map(OperatorStateHandle::getDelegateStateHandle);
    Stream<StreamStateHandle> ofKeys =
        Stream.concat(task.getManagedKeyedState().stream(), task.getRawKeyedState().stream())
            .flatMap(Checkpoint::handles);
    return Stream.concat(ofOperators, ofKeys);
  }

  private static Stream<StreamStateHandle> handles(KeyedStateHandle keyed) {
    if (keyed instanceof IncrementalRemoteKeyedStateHandle incremental) {
      return Stream.of(
              Stream.of(incremental.getMetaDataStateHandle()),
              incremental.getSharedState().stream().map(part -> part.getHandle()),
              incremental.getPrivateState().stream().map(part -> part.getHandle()))
          .flatMap(all -> all);
    }
    return keyed instanceof KeyGroupsStateHandle groups
        ? Stream.of(groups.getDelegateStateHandle())
        : Stream.empty();
  }

  private FileSystem fileSystem() throws IOException {
    return path.getFileSystem();
  }
}
